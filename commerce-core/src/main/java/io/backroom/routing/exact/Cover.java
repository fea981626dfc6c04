package io.backroom.routing.exact;

import java.util.Arrays;

/**
 * The centers that may ship a part of an order, packed for the search: for each line the centers
 * that have any of it, cheapest first. A line of which each of them has all counts as one unit.
 *
 * <p>Amounts are shifted to make room for what decides between equal costs: a shipment weighs one
 * on top of its cost, and a little more the later its center stands in the order of preference.
 */
final class Cover {
  static final long UNCOVERED = Long.MAX_VALUE;

  /** All that a search adds up stays below 2^61. */
  private static final int ROOM_BITS = 60;

  int centers;
  int lines;

  /** What stands for leaving out; −1 for none. */
  int leaving;

  /** The center in the order of each one here. */
  int[] site = {};

  /** The line in the order of each one here. */
  int[] origin = {};

  long[] fixed = {};

  /** Where the entries of each line begin; one more than lines. */
  int[] start = {0};

  int[] want = {};
  boolean[] whole = {};
  int[] column = new int[64];
  int[] has = new int[64];
  long[] cost = new long[64];

  /** How far costs are shifted for what decides ties. */
  int tieBits;

  private int[] place = {};
  private int[] used = {};
  private int mark;

  void pack(Affine order, OneShipment one, boolean all) {
    grow(order);
    centers = 0;
    for (int j = 0; j < order.centers; j++) {
      place[j] = -1;
      if (j == order.leaving || all || one.mayHelp(order, j)) {
        site[centers] = j;
        place[j] = centers++;
      }
    }
    leaving = order.leaving < 0 ? -1 : place[order.leaving];
    int indexBits = shifts(order, one);
    for (int c = 0; c < centers; c++) {
      long tie = tieBits == 0 || c == leaving ? 0 : 1L << indexBits;
      fixed[c] =
          (order.fixed[site[c]] << tieBits) + tie + (indexBits == 0 || c == leaving ? 0 : site[c]);
    }
    lines = 0;
    start[0] = 0;
    for (int i = 0; i < order.lines; i++) {
      if (one.want(i) > 0) {
        packLine(order, i, one.want(i));
      }
    }
  }

  /** Decides what fits beside the costs: the count of shipments and the sum of places, or less. */
  private int shifts(Affine order, OneShipment one) {
    long most = 0;
    for (int j = 0; j < order.centers; j++) {
      most |= order.fixed[j];
    }
    long amounts = 0;
    for (long amount : order.unit) {
      amounts |= amount;
    }
    // A price may be a unit's share of a fixed cost, and counts for all units of its line.
    long times = Math.max(one.wanted(), centers);
    int costBits = 2 + SourcingProblem.bits(most | amounts) + SourcingProblem.bits(times);
    int countBits = SourcingProblem.bits(Math.min(centers, one.wanted()));
    int indexBits = countBits + SourcingProblem.bits(order.centers);
    if (costBits + countBits + indexBits > ROOM_BITS) {
      indexBits = 0;
    }
    tieBits = costBits + countBits + indexBits > ROOM_BITS ? 0 : countBits + indexBits;
    return indexBits;
  }

  private void packLine(Affine order, int line, int some) {
    int from = start[lines];
    int to = from;
    int row = line * order.centers;
    boolean full = true;
    if (column.length < from + centers) {
      int size = Math.max(2 * column.length, from + centers);
      column = Arrays.copyOf(column, size);
      has = Arrays.copyOf(has, size);
      cost = Arrays.copyOf(cost, size);
    }
    for (int c = 0; c < centers; c++) {
      int units = order.available[row + site[c]];
      if (units > 0) {
        full &= units >= some;
        long each = order.unit[row + site[c]];
        int at = to++;
        while (at > from && cost[at - 1] > each) {
          cost[at] = cost[at - 1];
          column[at] = column[at - 1];
          has[at] = has[at - 1];
          at--;
        }
        cost[at] = each;
        column[at] = c;
        has[at] = Math.min(units, some);
      }
    }
    long scale = full ? some : 1;
    for (int e = from; e < to; e++) {
      cost[e] = (cost[e] * scale) << tieBits;
      has[e] = full ? 1 : has[e];
    }
    whole[lines] = full;
    want[lines] = full ? 1 : some;
    origin[lines] = line;
    start[++lines] = to;
  }

  private void grow(Affine order) {
    if (place.length < order.centers) {
      place = new int[order.centers];
      site = new int[order.centers];
      used = new int[order.centers];
      fixed = new long[order.centers];
      mark = 0;
    }
    if (want.length < order.lines) {
      want = new int[order.lines];
      whole = new boolean[order.lines];
      origin = new int[order.lines];
      start = new int[order.lines + 1];
    }
  }

  /** Takes out the entries of centers that are closed for good and not in the best plan so far. */
  void compact(byte[] state, boolean[] in) {
    int to = 0;
    int from = 0;
    for (int i = 0; i < lines; i++) {
      int end = start[i + 1];
      for (; from < end; from++) {
        if (state[column[from]] != DualBound.CLOSED || in[column[from]]) {
          column[to] = column[from];
          has[to] = has[from];
          cost[to++] = cost[from];
        }
      }
      start[i + 1] = to;
    }
  }

  /**
   * Returns the cost of the best plan from a set of centers, those that ship nothing left out;
   * {@link #UNCOVERED} if units are missing.
   */
  long evaluate(boolean[] in) {
    mark++;
    long sum = 0;
    for (int i = 0; i < lines; i++) {
      int missing = want[i];
      int end = start[i + 1];
      for (int e = start[i]; e < end; e++) {
        int c = column[e];
        if (in[c]) {
          int some = Math.min(missing, has[e]);
          missing -= some;
          sum += some * cost[e];
          if (used[c] != mark) {
            used[c] = mark;
            sum += fixed[c];
          }
          if (missing == 0) {
            break;
          }
        }
      }
      if (missing > 0) {
        return UNCOVERED;
      }
    }
    return sum;
  }

  /** Tells whether a center ships anything in the plan that was evaluated last. */
  boolean ships(int center) {
    return used[center] == mark;
  }

  /** Adds the best plan from a set of centers to an answer. */
  void fill(boolean[] in, OneShipment one, SourcingAnswer answer) {
    for (int i = 0; i < lines; i++) {
      int missing = want[i];
      for (int e = start[i]; missing > 0; e++) {
        if (in[column[e]]) {
          int some = Math.min(missing, has[e]);
          missing -= some;
          if (column[e] != leaving) {
            int units = whole[i] ? one.want(origin[i]) : some;
            answer.add(origin[i], site[column[e]], units);
          }
        }
      }
    }
  }
}
