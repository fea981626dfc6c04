package io.backroom.routing.price;

import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import java.util.List;

/**
 * An order that the shop had, or expects to have.
 *
 * @param destination where it went
 * @param items what was wanted, each SKU once
 */
public record PastOrder(Address destination, List<RoutingRequest.Item> items) {
  /** Copies the items. */
  public PastOrder {
    items = List.copyOf(items);
  }
}
