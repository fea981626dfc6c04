package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Invoice;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderView;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A placed order as the one who placed it remembers it.
 *
 * @param id the order's id
 * @param invoice the invoice of the data
 * @param mailed whether the customer gets messages
 * @param channel where it was placed
 * @param placedAt when
 * @param pence its total
 * @param units units of each SKU
 * @param parts what was to leave where
 */
record Sale(
    OrderId id,
    Invoice invoice,
    boolean mailed,
    Channel channel,
    Instant placedAt,
    long pence,
    Map<Sku, Integer> units,
    List<Part> parts) {

  /**
   * One shipment, as it was promised.
   *
   * @param shipment its id
   * @param center where it leaves
   * @param backordered whether its goods were still to come in
   * @param promised when it would arrive
   * @param pence what the customer would pay for it
   * @param lines what was in it
   */
  record Part(
      String shipment,
      CenterId center,
      boolean backordered,
      Instant promised,
      long pence,
      Map<Sku, Integer> lines) {
    int units() {
      return lines.values().stream().mapToInt(Integer::intValue).sum();
    }

    static Part of(FulfillmentOrder shipment) {
      return new Part(
          shipment.id(),
          shipment.center(),
          shipment.state() == FulfillmentState.BACKORDERED,
          shipment.promise().first().orElseThrow(),
          Pence.of(shipment),
          lines(shipment));
    }

    private static Map<Sku, Integer> lines(FulfillmentOrder shipment) {
      Map<Sku, Integer> lines = new TreeMap<>();
      shipment.lines().forEach(line -> lines.merge(line.sku(), line.quantity(), Integer::sum));
      return lines;
    }
  }

  /** Returns the sale with more units of a SKU; what was promised first stays. */
  Sale with(Sku sku, int more) {
    Map<Sku, Integer> all = new TreeMap<>(units);
    all.merge(sku, more, Integer::sum);
    return new Sale(id, invoice, mailed, channel, placedAt, pence, all, parts);
  }

  static Sale of(Invoice invoice, boolean mailed, OrderView order) {
    Map<Sku, Integer> units = new TreeMap<>();
    order.lines().forEach(line -> units.put(line.sku(), line.quantity()));
    return new Sale(
        order.id(),
        invoice,
        mailed,
        order.channel(),
        order.placedAt(),
        Pence.of(order.total()),
        units,
        order.shipments().stream().map(Part::of).toList());
  }
}
