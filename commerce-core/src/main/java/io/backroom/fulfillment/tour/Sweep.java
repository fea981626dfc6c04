package io.backroom.fulfillment.tour;

import java.util.Arrays;
import java.util.List;

/**
 * One move of the line over a warehouse, from the first aisle with a stop to the last, with the
 * shortest part of a tour for each state of the {@link Frontier}. Aisles without a stop are only
 * passed: a way through one of them can be moved to the nearest aisle with a stop, on the side away
 * from the narrowest place of the tour between the two, without making it longer.
 *
 * <p>A working space of one thread.
 */
final class Sweep {
  static final long FAR = Long.MAX_VALUE / 4;
  private static final int POSITION_BITS = 32;
  private static final long POSITION = (1L << POSITION_BITS) - 1;
  private static final ThreadLocal<Sweep> SPACE = ThreadLocal.withInitial(Sweep::new);

  /** Stops as {@link #key}s, sorted; the first {@link #count} count. */
  long[] keys = {};

  int count;

  /** For each step of a traced sweep, one after the other, the shortest part for each state. */
  long[] values = {};

  /** For each aisle and block of a traced sweep, what each option costs. */
  long[] costs = new long[Frontier.OPTIONS];

  /** How many aisles have a stop; of a traced sweep. */
  int aisles;

  /** The first key of each aisle of a traced sweep, and behind the last one {@link #count}. */
  int[] starts = {};

  /** Which cross aisles have a stop in each aisle of a traced sweep, one bit for each. */
  int[] stopsOf = {};

  private final long[] ways = new long[Frontier.WAYS_MAX + 1];

  /** Stops on cross aisles, of the aisle that was looked at last. */
  private int crossStops;

  private Sweep() {}

  static Sweep space() {
    return SPACE.get();
  }

  static long key(int aisle, long position) {
    return ((long) aisle << POSITION_BITS) | position;
  }

  static int aisle(long key) {
    return (int) (key >>> POSITION_BITS);
  }

  static long position(long key) {
    return key & POSITION;
  }

  /** Takes stops, of which the grid must have every one. */
  void load(AisleGrid grid, List<Stop> stops) {
    count = stops.size();
    fit(count);
    for (int i = 0; i < count; i++) {
      Stop stop = stops.get(i);
      grid.check(stop);
      keys[i] = key(stop.aisle(), stop.position());
    }
    Arrays.sort(keys, 0, count);
  }

