package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Transaction;
import io.backroom.payment.Payments;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The small decisions on an order: who pays it otherwise, and who is served first. */
final class OrderSteps {
  /** The most entries that a host keeps with an order. */
  private static final int DATA_MAX = 20;

  private final Payments payments;
  private final Shipments shipments;

  OrderSteps(OrderRooms rooms) {
    this.payments = rooms.payments();
    this.shipments = rooms.shipments();
  }

  Optional<Refusal> pay(Transaction tx, Caller caller, OrderId id, InstrumentRef instrument) {
    switch (payments.payWith(tx, id, instrument)) {
      case NOTHING_TO_PAY -> {
        return OrderGate.wrongState(id, "has nothing that waits to be paid");
      }
      case INSTRUMENT_REFUSED -> {
        return Optional.of(
            new Refusal(
                Refusal.Code.INVALID, "instrument", "cannot be used for this order any more"));
      }
      case TOO_MANY_REFUSED -> {
        return OrderGate.wrongState(id, "had too many refused payments of late; try again later");
      }
      case STARTED -> tx.emit(id.value(), "paid-otherwise", caller, "", Map.of());
    }
    return Optional.empty();
  }

  Optional<Refusal> prioritize(
      Transaction tx, Caller caller, OrderRecord order, int priority, String reason) {
    List<FulfillmentOrder> left =
        order.shipments().stream()
            .map(shipment -> shipments.get(tx, shipment))
            .filter(shipment -> shipment.state().isChangeable())
            .toList();
    if (left.isEmpty()) {
      return OrderGate.wrongState(order.id(), "has no shipment left that could be served first");
    } else if (left.stream().anyMatch(shipment -> shipment.priority() != priority)) {
      left.forEach(shipment -> shipments.prioritize(tx, shipment.id(), priority));
      Map<String, String> facts = Map.of("priority", Integer.toString(priority));
      tx.emit(order.id().value(), "order-prioritized", caller, reason, facts);
    }
    return Optional.empty();
  }

  static Optional<Refusal> keep(
      Transaction tx, Caller caller, OrderRecord order, Map<String, String> data, String reason) {
    Map<String, String> all = new TreeMap<>(order.data());
    data.forEach(
        (key, value) -> {
          if (value.isEmpty()) {
            all.remove(key);
          } else {
            all.put(key, value);
          }
        });
    if (all.size() > DATA_MAX) {
      return Optional.of(
          new Refusal(
              Refusal.Code.INVALID,
              "data",
              all.size() + " entries of " + order.id() + " must be at most " + DATA_MAX));
    } else if (!all.equals(order.data())) {
      tx.put(OrderRecord.TYPE, order.keeping(all));
      Map<String, String> keys = Map.of("keys", String.join(" ", new TreeSet<>(data.keySet())));
      tx.emit(order.id().value(), "order-data", caller, reason, keys);
    }
    return Optional.empty();
  }
}
