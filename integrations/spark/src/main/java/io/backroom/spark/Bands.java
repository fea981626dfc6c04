package io.backroom.spark;

import java.io.Serializable;

/**
 * How the weights are divided by the item that speaks: neighboring items make a band, which is as
 * much of the model as one process holds at a time.
 *
 * @param items items are below this number
 * @param count how many bands there are, 1 to the items
 */
record Bands(int items, int count) implements Serializable {
  /** So many weights are a band: 12 MB. */
  private static final long FULL = 1 << 20;

  static Bands of(int items, int neighbors, int tasks) {
    long needed = Math.max(tasks, (long) items * neighbors / FULL);
    return new Bands(items, (int) Math.max(1, Math.min(items, needed)));
  }

  int of(int item) {
    return (int) ((long) item * count / items);
  }

  /** Returns the first item of a band; that of the band after the last is the number of items. */
  int first(int band) {
    return (int) (((long) band * items + count - 1) / count);
  }
}
