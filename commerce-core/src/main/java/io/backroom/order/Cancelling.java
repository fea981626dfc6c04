package io.backroom.order;

import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cancels what has not left: of all shipments, or of those that are least advanced. */
final class Cancelling {
  private final Shipments shipments;
  private final OrderDesk desk;
  private final Messages messages;

  Cancelling(Shipments shipments, OrderDesk desk, Messages messages) {
    this.shipments = shipments;
    this.desk = desk;
    this.messages = messages;
  }

  /** Cancels every shipment that has not left, or tells why there is nothing to cancel. */
  Optional<Refusal> all(Transaction tx, Caller caller, OrderRecord order, String reason) {
    List<FulfillmentOrder> left = changeable(tx, order);
    if (left.isEmpty()) {
      return Orders.wrongState(order.id(), "has no shipment left that could be cancelled");
    }
    OrderRecord less = order;
    for (FulfillmentOrder shipment : left) {
      less = desk.cut(tx, caller, less, shipment.id(), OrderDesk.all(shipment));
    }
    return cancelled(tx, caller, less, reason);
  }

  /** Cancels some units, all of them or none. */
  Optional<Refusal> some(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      List<OrderRequest.Item> items,
      String reason) {
    Map<String, Map<Sku, Integer>> cuts = new LinkedHashMap<>();
    List<FulfillmentOrder> left = changeable(tx, order);
    for (OrderRequest.Item item : items) {
      int missing = spread(item, left, cuts);
      if (missing > 0) {
        return Orders.wrongState(
            order.id(), "has " + missing + " units of " + item.sku() + " too few to cancel");
      }
    }
    OrderRecord less = order;
    for (Map.Entry<String, Map<Sku, Integer>> cut : cuts.entrySet()) {
      less = desk.cut(tx, caller, less, cut.getKey(), cut.getValue());
    }
    return cancelled(tx, caller, less, reason);
  }

  /** Spreads units over shipments and returns how many found no place. */
  private static int spread(
      OrderRequest.Item item,
      List<FulfillmentOrder> shipments,
      Map<String, Map<Sku, Integer>> cuts) {
    int missing = item.quantity();
    for (FulfillmentOrder shipment : shipments) {
      Map<Sku, Integer> own = cuts.getOrDefault(shipment.id(), Map.of());
      int there =
          OrderDesk.all(shipment).getOrDefault(item.sku(), 0) - own.getOrDefault(item.sku(), 0);
      int taken = Math.min(missing, there);
      if (taken > 0) {
        cuts.computeIfAbsent(shipment.id(), shipmentId -> new LinkedHashMap<>())
            .merge(item.sku(), taken, Integer::sum);
        missing -= taken;
      }
    }
    return missing;
  }

  /** The least advanced first: nobody has touched those yet. */
  private List<FulfillmentOrder> changeable(Transaction tx, OrderRecord order) {
    return order.shipments().stream()
        .map(shipment -> shipments.get(tx, shipment))
        .filter(shipment -> shipment.state().isChangeable())
        .sorted(Comparator.comparing(FulfillmentOrder::state).thenComparing(FulfillmentOrder::id))
        .toList();
  }

  private Optional<Refusal> cancelled(
      Transaction tx, Caller caller, OrderRecord order, String reason) {
    tx.emit(order.id().value(), "items-cancelled", caller, reason, Map.of());
    desk.settle(tx, caller, order);
    messages.send(tx, order.customer(), order.id(), "cancelled", Map.of());
    return Optional.empty();
  }
}
