package io.backroom.routing.price;

import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.policy.StockPrice;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One cycle of a shop, from one replenishment to the next, that can be lived through again: the
 * same orders, one after the other, on the same stock, each routed at least cost with a price of
 * stock. What is cheapest for one order may take a unit from where the next one needs it; prices
 * that are learned from a past cycle keep some of that from happening in the next.
 *
 * <p>Deterministic. The time is that of routing all orders, some microseconds each, times the
 * replays. Immutable and thread-safe if the shipping cost is.
 */
public final class StockReplay {
  /** Strengths that are tried, in percent of what an average order ships for. */
  private static final int[] STRENGTHS = {2, 4, 6, 9, 13, 18, 25, 35, 50, 75, 100};

  private static final long PERCENT = 100;
  private static final int PASSES_MAX = 10_000;

  private final Cycle cycle;
  private final List<Center> centers;
  private final Map<CenterId, Map<Sku, Integer>> start;

  /**
   * Creates a cycle.
   *
   * @param shippingCost what shipments cost
   * @param centers the centers
   * @param start units of each SKU that each center could promise when the cycle began
   * @param orders the orders, in the order in which they came
   * @throws io.backroom.spi.value.InvalidInputException if an order names a SKU twice
   */
  public StockReplay(
      AffineShippingCost shippingCost,
      List<Center> centers,
      Map<CenterId, Map<Sku, Integer>> start,
      List<PastOrder> orders) {
    this.centers = List.copyOf(centers);
    this.start = Map.copyOf(start);
    this.cycle = new Cycle(shippingCost, this.centers, start, orders);
  }

  /**
   * What a replay came to.
   *
   * @param cost of all shipments, in thousandths of a minor unit, prices of stock left out
   * @param shipments how many there were
   * @param unfilled units that no center had any more
   */
  public record Outcome(long cost, long shipments, long unfilled) {}

  /**
   * Replays the cycle.
   *
   * @param price the price of stock
   * @return what it came to
   */
  public Outcome run(StockPrice price) {
    return cycle.run(
        (sku, center, available) ->
            price.thousandths(centers.get(center).id(), cycle.sku(sku), available));
  }

  /**
   * Finds the strength of a price that balances stock with which the cycle would have been
   * cheapest; 0 if none helps. A stronger one that ships fewer units is not taken.
   *
   * @return the price, for the stock at the start of this cycle
   */
  public StockBalance calibrate() {
    Outcome best = cycle.run((sku, center, available) -> 0);
    long each = best.cost() / Math.max(1, cycle.orders());
    long strength = 0;
    for (int percent : STRENGTHS) {
      long tried = each * percent / PERCENT;
      Outcome outcome =
          cycle.run(
              (sku, center, available) ->
                  StockBalance.price(tried, cycle.start(sku, center), available));
      if (outcome.unfilled() <= best.unfilled() && outcome.cost() < best.cost()) {
        best = outcome;
        strength = tried;
      }
    }
    return new StockBalance(strength, start);
  }

  /**
   * Finds a price for each shelf, by sub-gradient steps on the Lagrangian dual of the cycle: every
   * order is routed as if all shelves were full, and shelves from which more was taken than they
   * had become dearer, the others cheaper (Held, Wolfe and Crowder 1974, "Validation of subgradient
   * optimization", Mathematical Programming 6).
   *
   * @param passes how often all orders are routed, 1 to 10,000; a hundred is plenty
   * @return the prices that gave the best bound
   */
  public BidPrices bidPrices(int passes) {
    Require.range("passes", passes, 1, PASSES_MAX);
    long[] prices = new BidSearch(cycle).search(passes).prices();
    Map<CenterId, Map<Sku, Long>> named = new TreeMap<>();
    for (int center = 0; center < centers.size(); center++) {
      Map<Sku, Long> own = new HashMap<>();
      for (int sku = 0; sku < cycle.skus(); sku++) {
        long price = prices[sku * centers.size() + center];
        if (price > 0) {
          own.put(cycle.sku(sku), price);
        }
      }
      named.put(centers.get(center).id(), own);
    }
    return new BidPrices(named);
  }

  /**
   * Returns what the cycle would cost at least, however its orders were routed, if all units are
   * shipped: what there is to be gained at all by looking ahead.
   *
   * @param passes how often all orders are routed, 1 to 10,000
   * @return a bound, in thousandths of a minor unit; more passes bring it closer
   */
  public long bound(int passes) {
    Require.range("passes", passes, 1, PASSES_MAX);
    return new BidSearch(cycle).search(passes).bound();
  }
}
