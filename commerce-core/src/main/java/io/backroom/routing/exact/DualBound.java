package io.backroom.routing.exact;

import java.util.Arrays;

/**
 * The Lagrangian bound of a set of decisions about centers. Each line has a price v for its units;
 * a center is worth opening if what it earns at these prices is more than its fixed cost:
 *
 * <pre>
 *   L(v) = Σ want v + Σ open s + Σ undecided min(0, s)      s = fixed − Σ has max(0, v − cost)
 * </pre>
 *
 * <p>No plan costs less than L(v), for any prices. They are raised line by line (dual ascent,
 * Erlenkotter 1978, "A Dual-Based Procedure for Uncapacitated Facility Location", Operations
 * Research 26(6)), here to where L is highest in that line's price: where the centers that would
 * ship it have as much as is wanted. Where that is a whole interval, its middle is taken: the step
 * then leaves something to the other lines.
 */
final class DualBound {
  static final byte UNDECIDED = 0;
  static final byte OPEN = 1;
  static final byte CLOSED = 2;

  /** Nothing below this part of the gap is worth another pass. */
  private static final int GAIN_SHIFT = 4;

  private final Cover cover;
  byte[] state = {};
  long[] slack = {};
  long[] price = {};
  private long[] tip = new long[64];
  private int[] load = new int[64];
  private long[] worst = {};
  private int most;

  DualBound(Cover cover) {
    this.cover = cover;
  }

  void begin(int maxShipments) {
    if (slack.length < cover.centers) {
      slack = new long[cover.centers];
      state = new byte[cover.centers];
      worst = new long[cover.centers];
    }
    if (price.length < cover.lines) {
      price = new long[cover.lines];
    }
    if (tip.length < cover.centers) {
      tip = new long[cover.centers];
      load = new int[cover.centers];
    }
    System.arraycopy(cover.fixed, 0, slack, 0, cover.centers);
    Arrays.fill(state, 0, cover.centers, UNDECIDED);
    Arrays.fill(price, 0, cover.lines, 0);
    most = maxShipments;
    if (cover.leaving >= 0) {
      state[cover.leaving] = OPEN;
    }
  }

  /**
   * Raises the prices while that helps and is needed.
   *
   * @return the bound; {@link Cover#UNCOVERED} if the centers that are left lack units
   */
  long raise(long best, int passes) {
    long bound = Long.MIN_VALUE;
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < cover.lines; i++) {
        boolean covered = cover.whole[i] ? raiseWhole(i) : raiseSplit(i);
        if (!covered) {
          return Cover.UNCOVERED;
        }
      }
      long next = value();
      long gain = next - bound;
      bound = Math.max(bound, next);
      if (bound >= best || (pass > 0 && gain <= (best - bound) >> GAIN_SHIFT)) {
        break;
      }
    }
    return bound;
  }

  private boolean raiseWhole(int line) {
    long old = price[line];
    long low = Long.MAX_VALUE;
    long high = Long.MAX_VALUE;
    int from = cover.start[line];
    int to = cover.start[line + 1];
    long[] cost = cover.cost;
    int[] column = cover.column;
    for (int e = from; e < to; e++) {
      long own = cost[e];
      if (own >= high) {
        break;
      }
      int c = column[e];
      if (state[c] == CLOSED) {
        continue;
      }
      long tops = own;
      if (state[c] == UNDECIDED) {
        long left = slack[c] + Math.max(0, old - own);
        tops += Math.max(0, left);
      }
      if (tops < low) {
        high = low;
        low = tops;
      } else if (tops < high) {
        high = tops;
      }
    }
    if (low == Long.MAX_VALUE) {
      return false;
    }
    move(line, high == Long.MAX_VALUE ? low : low + ((high - low) >> 1));
    return true;
  }

  private boolean raiseSplit(int line) {
    long old = price[line];
    int want = cover.want[line];
    int end = cover.start[line + 1];
    int count = 0;
    int enough = -1;
    for (int e = cover.start[line]; e < end; e++) {
      long own = cover.cost[e];
      if (enough >= 0 && enough + 1 < count && own >= tip[enough + 1]) {
        break; // nothing from here on is among those that decide
      }
      int c = cover.column[e];
      if (state[c] == CLOSED) {
        continue;
      }
      int units = cover.has[e];
      long tops = own;
      if (state[c] == UNDECIDED) {
        long left = slack[c] + units * Math.max(0, old - own);
        tops += left > 0 ? (units == 1 ? left : left / units) : 0;
      }
      int at = count++;
      while (at > 0 && tip[at - 1] > tops) {
        tip[at] = tip[at - 1];
        load[at] = load[at - 1];
        at--;
      }
      tip[at] = tops;
      load[at] = units;
      enough = enough(want, count);
      count = enough < 0 ? count : Math.min(count, enough + 2);
    }
    if (enough < 0) {
      return false;
    }
    long have = 0;
    for (int k = 0; k <= enough; k++) {
      have += load[k];
    }
    boolean level = have == want && enough + 1 < count;
    move(line, level ? tip[enough] + ((tip[enough + 1] - tip[enough]) >> 1) : tip[enough]);
    return true;
  }

  /** The place at which the loads come to what is wanted; −1 if they do not. */
  private int enough(int want, int count) {
    long have = 0;
    for (int k = 0; k < count; k++) {
      have += load[k];
      if (have >= want) {
        return k;
      }
    }
    return -1;
  }

  private void move(int line, long next) {
    long old = price[line];
    if (next == old) {
      return;
    }
    price[line] = next;
    long top = Math.max(old, next);
    for (int e = cover.start[line]; e < cover.start[line + 1]; e++) {
      long own = cover.cost[e];
      if (own >= top) {
        break;
      }
      long change = Math.max(0, next - own) - Math.max(0, old - own);
      slack[cover.column[e]] -= cover.has[e] * change;
    }
  }

  /** Returns L at the present prices, which may be less than at some before. */
  long value() {
    long sum = 0;
    for (int i = 0; i < cover.lines; i++) {
      sum += cover.want[i] * price[i];
    }
    int open = 0;
    int worthwhile = 0;
    for (int c = 0; c < cover.centers; c++) {
      if (state[c] == OPEN) {
        sum += slack[c];
        open += c == cover.leaving ? 0 : 1;
      } else if (state[c] == UNDECIDED && slack[c] < 0) {
        sum += slack[c];
        worst[worthwhile++] = slack[c];
      }
    }
    if (open + worthwhile > most) {
      // No more than so many may open: those that earn least stay closed.
      Arrays.sort(worst, 0, worthwhile);
      for (int k = Math.max(0, most - open); k < worthwhile; k++) {
        sum -= worst[k];
      }
    }
    return sum;
  }
}
