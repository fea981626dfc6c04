package io.backroom.recommendation.model;

import java.util.Arrays;

/**
 * Rows one after the other in one array, ascending within each.
 *
 * @param start where each row begins, and at last where the last one ends
 * @param index the numbers
 */
record PackedRows(int[] start, int[] index) implements Rows {
  @Override
  public int count() {
    return start.length - 1;
  }

  @Override
  public int[] values(int row) {
    return index;
  }

  @Override
  public int from(int row) {
    return start[row];
  }

  @Override
  public int to(int row) {
    return start[row + 1];
  }

  /** Returns the place of a number in a row, or a negative number. */
  int place(int row, int number) {
    return Arrays.binarySearch(index, start[row], start[row + 1], number);
  }

  /** Returns the rows by number: for each number, the rows that hold it, ascending. */
  PackedRows transposed(int numbers) {
    int size = start[count()]; // the array may be longer
    int[] begin = starts(index, size, numbers);
    int[] next = begin.clone();
    int[] rows = new int[size];
    for (int row = 0; row < count(); row++) {
      for (int at = start[row]; at < start[row + 1]; at++) {
        rows[next[index[at]]++] = row;
      }
    }
    return new PackedRows(begin, rows);
  }

  /** Returns where each key's part begins once so many keys are sorted, and at last their count. */
  static int[] starts(int[] keys, int size, int bound) {
    int[] start = new int[bound + 1];
    for (int at = 0; at < size; at++) {
      start[keys[at] + 1]++;
    }
    for (int key = 0; key < bound; key++) {
      start[key + 1] += start[key];
    }
    return start;
  }
}
