package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.care.Task;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.Hold;
import io.backroom.inventory.Lot;
import io.backroom.inventory.StockVerification;
import io.backroom.order.OrderView;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.CustomerId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the stock again. */
final class StockInspector {
  private final Stage stage;
  private final Commerce sound;

  StockInspector(Stage stage, Commerce sound) {
    this.stage = stage;
    this.sound = sound;
  }

  private List<StockLevel> levels() {
    return stage.stores().inventory().levels(Stage.SKUS);
  }

  void afterStep() {
    for (StockLevel level : levels()) {
      Invariant.S1.require(
          level.unpromised() >= 0 && level.onHand() >= 0 && level.reserved() >= 0,
          () -> "more is promised than there is: " + level);
    }
  }

  void now() {
    for (CustomerId customer : Stage.CUSTOMERS) {
      List<Hold> holds =
          sound.holds().of(Stage.SHOP, customer).orThrow().stream()
              .filter(hold -> hold.state() == Hold.State.HELD)
              .toList();
      int units =
          holds.stream()
              .flatMap(hold -> hold.lines().stream())
              .mapToInt(line -> line.held() + line.later())
              .sum();
      Invariant.S5.require(
          units <= Carts.POLICY.unitsPerCustomer() && holds.size() <= Carts.POLICY.holdsMax(),
          () -> customer + " holds " + holds);
    }
  }

  void inTheEnd(List<OrderView> orders) {
    countersAreThoseOfReservations();
    if (sound.tasks().open(Stage.AGENT, 1_000).orThrow().stream()
        .map(Task::kind)
        .noneMatch("stock-lost"::equals)) {
      stockIsKeptForOrders(orders);
    }
    for (CenterId center : Stage.CENTERS) {
      lotsAreThere(center);
    }
    if (stage.stores().inventory() instanceof StockLedger) {
      StockVerification verification = verifying().inventory().verify();
      Invariant.S2.require(
          verification.differences().isEmpty(), () -> verification.differences().toString());
    }
  }

  private static String place(Object sku, Object center) {
    return sku + "@" + center;
  }

  private void countersAreThoseOfReservations() {
    Map<String, int[]> kept = new TreeMap<>();
    for (StockLevel level : levels()) {
      kept.put(
          place(level.sku(), level.center()),
          new int[] {-level.reserved(), -level.allocated(), -level.backordered()});
    }
    stage
        .reservations()
        .forEach(
            id ->
                stage
                    .stores()
                    .inventory()
                    .find(id)
                    .ifPresent(reservation -> count(reservation, kept)));
    kept.forEach(
        (place, left) ->
            Invariant.S2.require(
                left[0] == 0 && left[1] == 0 && left[2] == 0,
                () ->
                    "counters of "
                        + place
                        + " and reservations differ by "
                        + left[0]
                        + ", "
                        + left[1]
                        + ", "
                        + left[2]));
  }

  private static void count(Reservation reservation, Map<String, int[]> kept) {
    Invariant.S3.require(
        reservation.state() != Reservation.State.HELD, () -> "still held: " + reservation);
    for (Reservation.Line line : reservation.lines()) {
      int[] left = kept.computeIfAbsent(place(line.sku(), line.center()), place -> new int[3]);
      left[1] += line.kept();
      left[2] += line.backordered();
    }
  }

  private void stockIsKeptForOrders(List<OrderView> orders) {
    Map<String, int[]> wanted = new TreeMap<>();
    for (OrderView order : orders) {
      for (FulfillmentOrder shipment : order.shipments()) {
        if (shipment.state().isChangeable() || shipment.state() == FulfillmentState.LOADED) {
          for (FulfillmentOrder.Line line : shipment.lines()) {
            int[] of =
                wanted.computeIfAbsent(place(line.sku(), shipment.center()), p -> new int[2]);
            of[0] += line.quantity() - line.waiting();
            of[1] += line.waiting();
          }
        }
      }
    }
    for (StockLevel level : levels()) {
      int[] of = wanted.getOrDefault(place(level.sku(), level.center()), new int[2]);
      Invariant.S4.require(
          level.allocated() == of[0] && level.backordered() == of[1],
          () -> "orders want " + of[0] + " and later " + of[1] + ", kept are " + level);
    }
  }

  private void lotsAreThere(CenterId center) {
    int units = 0;
    for (Lot lot : sound.lots().at(Stage.WAREHOUSE, Stage.IN_LOTS, center, 100).orThrow()) {
      Invariant.S6.require(
          lot.picked() >= 0 && lot.picked() <= lot.units() && lot.withheld() >= 0,
          () -> "a lot that cannot be: " + lot);
      units += lot.units();
    }
    int all = units;
    for (StockLevel level : levels()) {
      Invariant.S6.require(
          !level.sku().equals(Stage.IN_LOTS)
              || !level.center().equals(center)
              || all <= level.onHand(),
          () -> all + " units are in lots: " + level);
    }
  }

  /** A shop on the bare stores: the ports hide the ledger. */
  private Commerce verifying() {
    return Commerce.builder()
        .clock(stage.clock())
        .ids(stage::newId)
        .documents(stage.stores().documents())
        .inventory(stage.stores().inventory())
        .build();
  }
}
