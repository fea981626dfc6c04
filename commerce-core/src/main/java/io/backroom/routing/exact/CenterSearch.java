package io.backroom.routing.exact;

import java.util.Arrays;

/**
 * Branch and bound over which centers ship. With the centers chosen, each line is best filled from
 * the cheapest of them on, so only they are decided: the most promising one open or closed. A node
 * ends when its {@link DualBound} reaches the best plan found; a center whose opening (or closing)
 * alone would lift the bound that far is closed (or opened) for good.
 */
final class CenterSearch {
  private static final int PASSES_FIRST = 12;
  private static final int PASSES = 4;

  private final Cover cover = new Cover();
  private final DualBound dual = new DualBound(cover);
  private boolean[] in = {};
  private boolean[] bestIn = {};
  private byte[] states = {};
  private long[] slacks = {};
  private long[] prices = {};
  private long best;
  private long floor;
  private int most;
  private int nodes;
  private int nodesMax;

  /**
   * Searches for a plan that costs less than one shipment.
   *
   * @param all whether to take all centers, whatever one shipment costs
   * @return whether there is one
   */
  boolean search(Affine order, OneShipment one, boolean all, int limit) {
    cover.pack(order, one, all);
    most = order.maxShipments;
    dual.begin(most);
    grow();
    Arrays.fill(bestIn, 0, cover.centers, false);
    nodes = 0;
    nodesMax = limit;
    floor = Long.MAX_VALUE;
    // One shipment costs its tie bit more; any plan of several that costs as much is worse.
    long single = all ? OneShipment.NONE : one.bestCost();
    best = single == OneShipment.NONE ? Cover.UNCOVERED : single << cover.tieBits;
    long before = best;
    node(0, 0);
    return best < before;
  }

  private void grow() {
    int m = cover.centers;
    if (in.length < m) {
      in = new boolean[m];
      bestIn = new boolean[m];
    }
    int depth = m + 1;
    if (states.length < depth * m) {
      states = new byte[depth * m];
      slacks = new long[depth * m];
    }
    if (prices.length < depth * cover.lines) {
      prices = new long[depth * cover.lines];
    }
  }

  private void node(int depth, long inherited) {
    if (nodes >= nodesMax) {
      floor = Math.min(floor, inherited);
      return;
    }
    nodes++;
    long bound = inherited;
    boolean fixed = true;
    while (fixed) {
      long raised = dual.raise(best, depth == 0 ? PASSES_FIRST : PASSES);
      if (raised >= best) {
        return;
      }
      bound = Math.max(bound, raised);
      improve();
      if (bound >= best) {
        return;
      }
      fixed = fix(dual.value());
    }
    int center = pick();
    if (center < 0) {
      improve(); // all is decided, and what was tried before may have held more
      return;
    }
    if (depth == 0) {
      cover.compact(dual.state, bestIn);
    }
    save(depth);
    dual.state[center] = DualBound.OPEN;
    node(depth + 1, bound);
    restore(depth);
    if (bound < best) {
      dual.state[center] = DualBound.CLOSED;
      node(depth + 1, bound);
    }
  }

  /** Decides what the bound decides; true if there is something new to raise the bound with. */
  private boolean fix(long bound) {
    int open = 0;
    int worthwhile = 0;
    for (int c = 0; c < cover.centers; c++) {
      open += dual.state[c] == DualBound.OPEN && c != cover.leaving ? 1 : 0;
      worthwhile += dual.state[c] == DualBound.UNDECIDED && dual.slack[c] < 0 ? 1 : 0;
    }
    boolean changed = false;
    for (int c = 0; c < cover.centers; c++) {
      if (dual.state[c] != DualBound.UNDECIDED) {
        continue;
      }
      long slack = dual.slack[c];
      if (open >= most) {
        changed |= slack < 0;
        dual.state[c] = DualBound.CLOSED;
      } else if (slack >= 0 && bound + slack >= best) {
        dual.state[c] = DualBound.CLOSED;
        changed = true;
      } else if (slack < 0 && bound - slack >= best && open + worthwhile <= most) {
        dual.state[c] = DualBound.OPEN;
        open++;
        worthwhile--;
        changed = true;
      }
    }
    return changed;
  }

