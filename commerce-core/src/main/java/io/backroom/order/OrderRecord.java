package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;

/**
 * The stored order.
 *
 * @param shipments the ids of its fulfillment orders
 * @param unpaid the shipments that wait for money; while there are any the order is on hold
 */
record OrderRecord(
    OrderId id,
    CustomerId customer,
    Channel channel,
    Instant placedAt,
    OrderState state,
    List<OrderView.Line> lines,
    Money total,
    List<String> shipments,
    List<Unpaid> unpaid) {

  static final String BY_TIME = "placed";
  static final String BY_CUSTOMER = "customer";

  static final DocumentType<OrderRecord> TYPE =
      new DocumentType<>(
          "order", OrderRecord.class, order -> order.id().value(), OrderRecord::indexes);

  /**
   * A shipment that waits for money.
   *
   * @param until when it is given up
   */
  record Unpaid(String shipment, Instant until) {}

  OrderRecord {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
    unpaid = List.copyOf(unpaid);
  }

  private List<IndexEntry> indexes() {
    String time = Sortable.time(placedAt);
    return List.of(
        new IndexEntry(BY_TIME, time), new IndexEntry(BY_CUSTOMER, customer + "|" + time));
  }

  OrderRecord in(OrderState next) {
    return new OrderRecord(id, customer, channel, placedAt, next, lines, total, shipments, unpaid);
  }

  OrderRecord waitingFor(String shipment, Instant until) {
    List<Unpaid> more = new ArrayList<>(paid(shipment).unpaid);
    more.add(new Unpaid(shipment, until));
    return new OrderRecord(id, customer, channel, placedAt, state, lines, total, shipments, more);
  }

  OrderRecord paid(String shipment) {
    List<Unpaid> rest = unpaid.stream().filter(u -> !u.shipment().equals(shipment)).toList();
    return new OrderRecord(id, customer, channel, placedAt, state, lines, total, shipments, rest);
  }

  /** Returns the order with what its shipments do not have any more told as cancelled. */
  OrderRecord left(Map<FulfillmentOrder.Piece, Integer> pieces) {
    return with(lines.stream().map(l -> l.cancelled(l.quantity() - l.whole(pieces))).toList());
  }

  OrderRecord returning(Sku sku, int units) {
    return with(lines.stream().map(l -> l.sku().equals(sku) ? l.returning(units) : l).toList());
  }

  /** Returns what one unit of an item consists of; what was never ordered consists of itself. */
  List<Product.Part> contents(Sku item) {
    return lines.stream()
        .filter(line -> line.sku().equals(item))
        .findFirst()
        .map(OrderView.Line::contents)
        .orElseGet(() -> List.of(new Product.Part(item, 1)));
  }

  private OrderRecord with(List<OrderView.Line> changed) {
    return new OrderRecord(
        id, customer, channel, placedAt, state, changed, total, shipments, unpaid);
  }
}
