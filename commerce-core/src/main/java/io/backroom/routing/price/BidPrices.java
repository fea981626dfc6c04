package io.backroom.routing.price;

import io.backroom.spi.policy.StockPrice;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.HashMap;
import java.util.Map;

/**
 * A price for each shelf: what the orders still to come would save if it had one unit more. Good
 * for the stock and the orders it was made of, so it is made again as the cycle goes on. Immutable.
 */
public final class BidPrices implements StockPrice {
  private final Map<CenterId, Map<Sku, Long>> prices;

  /**
   * Creates the prices; {@link StockReplay#bidPrices} does.
   *
   * @param prices the price of a unit of each SKU in each center, in thousandths of a minor unit;
   *     what is not named has none
   */
  public BidPrices(Map<CenterId, Map<Sku, Long>> prices) {
    Map<CenterId, Map<Sku, Long>> copy = new HashMap<>();
    prices.forEach((center, units) -> copy.put(center, Map.copyOf(units)));
    this.prices = Map.copyOf(copy);
  }

  @Override
  public long thousandths(CenterId center, Sku sku, int available) {
    return prices.getOrDefault(center, Map.of()).getOrDefault(sku, 0L);
  }
}
