package io.backroom.order;

import com.google.common.math.IntMath;
import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Transaction;
import io.backroom.order.ChangeRecord.Cut;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Cancels what has not left: of all shipments, or of those that are least advanced. */
final class Cancelling {
  private final Shipments shipments;
  private final Guards guards;
  private final OrderDesk desk;
  private final Messages messages;
  private final ChangeDesk changes;

  Cancelling(OrderRooms rooms, OrderDesk desk, ChangeDesk changes) {
    this.shipments = rooms.shipments();
    this.guards = rooms.guards();
    this.desk = desk;
    this.messages = rooms.messages();
    this.changes = changes;
  }

  /** Cancels every shipment that has not left, or tells why there is nothing to cancel. */
  Optional<Refusal> all(Transaction tx, Caller caller, OrderRecord order, String reason) {
    List<FulfillmentOrder> left = changeable(shipments(tx, order));
    Optional<Refusal> moving = OrderGate.moving(left);
    if (moving.isPresent()) {
      return moving;
    } else if (left.isEmpty()) {
      return OrderGate.wrongState(order.id(), "has no shipment left that could be cancelled");
    }
    return cancel(tx, caller, order, everything(left), changes.cancelling(tx, order), reason);
  }

  private static List<Cut> everything(List<FulfillmentOrder> left) {
    return left.stream()
        .flatMap(
            shipment ->
                shipment.lines().stream()
                    .map(line -> new Cut(shipment.id(), line.piece(), line.quantity())))
        .toList();
  }

  /** The same as if every warehouse had stopped already: what comes of it in the end. */
  Optional<Refusal> allAtOnce(Transaction tx, Caller caller, OrderRecord order) {
    OrderRecord less = changes.superseded(tx, caller, order, "");
    for (FulfillmentOrder shipment : changeable(shipments(tx, order))) {
      less = desk.cut(tx, caller, less, shipment.id(), OrderDesk.all(shipment));
    }
    tx.put(OrderRecord.TYPE, less);
    return Optional.empty();
  }

  /** Cancels some units, all of them or none. */
  Optional<Refusal> some(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      List<OrderRequest.Item> items,
      String reason) {
    List<FulfillmentOrder> left = changeable(shipments(tx, order));
    List<Cut> before = changes.cancelling(tx, order);
    return OrderGate.moving(left)
        .or(
            () ->
                cuts(order, items, left, before)
                    .fold(cuts -> cancel(tx, caller, order, cuts, before, reason), Optional::of));
  }

  /** Finds units in shipments, the least advanced first; refused if there are too few. */
  static Result<List<Cut>> cuts(
      OrderRecord order, List<OrderRequest.Item> items, List<FulfillmentOrder> changeable) {
    return cuts(order, items, changeable, List.of());
  }

  /** The same beside units that are being cancelled already; returns all of them. */
  private static Result<List<Cut>> cuts(
      OrderRecord order,
      List<OrderRequest.Item> items,
      List<FulfillmentOrder> changeable,
      List<Cut> before) {
    Map<String, Map<Piece, Integer>> cuts = byShipment(before);
    for (OrderRequest.Item item : items) {
      int missing = spread(item, order.contents(item.sku()), changeable, cuts);
      if (missing > 0) {
        return Result.refused(
            new Refusal(
                Refusal.Code.WRONG_STATE,
                "order",
                order.id() + " has " + missing + " units of " + item.sku() + " too few to cancel"));
      }
    }
    List<Cut> all = new ArrayList<>();
    cuts.forEach(
        (shipment, own) -> own.forEach((piece, units) -> all.add(new Cut(shipment, piece, units))));
    return Result.done(all);
  }

  /** Cancels units, those included that an open cancellation still waits for. */
  private Optional<Refusal> cancel(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      List<Cut> cuts,
      List<Cut> before,
      String reason) {
    if (byShipment(cuts).equals(byShipment(before))) {
      return Optional.empty();
    }
    Optional<Refusal> objection = objection(tx, caller, cuts, byShipment(before));
    if (objection.isPresent()) {
      return objection;
    }
    OrderRecord less = changes.superseded(tx, caller, order, reason);
    Map<Boolean, List<Cut>> byRecall =
        cuts.stream()
            .collect(
                Collectors.partitioningBy(
                    cut -> changes.needsRecall(shipments.get(tx, cut.shipment()))));
    List<Cut> now = byRecall.getOrDefault(false, List.of());
    for (Map.Entry<String, Map<Piece, Integer>> cut : byShipment(now).entrySet()) {
      changes.goesOn(tx, cut.getKey());
      less = desk.cut(tx, caller, less, cut.getKey(), cut.getValue());
    }
    if (!now.isEmpty()) {
      cancelled(tx, caller, less, reason);
    }
    List<Cut> later = byRecall.getOrDefault(true, List.of());
    if (!later.isEmpty()) {
      changes.cancelOnRecall(tx, caller, order.id(), later, reason);
    }
    return Optional.empty();
  }

  /** The host is asked before a shipment is cancelled whole. */
  private Optional<Refusal> objection(
      Transaction tx, Caller caller, List<Cut> cuts, Map<String, Map<Piece, Integer>> before) {
    return byShipment(cuts).entrySet().stream()
        .filter(cut -> !cut.getValue().equals(before.get(cut.getKey())))
        .map(cut -> Map.entry(shipments.get(tx, cut.getKey()), cut.getValue()))
        .filter(cut -> OrderDesk.all(cut.getKey()).equals(cut.getValue()))
        .flatMap(
            cut ->
                guards
                    .refusal(Shipments.transition(caller, cut.getKey(), FulfillmentState.CANCELLED))
                    .stream())
        .findFirst();
  }

  static Map<String, Map<Piece, Integer>> byShipment(List<Cut> cuts) {
    Map<String, Map<Piece, Integer>> all = new LinkedHashMap<>();
    cuts.forEach(
        cut ->
            all.computeIfAbsent(cut.shipment(), shipment -> new LinkedHashMap<>())
                .merge(cut.piece(), cut.units(), Integer::sum));
    return all;
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

  private List<FulfillmentOrder> shipments(Transaction tx, OrderRecord order) {
    return order.shipments().stream().map(shipment -> shipments.get(tx, shipment)).toList();
  }

  /** The least advanced first: nobody has touched those yet. */
  static List<FulfillmentOrder> changeable(List<FulfillmentOrder> shipments) {
    return shipments.stream()
        .filter(shipment -> shipment.state().isChangeable())
        .sorted(Comparator.comparing(FulfillmentOrder::state).thenComparing(FulfillmentOrder::id))
        .toList();
  }

  private void cancelled(Transaction tx, Caller caller, OrderRecord order, String reason) {
    tx.emit(order.id().value(), "items-cancelled", caller, reason, Map.of());
    desk.settle(tx, caller, order);
    messages.send(tx, order.customer(), order.id(), "cancelled", Map.of());
  }
}
