package io.backroom.routing.exact;

import java.util.Arrays;

/**
 * Finds the best plan for costs by any rule, by dynamic programming over what is shipped.
 *
 * <p>A state says how many units of each line are shipped, a digit for a line. First the cheapest
 * center for each state as one shipment, then the cheapest way to put each state together from such
 * shipments: for n lines of one unit m 2^n charges and 3^n sums, whatever the stock. Of the
 * shipments of a state one has a unit of its first line, so only that one is tried.
 *
 * <p>If that gives two shipments to one center, it is repeated center by center, which is m times
 * as much work. Charges of which one parcel never costs more than two do not come to it.
 */
final class LinePartition {
  /** Sums tried at most: ten lines of one unit take 3^10. */
  static final int PAIRS_MAX = 60_000;

  private static final long NEVER = ShipmentTable.NEVER;

  private final Reduction lines;
  private final ShipmentTable table;

  /** The cheapest way to each state, layer by layer, and the shipment it ends with. */
  private long[] way = {};

  private int[] step = {};
  private boolean[] seen = {};

  LinePartition(Reduction lines) {
    this.lines = lines;
    this.table = new ShipmentTable(lines);
  }

  /** Tells whether the lines, as they are grouped, are few enough. */
  boolean fits(SourcingProblem problem) {
    long pairs = 1;
    for (int r = 0; r < lines.lines() && pairs <= PAIRS_MAX; r++) {
      long quantity = lines.quantity(problem, r);
      pairs *= quantity > PAIRS_MAX ? quantity : (quantity + 1) * (quantity + 2) / 2;
    }
    return pairs <= PAIRS_MAX;
  }

  /** Writes the parts of the best plan; true if nothing was lost to a lack of bits. */
  boolean solve(SourcingProblem problem, ShipmentCharge rule, SourcingAnswer answer) {
    table.fill(problem, rule);
    int most = Math.min(problem.maxShipments(), table.parts());
    boolean limited = most < table.parts();
    int layer = limited ? most : 1;
    assemble(layer, limited);
    int target = target(layer * table.states());
    if (twice(problem, layer, limited, target)) {
      centerByCenter(problem, rule, limited ? most : 0, answer);
    } else {
      int at = layer;
      for (int s = target; s > 0; ) {
        int part = step[at * table.states() + s];
        if (part > 0) {
          table.write(problem, part, table.site(part), answer);
          s -= part;
        }
        at -= limited ? 1 : 0;
      }
    }
    return table.lost() == 0;
  }

  /** Layer k has the cheapest ways of at most k shipments; without a limit one layer is enough. */
  private void assemble(int layers, boolean limited) {
    int states = table.states();
    grow((layers + 1) * states, 0);
    Arrays.fill(way, 0, states, NEVER);
    way[0] = 0;
    long[] each = table.each();
    int[] below = table.below();
    for (int k = 1; k <= layers; k++) {
      int to = k * states;
      int from = limited ? to - states : to;
      way[to] = 0;
      for (int s = 1; s < states; s++) {
        long best = limited ? way[from + s] : NEVER;
        if (table.single()) {
          lastOfSet(s, from, to, best);
          continue;
        }
        int count = table.list(s, true);
        int last = 0;
        for (int b = 0; b < count; b++) {
          int part = below[b];
          long sum = each[part] + way[from + s - part];
          if (sum < best) {
            best = sum;
            last = part;
          }
        }
        way[to + s] = best;
        step[to + s] = last;
      }
    }
  }

  /** The same for a set of lines: all its parts that have its first line. */
  private void lastOfSet(int set, int from, int to, long least) {
    long[] each = table.each();
    int first = Integer.lowestOneBit(set);
    int others = set ^ first;
    long best = least;
    int last = 0;
    for (int left = others; left >= 0; left = left == 0 ? -1 : (left - 1) & others) {
      long sum = each[set ^ left] + way[from + left];
      if (sum < best) {
        best = sum;
        last = set ^ left;
      }
    }
    way[to + set] = best;
    step[to + set] = last;
  }

  private void grow(int ways, int steps) {
    if (way.length < ways) {
      way = new long[ways];
    }
    if (step.length < Math.max(ways, steps)) {
      step = new int[Math.max(ways, steps)];
    }
  }

  /** The state that leaves out least, then costs least. */
  private int target(int layer) {
    int target = 0;
    for (int s = 1; s < table.states(); s++) {
      if (way[layer + s] != NEVER
          && (table.weight(s) > table.weight(target)
              || (table.weight(s) == table.weight(target)
                  && way[layer + s] < way[layer + target]))) {
        target = s;
      }
    }
    return target;
  }

  private boolean twice(SourcingProblem problem, int layer, boolean limited, int target) {
    if (seen.length < problem.centers()) {
      seen = new boolean[problem.centers()];
    }
    Arrays.fill(seen, 0, problem.centers(), false);
    int at = layer;
    for (int s = target; s > 0; ) {
      int part = step[at * table.states() + s];
      if (part > 0) {
        int center = table.site(part);
        if (seen[center]) {
          return true;
        }
        seen[center] = true;
        s -= part;
      }
      at -= limited ? 1 : 0;
    }
    return false;
  }

  /** The same with at most one shipment for each center; most is 0 for no limit. */
  private void centerByCenter(
      SourcingProblem problem, ShipmentCharge rule, int most, SourcingAnswer answer) {
    int states = table.states();
    int size = (most + 1) * states;
    grow(size, problem.centers() * size);
    Arrays.fill(way, 0, size, NEVER);
    for (int k = 0; k <= most; k++) {
      way[k * states] = 0;
    }
    for (int j = 0; j < problem.centers(); j++) {
      table.price(problem, rule, j);
      for (int k = most; k >= Math.min(1, most); k--) {
        extend(k * states, most == 0 ? 0 : (k - 1) * states, j * size + k * states);
      }
    }
    int k = most;
    int s = target(k * states);
    for (int j = problem.centers() - 1; j >= 0 && s > 0; j--) {
      int part = step[j * size + k * states + s];
      if (part > 0) {
        table.write(problem, part, j, answer);
        s -= part;
        k -= most == 0 ? 0 : 1;
      }
    }
  }

  /** Adds a center's shipments; from full states down, so that none is added twice. */
  private void extend(int to, int from, int steps) {
    long[] each = table.each();
    int[] below = table.below();
    for (int s = table.states() - 1; s > 0; s--) {
      int count = table.list(s, false);
      long best = way[to + s];
      int last = 0;
      for (int b = 1; b < count; b++) {
        int part = below[b];
        long sum = each[part] + way[from + s - part];
        if (sum < best) {
          best = sum;
          last = part;
        }
      }
      way[to + s] = best;
      step[steps + s] = last;
    }
  }
}
