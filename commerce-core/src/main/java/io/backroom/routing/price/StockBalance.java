package io.backroom.routing.price;

import io.backroom.spi.policy.StockPrice;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.HashMap;
import java.util.Map;

/**
 * A price that grows as a shelf empties: strength × (1 − available / start of the cycle). A full
 * shelf gives its units for nothing, the last unit costs nearly the strength. Immutable.
 */
public final class StockBalance implements StockPrice {
  private final long strength;
  private final Map<CenterId, Map<Sku, Integer>> start;

  /**
   * Creates the price.
   *
   * @param strength the price of a unit of an empty shelf, in thousandths of a minor unit, 0 to
   *     10^12; {@link StockReplay#calibrate} finds it
   * @param start units of each SKU that each center could promise when the cycle began, after its
   *     last replenishment; what is not named has no price
   */
  public StockBalance(long strength, Map<CenterId, Map<Sku, Integer>> start) {
    this.strength = Require.range("strength", strength, 0, Require.AMOUNT_MINOR_MAX);
    Map<CenterId, Map<Sku, Integer>> copy = new HashMap<>();
    start.forEach((center, units) -> copy.put(center, Map.copyOf(units)));
    this.start = Map.copyOf(copy);
  }

  /**
   * Returns the price of a unit of an empty shelf.
   *
   * @return thousandths of a minor unit
   */
  public long strength() {
    return strength;
  }

  /**
   * Returns the price for another cycle.
   *
   * @param newStart units that each center could promise when it began
   * @return the same strength over other shelves
   */
  public StockBalance startingFrom(Map<CenterId, Map<Sku, Integer>> newStart) {
    return new StockBalance(strength, newStart);
  }

  @Override
  public long thousandths(CenterId center, Sku sku, int available) {
    int full = start.getOrDefault(center, Map.of()).getOrDefault(sku, 0);
    return price(strength, full, available);
  }

  /** More than at the start is as if it were full. */
  static long price(long strength, int full, int available) {
    int gone = full - Math.min(full, available);
    return full == 0 ? 0 : strength / full * gone + strength % full * gone / full;
  }
}
