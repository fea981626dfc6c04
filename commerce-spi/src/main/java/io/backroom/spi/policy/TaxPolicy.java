package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Sku;
import java.util.List;
import org.joda.money.Money;

/** The tax of an order. Thread-safe and free of effects. */
@FunctionalInterface
public interface TaxPolicy {
  /**
   * Returns the tax of a whole order, to be added to the prices.
   *
   * @param to where it goes
   * @param lines the goods, at least one line
   * @param shipping what the customer pays for shipping
   * @return the tax, in the currency of the goods, not negative; zero where prices include it
   */
  Money tax(Address to, List<Line> lines, Money shipping);

  /**
   * Goods to be taxed.
   *
   * @param sku which SKU
   * @param amount the price of the line's units together
   */
  record Line(Sku sku, Money amount) {}
}
