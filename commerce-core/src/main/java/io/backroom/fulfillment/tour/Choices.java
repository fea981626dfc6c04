package io.backroom.fulfillment.tour;

import java.util.Arrays;

/**
 * What a shortest tour does in each aisle that has a stop, and how often it walks each cross aisle
 * between two of them, put together to one walk: every crossing is met by an even number of ways,
 * so a closed walk takes all of them once (Hierholzer). Aisles are counted among those with a stop.
 * Lives in one call.
 */
final class Choices {
  private final AisleGrid grid;
  private final int rows;
  private final long[] keys;

  /** The first key of each aisle, and behind the last one the number of keys. */
  private final int[] starts;

  /** By aisle and block. */
  private final int[] options;

  /** By aisle and block, how often it is still to be walked through. */
  private final int[] along;

  /** By aisle and cross aisle, how often the way to the next aisle is still to be walked. */
  private final int[] across;

  Choices(AisleGrid grid, long[] keys) {
    this.grid = grid;
    this.keys = keys;
    this.rows = grid.blocks() + 1;
    int[] first = new int[keys.length + 1];
    int aisles = 0;
    for (int i = 0; i < keys.length; i++) {
      if (i == 0 || Sweep.aisle(keys[i]) != Sweep.aisle(keys[i - 1])) {
        first[aisles++] = i;
      }
    }
    first[aisles] = keys.length;
    starts = Arrays.copyOf(first, aisles + 1);
    options = new int[aisles * grid.blocks()];
    along = new int[aisles * grid.blocks()];
    across = new int[aisles * rows];
  }

  int aisles() {
    return starts.length - 1;
  }

  /** Which cross aisles have a stop in an aisle, one bit for each. */
  int crossStops(int aisle) {
    int stops = 0;
    for (int i = starts[aisle]; i < starts[aisle + 1]; i++) {
      long position = Sweep.position(keys[i]);
      if (position % grid.blockLength() == 0) {
        stops |= 1 << (position / grid.blockLength());
      }
    }
    return stops;
  }

  /** The way to the next aisle. */
  long distance(int aisle) {
    int here = Sweep.aisle(keys[starts[aisle]]);
    int next = Sweep.aisle(keys[starts[aisle + 1]]);
    return (long) (next - here) * grid.aisleDistance();
  }

  void walk(int aisle, int block, int option) {
    int at = aisle * grid.blocks() + block;
    options[at] = option;
    along[at] = option == Frontier.THROUGH ? 1 : option == Frontier.TWICE ? 2 : 0;
  }

  void cross(int aisle, int row, int ways) {
    across[aisle * rows + row] = ways;
  }

  /** One closed walk over everything chosen. */
  Walk walk() {
    int[] crossings = circuit();
    Walk walk = new Walk(keys, crossings.length);
    boolean[] met = new boolean[across.length];
    for (int i = 0; i < crossings.length - 1; i++) {
      int here = crossings[i];
      walk.add(key(here));
      if (!met[here]) {
        met[here] = true;
        thereAndBack(here, walk);
      }
      int next = crossings[i + 1];
      if (next == here + 1 && next % rows != 0) {
        walk.addRange(first(next, -1), first(next, 0));
      } else if (next == here - 1 && here % rows != 0) {
        walk.addRange(first(here, 0), first(here, -1));
      }
    }
    return walk;
  }

  private long key(int crossing) {
    int aisle = Sweep.aisle(keys[starts[crossing / rows]]);
    return Sweep.key(aisle, (long) (crossing % rows) * grid.blockLength());
  }

  /**
   * The first stop of an aisle at or behind a cross aisle, as an index of keys.
   *
   * @param crossing an aisle and a cross aisle
   * @param more 0 for that cross aisle, −1 for just behind the one before it, 1 for just behind it
   */
  private int first(int crossing, int more) {
    int aisle = crossing / rows;
    int row = crossing % rows + Math.min(more, 0);
    long bound = (long) row * grid.blockLength() + (more == 0 ? 0 : 1);
    int at = starts[aisle];
    while (at < starts[aisle + 1] && Sweep.position(keys[at]) < bound) {
      at++;
    }
    return at;
  }

  /** Crossings in the order of a closed walk; the first is also the last. */
  private int[] circuit() {
    int ways = 0;
    for (int way : along) {
      ways += way;
    }
    for (int way : across) {
      ways += way;
    }
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
    int row = crossing % rows;
    int behind = crossing / rows * (rows - 1) + row;
    if (row < rows - 1 && along[behind] > 0) {
      along[behind]--;
      return crossing + 1;
    }
    if (across[crossing] > 0) {
      across[crossing]--;
      return crossing + rows;
    }
    if (row > 0 && along[behind - 1] > 0) {
      along[behind - 1]--;
      return crossing - 1;
    }
    if (crossing >= rows && across[crossing - rows] > 0) {
      across[crossing - rows]--;
      return crossing - rows;
    }
    return -1;
  }

  /** The ways into the aisle that come back to the crossing. */
  private void thereAndBack(int crossing, Walk walk) {
    int aisle = crossing / rows;
    int row = crossing % rows;
    if (row < rows - 1) {
      int option = options[aisle * grid.blocks() + row];
      if (option == Frontier.FROM_FRONT || option == Frontier.FROM_BOTH) {
        int from = first(crossing, 1);
        int to = first(crossing + 1, 0);
        bothWays(from, option == Frontier.FROM_BOTH ? behindGap(from, to) : to, crossing, walk);
      }
    }
    if (row > 0) {
      int option = options[aisle * grid.blocks() + row - 1];
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
    walk.add(key(crossing));
  }

  /** The first stop behind the largest gap between stops. */
  private int behindGap(int from, int to) {
    int behind = from + 1;
    for (int i = behind + 1; i < to; i++) {
      behind = keys[i] - keys[i - 1] > keys[behind] - keys[behind - 1] ? i : behind;
    }
    return behind;
  }
}
