package io.backroom.examples.replay;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderView;
import io.backroom.spi.value.Sku;

/** Counts units in the shipments of an order. */
final class Delivered {
  private Delivered() {}

  /** Units that the customer has and did not give back. */
  static int units(OrderView order, Sku sku) {
    return order.shipments().stream()
        .filter(shipment -> shipment.state() == FulfillmentState.DELIVERED)
        .mapToInt(shipment -> inShipment(shipment, sku))
        .sum();
  }

  /** Units in a shipment that did not come back. */
  static int inShipment(FulfillmentOrder shipment, Sku sku) {
    return shipment.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(line -> line.quantity() - line.returned())
        .sum();
  }
}
