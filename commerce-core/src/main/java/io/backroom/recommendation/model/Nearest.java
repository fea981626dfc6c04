package io.backroom.recommendation.model;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;

/**
 * The items with the greatest values, ties to the smaller number if nothing else is said: a heap
 * with the worst on top.
 */
final class Nearest {
  private final int[] items;
  private final double[] values;
  private final IntBinaryOperator ties;
  private int size;

  Nearest(int limit) {
    this(limit, Integer::compare);
  }

  Nearest(int limit, IntBinaryOperator ties) {
    this.ties = ties;
    items = new int[limit];
    values = new double[limit];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  /** Whether another one would take the place of the worst, which stands first. */
  boolean isFull() {
    return size == items.length;
  }

  double value(int at) {
    return values[at];
  }

  int item(int at) {
    return items[at];
  }

  /** Returns whether an item would be kept. */
  boolean wants(int item, double value) {
    return size < items.length || (size > 0 && worse(items[0], values[0], item, value));
  }

  /** Keeps an item, in place of the worst if there are enough. */
  void offer(int item, double value) {
    if (size < items.length) {
      int at = size++;
      while (at > 0 && worse(item, value, items[(at - 1) / 2], values[(at - 1) / 2])) {
        move((at - 1) / 2, at);
        at = (at - 1) / 2;
      }
      put(at, item, value);
    } else if (size > 0 && worse(items[0], values[0], item, value)) {
      sink(item, value);
    }
  }

  /** Returns the items kept, by number. */
  int[] sorted() {
    int[] sorted = Arrays.copyOf(items, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Removes the worst; it stands at the place of the size after the call. */
  void dropWorst() {
    int item = items[0];
    double value = values[0];
    size--;
    if (size > 0) {
      sink(items[size], values[size]);
    }
    put(size, item, value);
  }

  private void sink(int item, double value) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size
          && worse(items[child + 1], values[child + 1], items[child], values[child])) {
        child++;
      }
      if (!worse(items[child], values[child], item, value)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, item, value);
  }

  private void move(int from, int to) {
    items[to] = items[from];
    values[to] = values[from];
  }

  private void put(int at, int item, double value) {
    items[at] = item;
    values[at] = value;
  }

  private boolean worse(int item, double value, int other, double otherValue) {
    return value < otherValue || (value == otherValue && ties.applyAsInt(item, other) > 0);
  }
}
