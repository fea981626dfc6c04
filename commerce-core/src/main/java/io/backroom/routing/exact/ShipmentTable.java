package io.backroom.routing.exact;

import java.util.Arrays;

/**
 * What any part of an order costs as one shipment. A part is a state: a number whose digits say how
 * many units of each line are in it. What counts before the charge, and what decides ties, is put
 * into one number with it.
 */
final class ShipmentTable {
  /** The cost of what no center can ship; twice of it is still a number. */
  static final long NEVER = 1L << 61;

  private static final int ROOM_BITS = 60;

  private final Reduction lines;
  private int count;
  private int[] stride = {};
  private int[] top = {};
  private long[] load = {};
  private int[] digits = {};
  private int[] units = {};
  private int states;
  private int parts;
  private long[] tier = {};
  private long[] charge = {};
  private int[] site = {};
  private long[] each = {};
  private long[] weight = {};
  private int[] below = {};
  private boolean fewest;
  private boolean single;
  private long tierSpan;
  private long chargeSpan;
  private int countBits;
  private int indexBits;
  private int lost;

  ShipmentTable(Reduction lines) {
    this.lines = lines;
  }

  /** Finds for each state the cheapest center that has it all. */
  void fill(SourcingProblem problem, ShipmentCharge rule) {
    prepare(problem);
    Arrays.fill(tier, 0, states, NEVER);
    Arrays.fill(charge, 0, states, NEVER);
    for (int j = 0; j < problem.centers(); j++) {
      walk(problem, rule, j, true);
    }
    span(problem);
    for (int s = 0; s < states; s++) {
      each[s] = charge[s] == NEVER ? NEVER : combined(tier[s], charge[s], site[s]);
    }
  }

  /** Has {@link #each} hold what one center's shipments cost. */
  void price(SourcingProblem problem, ShipmentCharge rule, int center) {
    Arrays.fill(each, 0, states, NEVER);
    walk(problem, rule, center, false);
  }

  private void prepare(SourcingProblem problem) {
    count = lines.lines();
    if (stride.length < count + 1) {
      stride = new int[count + 1];
      top = new int[count + 1];
      digits = new int[count + 1];
      load = new long[count + 1];
    }
    if (units.length != problem.lines()) {
      units = new int[problem.lines()];
    }
    states = 1;
    long most = 0;
    for (int r = 0; r < count; r++) {
      stride[r] = states;
      load[r] = lines.weight(problem, r);
      states *= lines.quantity(problem, r) + 1;
      most += lines.quantity(problem, r);
    }
    stride[count] = states;
    single = states == 1 << count;
    parts = (int) Math.min(most, problem.centers());
    if (tier.length < states) {
      tier = new long[states];
      charge = new long[states];
      site = new int[states];
      each = new long[states];
      weight = new long[states];
      below = new int[states];
    }
    weight[0] = 0;
    for (int r = 0; r < count; r++) {
      for (int s = stride[r]; s < stride[r + 1]; s++) {
        weight[s] = weight[s - stride[r]] + load[r];
      }
    }
  }

  /** Asks for the charge of everything that a center can ship. */
  private void walk(SourcingProblem problem, ShipmentCharge rule, int center, boolean compete) {
    for (int r = 0; r < count; r++) {
      top[r] = Math.min(lines.quantity(problem, r), lines.available(problem, r, center));
    }
    Arrays.fill(digits, 0, count, 0);
    Arrays.fill(units, 0);
    long by = problem.late(center);
    int state = advance(problem, 0);
    while (state > 0) {
      long cost = rule.charge(center, units);
      if (cost != ShipmentCharge.FORBIDDEN) {
        long late = by * weight[state];
        if (!compete) {
          each[state] = combined(late, cost, center);
        } else if (late < tier[state] || (late == tier[state] && cost < charge[state])) {
          tier[state] = late;
          charge[state] = cost;
          site[state] = center;
        }
      }
      state = advance(problem, state);
    }
  }

