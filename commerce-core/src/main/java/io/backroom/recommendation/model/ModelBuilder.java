package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Takes what speaks for each item, and turns it around, in place, to what each item speaks for.
 *
 * <p>Memory: 8 bytes for each weight that there is room for, 12 for each item, and half a byte for
 * each weight while it turns. Room that stays empty is given back if it is more than an eighth, for
 * which another 4 bytes for each weight are needed for a while.
 */
final class ModelBuilder {
  private static final int SLACK_SHARE = 8;

  /** How many times all rows are gone through; the buffer is that part of the weights. */
  private static final int BANDS = 16;

  private final int items;

  /** Where each row begins. */
  private final int[] start;

  private final int[] length;

  /** The neighbors of each target; once turned around, the targets of each neighbor. */
  private int[] numbers;

  private float[] weights;

  /**
   * Makes room.
   *
   * @param items all numbers are below this
   * @param room how many neighbors each target has at most
   */
  ModelBuilder(int items, IntUnaryOperator room) {
    this.items = items;
    start = new int[items + 1];
    length = new int[items];
    long size = 0;
    for (int item = 0; item < items; item++) {
      size += room.applyAsInt(item);
      Require.range("weights", size, 0, Integer.MAX_VALUE - 8);
      start[item + 1] = (int) size;
    }
    numbers = new int[(int) size];
    weights = new float[(int) size];
  }

  /** Takes what speaks for a target, once. Weights of 0 say nothing and are left out. */
  void put(int target, TargetRow row) {
    int to = start[target];
    for (int at = 0; at < row.neighbors().length; at++) {
      if (row.weights()[at] != 0) {
        numbers[to] = row.neighbors()[at];
        weights[to++] = row.weights()[at];
      }
    }
    if (to > start[target + 1]) {
      throw new IllegalStateException("No room for the weights of item " + target);
    }
    length[target] = to - start[target];
  }

  /** Returns the model. This builder is of no use afterwards. */
  ItemModel build() {
    closeGaps();
    int[] turned = PackedRows.starts(numbers, start[items], items);
    turnAround(turned);
    return new ItemModel(new PackedRows(turned, numbers), weights);
  }

  private void closeGaps() {
    int to = 0;
    for (int target = 0; target < items; target++) {
      System.arraycopy(numbers, start[target], numbers, to, length[target]);
      System.arraycopy(weights, start[target], weights, to, length[target]);
      start[target] = to;
      to += length[target];
    }
    start[items] = to;
    if (numbers.length - to > numbers.length / SLACK_SHARE) {
      numbers = Arrays.copyOf(numbers, to);
      weights = Arrays.copyOf(weights, to);
    }
  }

  private void turnAround(int[] turned) {
    int from = 0;
    while (from < items) {
      int to = from + 1;
      while (to < items && turned[to + 1] - turned[from] <= start[items] / BANDS) {
        to++;
      }
      turnBand(from, to, turned);
      from = to;
    }
  }

  /**
   * Takes a band of neighbors out of all rows, and moves what is left of the rows to the end of the
   * arrays: that makes room for the band behind those before it.
   */
  private void turnBand(int from, int to, int[] turned) {
    int first = turned[from];
    int[] end = Arrays.copyOfRange(turned, from + 1, to + 1); // counts down, as targets do
    int[] targets = new int[turned[to] - first];
    float[] some = new float[targets.length];
    int free = start[items];
    int rowEnd = start[items];
    for (int target = items - 1; target >= 0; target--) {
      for (int at = rowEnd - 1; at >= start[target]; at--) {
        if (numbers[at] < to) {
          int place = --end[numbers[at] - from] - first;
          targets[place] = target;
          some[place] = weights[at];
        } else {
          free--;
          numbers[free] = numbers[at];
          weights[free] = weights[at];
        }
      }
      rowEnd = start[target];
      start[target] = free;
    }
    System.arraycopy(targets, 0, numbers, first, targets.length);
    System.arraycopy(some, 0, weights, first, some.length);
  }
}
