package io.backroom.order;

import com.google.common.collect.Maps;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CardNumbers;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * The stored order.
 *
 * @param shipments the ids of its fulfillment orders
 * @param unpaid the shipments that wait for money; while there are any the order is on hold
 * @param change the change that is open: at most one
 * @param changes how many changes were ever begun
 * @param data what the host keeps with it
 * @param option the shipping option of what has not left; empty for what was ordered before there
 *     were any
 * @param wantedBy until when it is wanted, if there is such a date
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
    List<Unpaid> unpaid,
    Optional<String> change,
    int changes,
    Map<String, String> data,
    Optional<String> option,
    Optional<Instant> wantedBy) {

  static final String BY_TIME = "placed";
  static final String BY_CUSTOMER = "customer";

  static final DocumentType<OrderRecord> TYPE =
      new DocumentType<>(
          "order", OrderRecord.class, order -> order.id().value(), OrderRecord::indexes);

  /**
   * A shipment that waits for money.
   *
   * @param until when it is given up
   * @param since since when it waits; empty for what was stored before that was kept
   */
  record Unpaid(String shipment, Instant until, Optional<Instant> since) {}

  OrderRecord {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
    unpaid = List.copyOf(unpaid);
    data = Map.copyOf(Maps.transformValues(data, CardNumbers::mask));
  }

  private List<IndexEntry> indexes() {
    String time = Sortable.time(placedAt);
    return List.of(
        new IndexEntry(BY_TIME, time), new IndexEntry(BY_CUSTOMER, customer + "|" + time));
  }

  OrderRecord in(OrderState next) {
    return copy(next, lines, total, shipments, unpaid, change, changes);
  }

  /** Returns what is known of a shipment that waits for money. */
  Optional<Unpaid> waits(String shipment) {
    return unpaid.stream().filter(own -> own.shipment().equals(shipment)).findFirst();
  }

  OrderRecord waitingFor(Unpaid wait) {
    List<Unpaid> more = new ArrayList<>(paid(wait.shipment()).unpaid);
    more.add(wait);
    return copy(state, lines, total, shipments, more, change, changes);
  }

  OrderRecord paid(String shipment) {
    List<Unpaid> rest = unpaid.stream().filter(u -> !u.shipment().equals(shipment)).toList();
    return copy(state, lines, total, shipments, rest, change, changes);
  }

  /** Returns the id of the next change. */
  String nextChange() {
    return id + "-c" + (changes + 1);
  }

  /** Returns the order with a change that is open. */
  OrderRecord changing(String open) {
    return copy(state, lines, total, shipments, unpaid, Optional.of(open), changes + 1);
  }

  /** Returns the order without an open change. */
  OrderRecord changed() {
    return copy(state, lines, total, shipments, unpaid, Optional.empty(), changes);
  }

  /** Returns the order with more shipments and more units, and what they cost. */
  OrderRecord adding(List<String> moreShipments, List<OrderView.Line> moreLines, Money cost) {
    List<String> allShipments = new ArrayList<>(shipments);
    allShipments.addAll(moreShipments);
    Map<Sku, OrderView.Line> allLines = new LinkedHashMap<>();
    lines.forEach(line -> allLines.put(line.sku(), line));
    moreLines.forEach(
        line -> allLines.merge(line.sku(), line, (old, added) -> old.adding(added.quantity())));
    return copy(
        state,
        List.copyOf(allLines.values()),
        total.plus(cost),
        allShipments,
        unpaid,
        change,
        changes);
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

  OrderRecord keeping(Map<String, String> other) {
    return with(other, option);
  }

  /** Returns the order sent by another shipping option. */
  OrderRecord by(Optional<String> other) {
    return with(data, other);
  }

  private OrderRecord with(Map<String, String> ownData, Optional<String> ownOption) {
    return new OrderRecord(
        id, customer, channel, placedAt, state, lines, total, shipments, unpaid, change, changes,
        ownData, ownOption, wantedBy);
  }

  private OrderRecord with(List<OrderView.Line> other) {
    return copy(state, other, total, shipments, unpaid, change, changes);
  }

  private OrderRecord copy(
      OrderState ownState,
      List<OrderView.Line> ownLines,
      Money ownTotal,
      List<String> ownShipments,
      List<Unpaid> ownUnpaid,
      Optional<String> ownChange,
      int ownChanges) {
    return new OrderRecord(
        id,
        customer,
        channel,
        placedAt,
        ownState,
        ownLines,
        ownTotal,
        ownShipments,
        ownUnpaid,
        ownChange,
        ownChanges,
        data,
        option,
        wantedBy);
  }
}