  /** Counts on, with no digit above what the center has; 0 after the last. */
  private int advance(SourcingProblem problem, int before) {
    int state = before;
    for (int r = 0; r < count; r++) {
      if (digits[r] < top[r]) {
        digits[r]++;
        set(problem, r);
        return state + stride[r];
      }
      if (digits[r] > 0) {
        state -= digits[r] * stride[r];
        digits[r] = 0;
        set(problem, r);
      }
    }
    return 0;
  }

  private void set(SourcingProblem problem, int line) {
    if (!lines.bound(line)) {
      units[lines.head(line)] = digits[line];
      return;
    }
    for (int i = lines.head(line); i >= 0; i = lines.next(i)) {
      units[i] = digits[line] * problem.quantity()[i];
    }
  }

  /** Decides how tiers, charges and ties share the bits of a number. */
  private void span(SourcingProblem problem) {
    long dearest = 0;
    long latest = 0;
    for (int s = 1; s < states; s++) {
      if (charge[s] != NEVER) {
        dearest = Math.max(dearest, charge[s]);
        latest = Math.max(latest, tier[s]);
      }
    }
    // A shipment that is not its state's cheapest may be asked for center by center.
    dearest = 2 * dearest + 1;
    latest = 2 * latest + 1;
    fewest = problem.fewestShipments();
    int partBits = SourcingProblem.bits(parts);
    int tierBits =
        (latest > 1 || fewest ? partBits + SourcingProblem.bits(latest) : 0)
            + (fewest ? partBits + 1 : 0);
    int costBits = SourcingProblem.bits(dearest) + partBits + 1;
    countBits = partBits;
    indexBits = partBits + SourcingProblem.bits(problem.centers());
    if (tierBits + costBits + countBits + indexBits > ROOM_BITS) {
      indexBits = 0;
    }
    if (tierBits + costBits + countBits > ROOM_BITS) {
      countBits = 0;
    }
    lost = Math.max(0, tierBits + costBits - ROOM_BITS);
    chargeSpan = (dearest >> lost) * (parts + 1) + 1;
    tierSpan = fewest ? parts + 1 : 1;
  }

  private long combined(long late, long cost, int center) {
    long before = late * tierSpan + (fewest ? 1 : 0);
    long sum = before * chargeSpan + (cost >> lost);
    sum = (sum << countBits) + (countBits == 0 ? 0 : 1);
    return (sum << indexBits) + (indexBits == 0 ? 0 : center);
  }

  /**
   * Lists what may be a shipment of a state, in {@link #below}.
   *
   * @param lead true for only what has a unit of the state's first line; otherwise the first listed
   *     is nothing at all
   */
  int list(int state, boolean lead) {
    int size = 0;
    int left = state;
    for (int r = 0; left > 0; r++) {
      int radix = stride[r + 1] / stride[r];
      int digit = left % radix;
      left /= radix;
      if (digit > 0 && size == 0) {
        for (int d = lead ? 1 : 0; d <= digit; d++) {
          below[size++] = d * stride[r];
        }
      } else if (digit > 0) {
        int had = size;
        for (int d = 1; d <= digit; d++) {
          for (int b = 0; b < had; b++) {
            below[size++] = below[b] + d * stride[r];
          }
        }
      }
    }
    return size;
  }

  /** Adds a state as a shipment to an answer. */
  void write(SourcingProblem problem, int state, int center, SourcingAnswer answer) {
    int left = state;
    for (int r = 0; left > 0; r++) {
      int radix = stride[r + 1] / stride[r];
      int digit = left % radix;
      left /= radix;
      if (digit > 0) {
        lines.put(problem, answer, r, center, digit);
      }
    }
  }

  int states() {
    return states;
  }

  /** Whether all lines are of one unit, so that a state is a set of lines. */
  boolean single() {
    return single;
  }

  /** How many shipments a plan can have. */
  int parts() {
    return parts;
  }

  /** The cost of each state as one shipment, tiers and ties included. */
  long[] each() {
    return each;
  }

  int[] below() {
    return below;
  }

  int site(int state) {
    return site[state];
  }

  /** Units of the order in a state. */
  long weight(int state) {
    return weight[state];
  }

  int lost() {
    return lost;
  }
}
