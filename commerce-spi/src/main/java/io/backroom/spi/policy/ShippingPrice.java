package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import org.joda.money.Money;

/**
 * What the customer pays for shipping by one {@link ShippingOption}. Thread-safe and free of
 * effects.
 */
@FunctionalInterface
public interface ShippingPrice {
  /**
   * Returns the price of shipping a whole order, however many shipments it takes.
   *
   * @param to where it goes
   * @param goods the price of the goods
   * @return the price of shipping, in the currency of the goods, not negative
   */
  Money price(Address to, Money goods);
}
