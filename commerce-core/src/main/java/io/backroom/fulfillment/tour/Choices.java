package io.backroom.fulfillment.tour;

/**
 * What a shortest tour does in each aisle that has a stop, and how often it walks each cross aisle
 * between two of them, put together to one walk: every crossing is met by an even number of ways,
 * so a closed walk takes all of them once (Hierholzer). Aisles are counted among those with a stop;
 * a crossing is four times its aisle and its cross aisle. Lives in one call.
 */
final class Choices {
  private static final int ROW_BITS = 2;
  private static final int ROW = (1 << ROW_BITS) - 1;

  private final Sweep sweep;
  private final int length;
  private final int rows;

  /** By aisle and block. */
  private final int[] options;

  /** By aisle and block, how often it is still to be walked through. */
  private final int[] along;

  /** By crossing, how often the way to the next aisle is still to be walked. */
  private final int[] across;

  private final long distance;
  private int ways;

  Choices(AisleGrid grid, Sweep sweep) {
    this.sweep = sweep;
    this.length = grid.blockLength();
    this.rows = grid.blocks() + 1;
    this.distance = grid.aisleDistance();
    options = new int[sweep.aisles << ROW_BITS];
    along = new int[options.length];
    across = new int[options.length];
  }

  /** The way to the next aisle. */
  long distance(int aisle) {
    int here = Sweep.aisle(sweep.keys[sweep.starts[aisle]]);
    return (Sweep.aisle(sweep.keys[sweep.starts[aisle + 1]]) - here) * distance;
  }

  void walk(int aisle, int block, int option) {
    int at = (aisle << ROW_BITS) + block;
    options[at] = option;
    along[at] = option == Frontier.THROUGH ? 1 : option == Frontier.TWICE ? 2 : 0;
    ways += along[at];
  }

  void cross(int aisle, int row, int times) {
    across[(aisle << ROW_BITS) + row] = times;
    ways += times;
  }

  /** One closed walk over everything chosen. */
  Walk walk() {
    int[] crossings = circuit();
    Walk walk = new Walk(sweep, crossings.length);
    boolean[] met = new boolean[across.length];
    for (int i = 0; i < crossings.length - 1; i++) {
      int here = crossings[i];
      int next = crossings[i + 1];
      stop(here, walk);
      if (!met[here]) {
        met[here] = true;
        thereAndBack(here, walk);
      }
      if (next == here + 1) {
        walk.addRange(first(next, -1), first(next, 0));
      } else if (next == here - 1) {
        walk.addRange(first(here, 0), first(here, -1));
      }
    }
    return walk;
  }

  private void stop(int crossing, Walk walk) {
    int aisle = crossing >> ROW_BITS;
    int row = crossing & ROW;
    boolean isStop = ((sweep.stopsOf[aisle] >> row) & 1) != 0;
    long start = sweep.keys[sweep.starts[aisle]];
    walk.add(Sweep.key(Sweep.aisle(start), (long) row * length), isStop ? first(crossing, 0) : -1);
  }

  /**
   * The first stop of an aisle at or behind a cross aisle, as an index of keys.
   *
   * @param more 0 for that cross aisle, −1 for just behind the one before it, 1 for just behind it
   */
  private int first(int crossing, int more) {
    int aisle = crossing >> ROW_BITS;
    int row = (crossing & ROW) + Math.min(more, 0);
    long bound = (long) row * length + (more == 0 ? 0 : 1);
    int at = sweep.starts[aisle];
    int end = sweep.starts[aisle + 1];
    while (at < end && Sweep.position(sweep.keys[at]) < bound) {
      at++;
    }
    return at;
  }

  /** Crossings in the order of a closed walk; the first is also the last. */
  private int[] circuit() {
    int start = 0;
    while (across[start] == 0) { // of several aisles, the first is left somewhere
      start++;
    }
    int[] circuit = new int[ways + 1];
    int[] open = new int[ways + 1];
    open[0] = start;
    int size = 1;
    for (int left = circuit.length; size > 0; ) {
      int next = leave(open[size - 1]);
      if (next < 0) {
        circuit[--left] = open[--size];
      } else {
        open[size++] = next;
      }
    }
    return circuit;
  }

  /** Takes a way that is left at a crossing; −1 if there is none. */
  private int leave(int crossing) {
    int row = crossing & ROW;
    int before = crossing - (1 << ROW_BITS);
    if (row < rows - 1 && along[crossing] > 0) {
      along[crossing]--;
      return crossing + 1;
    }
    if (across[crossing] > 0) {
      across[crossing]--;
      return crossing + (1 << ROW_BITS);
    }
    if (row > 0 && along[crossing - 1] > 0) {
      along[crossing - 1]--;
      return crossing - 1;
    }
    if (before >= 0 && across[before] > 0) {
      across[before]--;
      return before;
    }
    return -1;
  }

  /** The ways into the aisle that come back to the crossing. */
  private void thereAndBack(int crossing, Walk walk) {
    int row = crossing & ROW;
    if (row < rows - 1) {
      int option = options[crossing];
      if (option == Frontier.FROM_FRONT || option == Frontier.FROM_BOTH) {
        int from = first(crossing, 1);
        int to = first(crossing + 1, 0);
        bothWays(from, option == Frontier.FROM_BOTH ? behindGap(from, to) : to, crossing, walk);
      }
    }
    if (row > 0) {
      int option = options[crossing - 1];
      if (option == Frontier.FROM_BACK || option == Frontier.FROM_BOTH) {
        int from = first(crossing, -1);
        int to = first(crossing, 0);
        bothWays(to, option == Frontier.FROM_BOTH ? behindGap(from, to) : from, crossing, walk);
      }
    }
  }

  private void bothWays(int from, int to, int crossing, Walk walk) {
    walk.addRange(from, to);
    walk.addRange(to, from);
    stop(crossing, walk);
  }

  /** The first stop behind the largest gap between stops. */
  private int behindGap(int from, int to) {
    long[] keys = sweep.keys;
    int behind = from + 1;
    for (int i = behind + 1; i < to; i++) {
      behind = keys[i] - keys[i - 1] > keys[behind] - keys[behind - 1] ? i : behind;
    }
    return behind;
  }
}
