package io.backroom.examples.replay;

import io.backroom.examples.replay.StockBook.Counts;
import io.backroom.examples.replay.StockBook.Place;
import io.backroom.examples.replay.report.Format;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.StockDifference;
import io.backroom.inventory.StockVerification;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether the counters of the stock are right. */
final class StockChecks {
  private final Shop shop;
  private final Books books;
  private final List<Final> orders;
  private final List<StockLevel> levels;

  StockChecks(Shop shop, Books books, List<Final> orders) {
    this.shop = shop;
    this.books = books;
    this.orders = orders;
    TreeSet<Sku> skus = new TreeSet<>();
    books.stock().places().keySet().forEach(place -> skus.add(place.sku()));
    this.levels = shop.stock().levels(skus);
  }

  Check ledger() {
    StockVerification found = shop.commerce().inventory().verify();
    return new Check(
        "Stock counters are the sums of the ledger's movements; no unit oversold",
        Format.count(found.movements()) + " movements",
        found.differences().stream().map(StockDifference::toString).toList());
  }

  Check conservation() {
    List<String> differences = new ArrayList<>();
    Map<Place, Integer> counters = new HashMap<>();
    levels.forEach(l -> counters.put(new Place(l.sku(), l.center()), l.onHand()));
    books
        .stock()
        .places()
        .forEach(
            (place, counts) -> {
              int counter = counters.getOrDefault(place, 0);
              if (counter != counts.onHand()) {
                differences.add(difference(place, counts, counter));
              }
            });
    return new Check(
        "Received + restocked = shipped + on hand, for each product at each center",
        Format.count(books.stock().places().size()) + " places",
        differences);
  }

  private static String difference(Place place, Counts counts, int counter) {
    return "%s at %s: received %d, restocked %d, shipped %d, but %d on hand"
        .formatted(
            place.sku(),
            place.center(),
            counts.received(),
            counts.restocked(),
            counts.shipped(),
            counter);
  }

  /** What is kept must be kept for an open shipment, unit by unit. */
  Check promises() {
    Map<Place, Integer> open = new HashMap<>();
    for (Final order : orders) {
      for (FulfillmentOrder shipment : order.view().shipments()) {
        if (shipment.state().isChangeable() || shipment.state() == FulfillmentState.LOADED) {
          for (FulfillmentOrder.Line line : shipment.lines()) {
            open.merge(new Place(line.sku(), shipment.center()), line.quantity(), Integer::sum);
          }
        }
      }
    }
    List<String> differences = new ArrayList<>();
    for (StockLevel level : levels) {
      int kept = level.allocated() + level.backordered();
      int wanted = open.getOrDefault(new Place(level.sku(), level.center()), 0);
      if (level.reserved() != 0 || kept != wanted) {
        differences.add(level + " but open shipments hold " + wanted);
      }
    }
    return new Check(
        "Units kept are those of open shipments; none is held for nobody",
        Format.count(levels.size()) + " counters",
        differences);
  }
}
