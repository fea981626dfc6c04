package io.backroom.rocksdb;

import java.util.Arrays;

/** Pairs of a key and a position, gathered in the order of their positions. */
final class IndexPairs {
  private long[] keys = new long[1 << 10];
  private long[] positions = new long[1 << 10];
  private int size;

  int size() {
    return size;
  }

  void add(long key, long position) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
    }
    keys[size] = key;
    positions[size] = position;
    size++;
  }

  long key(int index) {
    return keys[index];
  }

  long position(int index) {
    return positions[index];
  }

  /**
   * Returns the pairs sorted by key, and those of one key in the order in which they were added.
   */
  PairCursor sorted() {
    // Numbers are sorted that are made of the upper bits of a key and the place of its pair.
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size);
    long places = (1L << bits) - 1;
    long[] order = new long[size];
    for (int i = 0; i < size; i++) {
      order[i] = (keys[i] & ~places) | i;
    }
    Arrays.sort(order);
    // A few keys differ in the lower bits only: they are put in order one by one.
    for (int i = 1; i < size; i++) {
      long moved = order[i];
      int to = i;
      while (to > 0 && keys[(int) (order[to - 1] & places)] > keys[(int) (moved & places)]) {
        order[to] = order[to - 1];
        to--;
      }
      order[to] = moved;
    }
    return new Sorted(order, places);
  }

  private final class Sorted implements PairCursor {
    private final long[] order;
    private final long places;
    private int index;

    Sorted(long[] order, long places) {
      this.order = order;
      this.places = places;
    }

    private int place() {
      return (int) (order[index] & places);
    }

    @Override
    public boolean isThere() {
      return index < order.length;
    }

    @Override
    public long key() {
      return keys[place()];
    }

    @Override
    public long position() {
      return positions[place()];
    }

    @Override
    public void advance() {
      index++;
    }
  }
}
