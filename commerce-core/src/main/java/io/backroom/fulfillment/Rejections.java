package io.backroom.fulfillment;

import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a center says that does not ship what it was to ship. The room above takes it from there:
 * which center ships instead is a matter of the order.
 */
final class Rejections {
  private Rejections() {}

  /** A whole shipment. */
  static Optional<Refusal> whole(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      Rejection why,
      String reason,
      TrackedGoods tracked) {
    boolean stands =
        shipment.recall() != FulfillmentOrder.Recall.MOVING
            && shipment.state().compareTo(FulfillmentState.PLANNED) >= 0
            && shipment.state().compareTo(FulfillmentState.MANIFESTED) <= 0;
    if (!stands) {
      return Optional.of(wrongState(shipment, "cannot be rejected"));
    }
    Map<Sku, Integer> units = shipment.parcel().units();
    Optional<Refusal> refusal = lost(tx, shipment, why, units, Map.of(), tracked);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (shipment.state() == FulfillmentState.MANIFESTED) {
      // It is no carrier's any more; what the carrier was told of it stays at the dock.
      ListedParcels.stop(tx, caller, shipment, "rejected");
      Shipments.move(tx, caller, shipment.takenOff(), FulfillmentState.PACKED);
    }
    rejected(tx, caller, tx.get(FulfillmentOrder.TYPE, shipment.id()), why, units, true, reason);
    return Optional.empty();
  }

  /** Some units of a shipment that is being picked. */
  static Optional<Refusal> some(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      Map<Sku, Integer> missing,
      Map<Sku, List<String>> serials,
      String reason,
      TrackedGoods tracked) {
    if (shipment.state() != FulfillmentState.PICKING
        || shipment.recall() == FulfillmentOrder.Recall.MOVING) {
      return Optional.of(wrongState(shipment, "is not being picked"));
    }
    Map<Sku, Integer> there = shipment.parcel().units();
    for (Map.Entry<Sku, Integer> some : missing.entrySet()) {
      int booked = there.getOrDefault(some.getKey(), 0);
      if (some.getValue() > booked) {
        return Optional.of(
            new Refusal(
                Refusal.Code.INVALID,
                "missing",
                shipment.id() + " has " + booked + " units of " + some.getKey()));
      }
    }
    Optional<Refusal> refusal = lost(tx, shipment, Rejection.MISSING, missing, serials, tracked);
    if (refusal.isEmpty()) {
      boolean all = missing.equals(there);
      rejected(tx, caller, shipment, Rejection.MISSING, missing, all, reason);
    }
    return refusal;
  }

  private static Optional<Refusal> lost(
      Transaction tx,
      FulfillmentOrder shipment,
      Rejection why,
      Map<Sku, Integer> units,
      Map<Sku, List<String>> serials,
      TrackedGoods tracked) {
    TrackedGoods.Parcel gone =
        new TrackedGoods.Parcel(shipment.id(), shipment.order(), shipment.center(), units);
    return why.isLoss() ? tracked.missing(tx, gone, serials) : Optional.empty();
  }

  private static void rejected(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      Rejection why,
      Map<Sku, Integer> units,
      boolean whole,
      String reason) {
    if (shipment.recall() == FulfillmentOrder.Recall.ASKED) {
      Recalls.answered(tx, caller, shipment, true);
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put("shipment", shipment.id());
    facts.put("center", shipment.center().value());
    facts.put("why", why.name());
    units.forEach((sku, some) -> facts.put("units-" + sku, Integer.toString(some)));
    tx.emit(shipment.order().value(), "shipment-rejected", caller, reason, facts);
    tx.tell(new Detours.Rejected(shipment.order(), shipment.id(), why, units, whole));
  }

  static Refusal wrongState(FulfillmentOrder shipment, String why) {
    return new Refusal(
        Refusal.Code.WRONG_STATE,
        "shipment",
        shipment.id() + ", which is " + shipment.state() + ", " + why);
  }
}
