package io.backroom.fulfillment;

import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
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
            && shipment.state().compareTo(FulfillmentState.PACKED) <= 0;
    if (!stands) {
      return wrongState(shipment, "cannot be rejected");
    }
    return rejected(tx, caller, shipment, why, shipment.parcel().units(), true, reason, tracked);
  }

  /** Some units of a shipment that is being picked. */
  static Optional<Refusal> some(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      Map<Sku, Integer> missing,
      String reason,
      TrackedGoods tracked) {
    if (shipment.state() != FulfillmentState.PICKING
        || shipment.recall() == FulfillmentOrder.Recall.MOVING) {
      return wrongState(shipment, "is not being picked");
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
    boolean all = missing.equals(there);
    return rejected(tx, caller, shipment, Rejection.MISSING, missing, all, reason, tracked);
  }

  private static Optional<Refusal> rejected(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      Rejection why,
      Map<Sku, Integer> units,
      boolean whole,
      String reason,
      TrackedGoods tracked) {
    Optional<Sku> numbered =
        units.keySet().stream().filter(sku -> why.isLoss() && tracked.isTracked(tx, sku)).findAny();
    if (numbered.isPresent()) {
      return wrongState(
          shipment,
          "has units of "
              + numbered.get()
              + ", which has lots or serial numbers: count those, and reject it as OTHER");
    }
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
    return Optional.empty();
  }

  private static Optional<Refusal> wrongState(FulfillmentOrder shipment, String why) {
    return Optional.of(
        new Refusal(
            Refusal.Code.WRONG_STATE,
            "shipment",
            shipment.id() + ", which is " + shipment.state() + ", " + why));
  }
}
