package io.backroom.routing.price;

import java.util.Arrays;

/**
 * Finds prices of shelves by sub-gradient steps. A step is as long as the gap to a plan that exists
 * (Polyak 1969, "Minimization of unsmooth functionals"), shortened when the bound does not rise.
 */
final class BidSearch {
  private static final int PATIENCE = 4;
  private final Cycle cycle;

  BidSearch(Cycle cycle) {
    this.cycle = cycle;
  }

  /** What no routing of the cycle falls below, and the prices that prove it. */
  record Found(long bound, long[] prices) {}

  Found search(int passes) {
    int shelves = cycle.shelves();
    double plan = cycle.run((sku, center, available) -> 0).cost();
    long[] prices = new long[shelves];
    long[] best = prices.clone();
    double bestBound = Double.NEGATIVE_INFINITY;
    double length = 1;
    int stuck = 0;
    long[] taken = new long[shelves];
    for (int pass = 0; pass < passes; pass++) {
      Arrays.fill(taken, 0);
      double bound = cycle.relaxed(prices, taken);
      double square = 0;
      for (int shelf = 0; shelf < shelves; shelf++) {
        long over = taken[shelf] - cycle.start(shelf);
        bound -= (double) prices[shelf] * cycle.start(shelf);
        square += over > 0 || prices[shelf] > 0 ? (double) over * over : 0;
      }
      if (bound > bestBound) {
        bestBound = bound;
        best = prices.clone();
        stuck = 0;
      } else if (++stuck > PATIENCE) {
        length /= 2;
        stuck = 0;
        prices = best.clone();
        continue;
      }
      if (square == 0) {
        break;
      }
      double step = length * Math.max(plan - bound, plan / 1_000) / square;
      for (int shelf = 0; shelf < shelves; shelf++) {
        long over = taken[shelf] - cycle.start(shelf);
        prices[shelf] = Math.max(0, prices[shelf] + Math.round(step * over));
      }
    }
    return new Found((long) Math.floor(Math.max(0, bestBound)), best);
  }
}
