package io.backroom.routing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/** Small problems to try the search on, and the slow, sure way to solve them. */
final class Splits {
  private Splits() {}

  /** Returns a problem whose costs are a fixed one per shipment and one per unit. */
  static SplitProblem additive(int[] quantity, int[][] available, long[] fixed, long[][] unit) {
    return new SplitProblem(
        fixed.length,
        quantity,
        available,
        new SplitProblem.Tariff() {
          @Override
          public long cost(int center, int[] units) {
            long cost = fixed[center];
            for (int item = 0; item < units.length; item++) {
              cost += unit[item][center] * units[item];
            }
            return cost;
          }

          @Override
          public long least(int center) {
            return fixed[center];
          }

          @Override
          public long unitCost(int item, int center) {
            return unit[item][center];
          }
        });
  }

  /** Returns a problem that is small enough to try all assignments of units. */
  static SplitProblem random(Random random) {
    int centers = 1 + random.nextInt(4);
    int items = 1 + random.nextInt(3);
    int[] quantity = random.ints(items, 1, 4).toArray();
    int[][] available = new int[items][];
    long[][] unit = new long[items][];
    for (int item = 0; item < items; item++) {
      available[item] = random.ints(centers, -1, 4).map(units -> Math.max(0, units)).toArray();
      unit[item] = random.longs(centers, 0, 6).toArray();
    }
    return additive(quantity, available, random.longs(centers, 0, 12).toArray(), unit);
  }

  /** Returns the least cost among all assignments of all units that can be shipped. */
  static long bruteForce(SplitProblem problem) {
    int[][] units = new int[problem.centers()][problem.items()];
    return bruteForce(problem, units, 0, 0, problem.items() == 0 ? 0 : problem.fillable(0));
  }

  private static long bruteForce(
      SplitProblem problem, int[][] units, int item, int center, int missing) {
    if (item == problem.items()) {
      return cost(problem, units);
    }
    if (center == problem.centers()) {
      int next = item + 1;
      return missing > 0
          ? Long.MAX_VALUE
          : bruteForce(
              problem, units, next, 0, next < problem.items() ? problem.fillable(next) : 0);
    }
    long best = Long.MAX_VALUE;
    int most = Math.min(missing, problem.available()[item][center]);
    for (int some = 0; some <= most; some++) {
      units[center][item] = some;
      best = Math.min(best, bruteForce(problem, units, item, center + 1, missing - some));
    }
    units[center][item] = 0;
    return best;
  }

  static long cost(SplitProblem problem, int[][] units) {
    long cost = 0;
    for (int center = 0; center < units.length; center++) {
      if (Arrays.stream(units[center]).anyMatch(some -> some > 0)) {
        cost += problem.tariff().cost(center, units[center]);
      }
    }
    return cost;
  }

  /** Returns the least cost over all sets of centers, each filled by unit cost. */
  static long bestSet(SplitProblem problem) {
    long best = Long.MAX_VALUE;
    for (int set = 1; set < 1 << problem.centers(); set++) {
      best = Math.min(best, filled(problem, set));
    }
    return best;
  }

  private static long filled(SplitProblem problem, int set) {
    int[][] units = new int[problem.centers()][problem.items()];
    for (int item = 0; item < problem.items(); item++) {
      int missing = problem.fillable(item);
      int row = item;
      int[] open =
          IntStream.range(0, problem.centers())
              .filter(center -> (set >> center & 1) == 1)
              .boxed()
              .sorted(Comparator.comparingLong(c -> problem.tariff().unitCost(row, c)))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int center : open) {
        units[center][item] = Math.min(missing, problem.available()[item][center]);
        missing -= units[center][item];
      }
      if (missing > 0) {
        return Long.MAX_VALUE;
      }
    }
    return cost(problem, units);
  }
}
