package io.backroom.spi.policy;

import org.joda.money.Money;

/** What a shipment costs the shop: freight and work. Thread-safe and free of effects. */
@FunctionalInterface
public interface ShippingCost {
  /**
   * Returns the cost of one shipment. A heavier parcel on the same way must not cost less.
   *
   * @param parcel what leaves, from where and to where
   * @return the cost, in the shop's currency, not negative
   */
  Money cost(Parcel parcel);
}
