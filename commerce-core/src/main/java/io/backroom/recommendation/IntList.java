package io.backroom.recommendation;

import java.util.Arrays;

/** A growing list of integers without boxes; the order is kept only while nothing is removed. */
final class IntList {
  private int[] values = new int[4];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  int get(int at) {
    return values[at];
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 1);
    }
    values[size++] = value;
  }

  int[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** Removes the last occurrence; the last element takes its place. */
  void remove(int value) {
    for (int at = size - 1; at >= 0; at--) {
      if (values[at] == value) {
        values[at] = values[--size];
        return;
      }
    }
  }
}
