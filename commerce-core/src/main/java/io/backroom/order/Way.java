package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.value.Address;
import java.util.Optional;

/**
 * How goods reach a customer.
 *
 * @param to where they go
 * @param option the shipping option; empty for the first that the shop offers
 */
record Way(Address to, Optional<String> option) {
  /** Which carriers' service it is. */
  String service() {
    return option.orElse(ShippingOption.STANDARD);
  }

  static Way of(OrderRequest request) {
    return new Way(request.destination(), request.option());
  }

  static Way of(FulfillmentOrder shipment) {
    return new Way(shipment.destination(), shipment.option());
  }
}