  private int pick() {
    int center = -1;
    long least = Long.MAX_VALUE;
    for (int c = 0; c < cover.centers; c++) {
      if (dual.state[c] == DualBound.UNDECIDED && dual.slack[c] < least) {
        least = dual.slack[c];
        center = c;
      }
    }
    return center;
  }

  /** Makes a plan of the centers that earn their fixed costs, and of as few of them as is best. */
  private void improve() {
    for (int c = 0; c < cover.centers; c++) {
      in[c] =
          dual.state[c] == DualBound.OPEN
              || (dual.state[c] == DualBound.UNDECIDED && dual.slack[c] <= 0);
    }
    complete();
    long cost = cover.evaluate(in);
    if (cost == Cover.UNCOVERED) {
      return;
    }
    int count = 0;
    for (int c = 0; c < cover.centers; c++) {
      in[c] &= cover.ships(c) || c == cover.leaving;
      count += in[c] && c != cover.leaving ? 1 : 0;
    }
    while (true) {
      int out = -1;
      long least = count > most ? Cover.UNCOVERED : cost;
      for (int c = 0; c < cover.centers; c++) {
        if (in[c] && c != cover.leaving) {
          in[c] = false;
          long without = cover.evaluate(in);
          in[c] = true;
          if (without < least) {
            least = without;
            out = c;
          }
        }
      }
      if (out < 0) {
        break;
      }
      in[out] = false;
      cost = least;
      count--;
    }
    if (cost < best && count <= most) {
      best = cost;
      System.arraycopy(in, 0, bestIn, 0, cover.centers);
    }
  }

  /** Adds centers for lines that those chosen do not fill. */
  private void complete() {
    for (int i = 0; i < cover.lines; i++) {
      int missing = cover.want[i];
      for (int e = cover.start[i]; e < cover.start[i + 1]; e++) {
        missing -= in[cover.column[e]] ? cover.has[e] : 0;
      }
      while (missing > 0) {
        int add = -1;
        long least = Long.MAX_VALUE;
        for (int e = cover.start[i]; e < cover.start[i + 1]; e++) {
          int c = cover.column[e];
          if (!in[c] && dual.state[c] == DualBound.UNDECIDED && dual.slack[c] < least) {
            least = dual.slack[c];
            add = e;
          }
        }
        if (add < 0) {
          return;
        }
        in[cover.column[add]] = true;
        missing -= cover.has[add];
      }
    }
  }

  private void save(int depth) {
    System.arraycopy(dual.state, 0, states, depth * cover.centers, cover.centers);
    System.arraycopy(dual.slack, 0, slacks, depth * cover.centers, cover.centers);
    System.arraycopy(dual.price, 0, prices, depth * cover.lines, cover.lines);
  }

  private void restore(int depth) {
    System.arraycopy(states, depth * cover.centers, dual.state, 0, cover.centers);
    System.arraycopy(slacks, depth * cover.centers, dual.slack, 0, cover.centers);
    System.arraycopy(prices, depth * cover.lines, dual.price, 0, cover.lines);
  }

  /** The nodes of the last search. */
  int nodes() {
    return nodes;
  }

  /** Whether the last search ended by its limit. */
  boolean cut() {
    return floor != Long.MAX_VALUE && floor < best;
  }

  /** A cost that no plan falls below, given the best plan's, without what decides ties. */
  long bound() {
    return Math.min(floor, best) >> cover.tieBits;
  }

  /** How much less than the best plan one could cost, by the bound, without what decides ties. */
  long gap(long single) {
    long cost = best == Cover.UNCOVERED ? single : best >> cover.tieBits;
    return Math.max(0, cost - bound());
  }

  /** Adds the best plan to an answer, by the lines of the order that was searched. */
  void write(OneShipment one, SourcingAnswer answer) {
    cover.fill(bestIn, one, answer);
  }
}
