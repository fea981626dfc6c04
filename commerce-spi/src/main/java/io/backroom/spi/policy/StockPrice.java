package io.backroom.spi.policy;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;

/**
 * What it is worth to keep a unit where it is, for orders to come. Nobody pays it: it is weighed
 * against shipping costs when centers are chosen. Thread-safe and free of effects.
 */
@FunctionalInterface
public interface StockPrice {
  /** Stock is worth nothing: each order takes what is cheapest for itself. */
  StockPrice NONE = (center, sku, available) -> 0;

  /**
   * Returns the price of a unit.
   *
   * @param center where it is
   * @param sku what it is
   * @param available how many units the center can promise now
   * @return thousandths of a minor unit of the shop's currency, 0 to 10^12
   */
  long thousandths(CenterId center, Sku sku, int available);
}