  /** Forgets that stops were given more than once. */
  void eachOnce() {
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || keys[i] != keys[i - 1]) {
        keys[size++] = keys[i];
      }
    }
    count = size;
  }

  private void fit(int stops) {
    if (keys.length < stops) {
      keys = new long[2 * stops];
    }
  }

  /** Such a tour need not meet any cross aisle, where the program counts it. */
  boolean isInOneAisle() {
    return count == 0 || aisle(keys[0]) == aisle(keys[count - 1]);
  }

  /** The length of a shortest tour over the stops. */
  long length(AisleGrid grid) {
    if (isInOneAisle()) {
      return count == 0 ? 0 : 2 * (keys[count - 1] - keys[0]);
    }
    return run(grid, false);
  }

  /** The same with all steps kept, for stops in several aisles. */
  long trace(AisleGrid grid) {
    if (starts.length <= count) {
      starts = new int[2 * count];
      stopsOf = new int[2 * count];
    }
    aisles = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || aisle(keys[i]) != aisle(keys[i - 1])) {
        starts[aisles++] = i;
      }
    }
    starts[aisles] = count;
    int walks = aisles * grid.blocks();
    if (costs.length < walks * Frontier.OPTIONS) {
      costs = new long[walks * Frontier.OPTIONS];
    }
    long room = (long) (walks + aisles) * Frontier.of(grid.blocks()).states;
    if (values.length < room) {
      values = new long[Math.toIntExact(room)];
    }
    return run(grid, true);
  }

  private long run(AisleGrid grid, boolean traced) {
    Frontier frontier = Frontier.of(grid.blocks());
    int states = frontier.states;
    if (values.length < 2 * states) {
      values = new long[2 * states];
    }
    int layer = 0;
    int cost = 0;
    int number = 0;
    Arrays.fill(values, 0, states, FAR);
    values[Frontier.EMPTY] = 0;
    int before = aisle(keys[0]);
    for (int at = 0; at < count; ) {
      int aisle = aisle(keys[at]);
      if (at > 0) {
        int next = traced ? layer + states : states - layer;
        int[] moves = frontier.across[crossStops];
        cross(moves, layer, next, states, (long) (aisle - before) * grid.aisleDistance());
        layer = next;
      }
      before = aisle;
      crossStops = 0;
      for (int b = 0; b < grid.blocks(); b++) {
        at = look(at, key(aisle, (long) b * grid.blockLength()), grid.blockLength(), b, cost);
        int next = traced ? layer + states : states - layer;
        walk(frontier.along[b], layer, next, states, cost);
        layer = next;
        cost += traced ? Frontier.OPTIONS : 0;
      }
      if (traced) {
        stopsOf[number++] = crossStops;
      }
    }
    return best(frontier.ends[crossStops], layer);
  }

  /**
   * Finds what it costs to serve one aisle of one block, and its stops on cross aisles.
   *
   * @return the first stop that is not before or at the end of the block
   */
  private int look(int from, long front, int length, int block, int cost) {
    int at = from;
    long first = -1;
    long last = 0;
    long gap = 0;
    for (; at < count && keys[at] - front <= length; at++) {
      long y = keys[at] - front;
      if (y == 0) {
        crossStops |= 1 << block;
      } else if (y == length) {
        crossStops |= 2 << block;
      } else {
        gap = first < 0 ? 0 : Math.max(gap, y - last);
        first = first < 0 ? y : first;
        last = y;
      }
    }
    boolean idle = first < 0;
    // From both ends is no gain where one end is next to the largest gap.
    boolean halves = gap > first && gap > length - last;
    costs[cost + Frontier.NONE] = idle ? 0 : FAR;
    costs[cost + Frontier.THROUGH] = length;
    costs[cost + Frontier.FROM_FRONT] = idle ? FAR : 2 * last;
    costs[cost + Frontier.FROM_BACK] = idle ? FAR : 2 * (length - first);
    costs[cost + Frontier.FROM_BOTH] = idle || !halves ? FAR : 2 * (length - gap);
    costs[cost + Frontier.TWICE] = 2L * length;
    return at;
  }

  private void walk(int[][] options, int layer, int next, int states, int cost) {
    if (costs[cost + Frontier.NONE] == 0) {
      System.arraycopy(values, layer, values, next, states);
    } else {
      Arrays.fill(values, next, next + states, FAR);
    }
    for (int option = Frontier.THROUGH; option < Frontier.OPTIONS; option++) {
      long way = costs[cost + option];
      if (way < FAR) {
        int[] pairs = options[option];
        for (int i = 0; i < pairs.length; i += 2) {
          int to = next + pairs[i + 1];
          values[to] = Math.min(values[to], values[layer + pairs[i]] + way);
        }
      }
    }
  }

  private void cross(int[] moves, int layer, int next, int states, long distance) {
    for (int i = 1; i < ways.length; i++) {
      ways[i] = ways[i - 1] + distance;
    }
    Arrays.fill(values, next, next + states, FAR);
    for (int i = 0; i < moves.length; i += 3) {
      int to = next + moves[i + 1];
      values[to] = Math.min(values[to], values[layer + moves[i]] + ways[moves[i + 2]]);
    }
  }

  private long best(boolean[] ends, int layer) {
    long best = FAR;
    for (int s = 0; s < ends.length; s++) {
      best = ends[s] ? Math.min(best, values[layer + s]) : best;
    }
    return best;
  }
}
