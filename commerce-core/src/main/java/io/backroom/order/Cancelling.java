package io.backroom.order;

import com.google.common.math.IntMath;
import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import java.math.RoundingMode;
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
    Map<String, Map<Piece, Integer>> cuts = new LinkedHashMap<>();
    List<FulfillmentOrder> left = changeable(tx, order);
    for (OrderRequest.Item item : items) {
      int missing = spread(item, order.contents(item.sku()), left, cuts);
      if (missing > 0) {
        return Orders.wrongState(
            order.id(), "has " + missing + " units of " + item.sku() + " too few to cancel");
      }
    }
    OrderRecord less = order;
    for (Map.Entry<String, Map<Piece, Integer>> cut : cuts.entrySet()) {
      less = desk.cut(tx, caller, less, cut.getKey(), cut.getValue());
    }
    return cancelled(tx, caller, less, reason);
  }

  /**
   * Spreads an item over shipments and returns how many units of it found no place. A bundle is
   * cancelled whole: each of its parts, for each of its units.
   */
  private static int spread(
      OrderRequest.Item item,
      List<Product.Part> contents,
      List<FulfillmentOrder> shipments,
      Map<String, Map<Piece, Integer>> cuts) {
    int missing = 0;
    for (Product.Part part : contents) {
      int units = Math.multiplyExact(item.quantity(), part.quantity());
      int lacking = spread(new Piece(item.sku(), part.sku()), units, shipments, cuts);
      missing = Math.max(missing, IntMath.divide(lacking, part.quantity(), RoundingMode.CEILING));
    }
    return missing;
  }

  private static int spread(
      Piece piece,
      int units,
      List<FulfillmentOrder> shipments,
      Map<String, Map<Piece, Integer>> cuts) {
    int missing = units;
    for (FulfillmentOrder shipment : shipments) {
      Map<Piece, Integer> own = cuts.getOrDefault(shipment.id(), Map.of());
      int there = OrderDesk.all(shipment).getOrDefault(piece, 0) - own.getOrDefault(piece, 0);
      int taken = Math.min(missing, there);
      if (taken > 0) {
        cuts.computeIfAbsent(shipment.id(), shipmentId -> new LinkedHashMap<>())
            .merge(piece, taken, Integer::sum);
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
