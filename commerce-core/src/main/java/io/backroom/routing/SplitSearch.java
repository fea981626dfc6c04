package io.backroom.routing;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the split with the fewest unfilled units and then the least cost.
 *
 * <p>Which centers ship is the hard part of the question (it contains set cover); once they are
 * fixed, an order whose cost is a sum of a fixed cost per shipment and a cost per unit is split
 * best by giving each item's units to the open centers in the order of their unit costs. So the
 * search walks sets of centers and fills each of them greedily. A set counts only if it ships as
 * many units as all centers together. Ties go to fewer shipments, then to the smaller ids.
 *
 * <p>Up to {@value #EXACT_CENTERS_MAX} centers that have anything, all sets are walked, small ones
 * first, and a set is skipped when the sum of its centers' least costs reaches the best cost found:
 * the result is optimal for such costs. One shipment that costs no more than the two cheapest
 * shipments could is found after looking at single centers only. With more centers the search opens
 * the center with the most units per cost until nothing is missing (Chvátal 1979, "A Greedy
 * Heuristic for the Set-Covering Problem", Mathematics of Operations Research 4(3)), then closes,
 * swaps or opens single centers as long as that helps: good, not proven.
 *
 * <p>Not thread-safe: one search, one thread.
 */
final class SplitSearch {
  static final int EXACT_CENTERS_MAX = 12;
  private static final long UNCOVERED = Long.MAX_VALUE;

  /** Each round lowers the cost; the limit only bounds the time. */
  private static final int ROUNDS_MAX = 1_000;

  private final SplitProblem problem;
  private final int[] target;

  /** Items that somebody has, scarce ones first: a set that lacks one is refused early. */
  private final int[] scan;

  /** Centers that have anything. */
  private final int[] centers;

  /** For each item, all centers by unit cost; in the order of ids until somebody needs them. */
  private int[][] preference;

  private boolean preferenceSorted;
  private final int[][] units;

  SplitSearch(SplitProblem problem) {
    this.problem = problem;
    target = IntStream.range(0, problem.items()).map(problem::fillable).toArray();
    int[] holders = holders(problem);
    scan =
        IntStream.range(0, problem.items())
            .filter(item -> target[item] > 0)
            .mapToObj(item -> (long) holders[item] << 32 | item)
            .sorted()
            .mapToInt(Long::intValue)
            .toArray();
    centers = IntStream.range(0, problem.centers()).filter(this::hasAny).toArray();
    preference = new int[problem.items()][];
    Arrays.fill(preference, IntStream.range(0, problem.centers()).toArray());
    units = new int[problem.centers()][problem.items()];
  }

  /** Returns the best split. */
  Split best() {
    boolean[] open = new boolean[problem.centers()];
    if (scan.length > 0) {
      open = centers.length <= EXACT_CENTERS_MAX ? enumerate() : improve(greedy());
    }
    return split(open);
  }

  /**
   * Returns the least cost of the plans that use a center and are near a split: the center alone,
   * beside the split's centers, or instead of one of them.
   *
   * @return the cost, or a negative number if none of these plans ships as much by using it
   */
  long costWith(int center, Split split) {
    boolean[] open = new boolean[problem.centers()];
    open[center] = true;
    long best = costUsing(center, open, UNCOVERED);
    boolean[] beside = split.ships().clone();
    beside[center] = true;
    best = Math.min(best, costUsing(center, beside, best));
    if (split.shipments() > 1) {
      for (int other : centers) {
        if (split.ships()[other]) {
          beside[other] = false;
          best = Math.min(best, costUsing(center, beside, best));
          beside[other] = true;
        }
      }
    }
    return best == UNCOVERED ? -1 : best;
  }

  private long costUsing(int center, boolean[] open, long best) {
    if (least(open) >= best) {
      return UNCOVERED;
    }
    long cost = cost(open);
    return cost != UNCOVERED && shipsAny(center) ? cost : UNCOVERED;
  }

  private boolean[] enumerate() {
    boolean[] best = new boolean[problem.centers()];
    long bestCost = UNCOVERED;
    long[] floors = Arrays.stream(centers).mapToLong(problem.tariff()::least).sorted().toArray();
    long floor = 0;
    for (int size = 1; size <= centers.length; size++) {
      floor += floors[size - 1];
      if (floor >= bestCost) {
        break;
      }
      int[] chosen = IntStream.range(0, size).toArray();
      do {
        boolean[] open = new boolean[problem.centers()];
        for (int index : chosen) {
          open[centers[index]] = true;
        }
        // Sets come in the order of ids within a size, so an equal cost never replaces the best.
        if (least(open) < bestCost) {
          long cost = cost(open);
          if (cost < bestCost) {
            bestCost = cost;
            best = open;
          }
        }
      } while (next(chosen, centers.length));
    }
    return best;
  }

  /** Steps to the next combination in lexicographic order; false after the last. */
  private static boolean next(int[] chosen, int of) {
    int i = chosen.length - 1;
    while (i >= 0 && chosen[i] == of - chosen.length + i) {
      i--;
    }
    if (i < 0) {
      return false;
    }
    chosen[i]++;
    for (int j = i + 1; j < chosen.length; j++) {
      chosen[j] = chosen[j - 1] + 1;
    }
    return true;
  }

  private boolean[] greedy() {
    boolean[] open = new boolean[problem.centers()];
    int[] missing = target.clone();
    while (Arrays.stream(missing).anyMatch(left -> left > 0)) {
      int bestCenter = -1;
      long bestGain = 0;
      long bestPrice = 0;
      for (int center : centers) {
        int[] gives = open[center] ? new int[problem.items()] : gives(center, missing);
        long gain = Arrays.stream(gives).asLongStream().sum();
        if (gain > 0) {
          long price = problem.tariff().cost(center, gives);
          if (bestCenter < 0 || productLess(bestGain, price, gain, bestPrice)) {
            bestCenter = center;
            bestGain = gain;
            bestPrice = price;
          }
        }
      }
      open[bestCenter] = true;
      int[] gives = gives(bestCenter, missing);
      for (int item : scan) {
        missing[item] -= gives[item];
      }
    }
    return open;
  }

  private int[] gives(int center, int[] missing) {
    int[] gives = new int[problem.items()];
    for (int item : scan) {
      gives[item] = Math.min(missing[item], problem.available()[item][center]);
    }
    return gives;
  }

  /** Tells whether a × b is less than c × d, none of them negative, without overflow. */
  private static boolean productLess(long a, long b, long c, long d) {
    long highLeft = Math.multiplyHigh(a, b);
    long highRight = Math.multiplyHigh(c, d);
    return highLeft != highRight ? highLeft < highRight : Long.compareUnsigned(a * b, c * d) < 0;
  }

  private boolean[] improve(boolean[] start) {
    boolean[] best = start;
    long bestCost = cost(start);
    for (int round = 0; round < ROUNDS_MAX; round++) {
      boolean[] base = best;
      for (int out = -1; out < centers.length; out++) {
        for (int in = -1; in < centers.length; in++) {
          boolean[] open = moved(base, out, in);
          if (least(open) < bestCost) {
            long cost = cost(open);
            if (cost < bestCost) {
              bestCost = cost;
              best = open;
            }
          }
        }
      }
      if (best == base) {
        break;
      }
    }
    return best;
  }

  /** One center closed, one opened; -1 for none; the same set if a move does not apply. */
  private boolean[] moved(boolean[] base, int out, int in) {
    if ((out >= 0 && !base[centers[out]]) || (in >= 0 && base[centers[in]])) {
      return base;
    }
    boolean[] open = base.clone();
    if (out >= 0) {
      open[centers[out]] = false;
    }
    if (in >= 0) {
      open[centers[in]] = true;
    }
    return open;
  }

  private long least(boolean[] open) {
    long sum = 0;
    for (int center : centers) {
      sum += open[center] ? problem.tariff().least(center) : 0;
    }
    return sum;
  }

  /** Fills {@link #units} and returns the cost, or {@link #UNCOVERED} if units are missing. */
  private long cost(boolean[] open) {
    sortPreference(open);
    for (int[] row : units) {
      Arrays.fill(row, 0);
    }
    for (int item : scan) {
      int missing = target[item];
      for (int center : preference[item]) {
        if (open[center]) {
          int gives = Math.min(missing, problem.available()[item][center]);
          units[center][item] = gives;
          missing -= gives;
          if (missing == 0) {
            break;
          }
        }
      }
      if (missing > 0) {
        return UNCOVERED;
      }
    }
    long sum = 0;
    for (int center : centers) {
      sum += shipsAny(center) ? problem.tariff().cost(center, units[center]) : 0;
    }
    return sum;
  }

  /** Sorts by unit cost as soon as two centers are open: most orders end before that. */
  private void sortPreference(boolean[] open) {
    int count = 0;
    for (boolean each : open) {
      count += each ? 1 : 0;
    }
    if (preferenceSorted || count < 2) {
      return;
    }
    preferenceSorted = true;
    preference = new int[problem.items()][];
    long[] costs = new long[problem.centers()];
    for (int item : scan) {
      preference[item] = byUnitCost(item, costs);
    }
  }

  /** An insertion sort: stable, so that equal costs stay in the order of ids. */
  private int[] byUnitCost(int item, long[] costs) {
    int[] order = new int[centers.length];
    int length = 0;
    for (int center : centers) {
      if (problem.available()[item][center] == 0) {
        continue;
      }
      costs[center] = problem.tariff().unitCost(item, center);
      int at = length++;
      while (at > 0 && costs[order[at - 1]] > costs[center]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = center;
    }
    return Arrays.copyOf(order, length);
  }

  private boolean shipsAny(int center) {
    for (int item : scan) {
      if (units[center][item] > 0) {
        return true;
      }
    }
    return false;
  }

  private boolean hasAny(int center) {
    return Arrays.stream(problem.available()).anyMatch(row -> row[center] > 0);
  }

  private static int[] holders(SplitProblem problem) {
    return Arrays.stream(problem.available())
        .mapToInt(row -> (int) Arrays.stream(row).filter(have -> have > 0).count())
        .toArray();
  }

  private Split split(boolean[] open) {
    long[] costs = new long[problem.centers()];
    boolean[] ships = new boolean[problem.centers()];
    if (scan.length > 0) {
      cost(open);
    }
    for (int center = 0; center < ships.length; center++) {
      ships[center] = shipsAny(center);
      costs[center] = ships[center] ? problem.tariff().cost(center, units[center]) : 0;
    }
    return new Split(Arrays.stream(units).map(int[]::clone).toArray(int[][]::new), costs, ships);
  }
}
