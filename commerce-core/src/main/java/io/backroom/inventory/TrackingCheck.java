package io.backroom.inventory;

import io.backroom.kernel.Kernel;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares lots and numbered units with what is on hand. */
final class TrackingCheck {
  private final Kernel kernel;
  private final Reservations reservations;

  private record Place(Sku sku, CenterId center) {}

  TrackingCheck(Kernel kernel, Reservations reservations) {
    this.kernel = kernel;
    this.reservations = reservations;
  }

  /** Returns each difference in words; what a command under way has not told yet is one. */
  List<String> differences() {
    Map<Place, Integer> inLots = new HashMap<>();
    Map<Place, Integer> numbered = new HashMap<>();
    kernel.forEach(
        Lot.TYPE,
        Lot.BY_PLACE,
        lot -> inLots.merge(new Place(lot.sku(), lot.center()), lot.units(), Integer::sum));
    kernel.forEach(
        SerialUnit.TYPE,
        SerialUnit.HERE,
        unit -> numbered.merge(new Place(unit.sku(), unit.center()), 1, Integer::sum));
    List<String> differences = new ArrayList<>();
    kernel.forEach(
        Tracking.TYPE,
        Tracking.ALL,
        tracking -> {
          for (StockLevel level : reservations.levels(List.of(tracking.sku()))) {
            Place place = new Place(level.sku(), level.center());
            int lots = inLots.getOrDefault(place, 0);
            int numbers = numbered.getOrDefault(place, 0);
            if (tracking.hasLots() && lots != level.onHand()) {
              differences.add(difference(level, lots + " in lots"));
            }
            if (tracking.serials() && numbers != level.onHand()) {
              differences.add(difference(level, numbers + " with numbers"));
            }
          }
        });
    return differences;
  }

  private static String difference(StockLevel level, String other) {
    return level.sku() + " at " + level.center() + ": " + level.onHand() + " on hand, " + other;
  }
}
