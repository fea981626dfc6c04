package io.backroom.recommendation.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows that change, in no order within a row. */
final class GrowingRows implements Rows {
  private final List<int[]> values = new ArrayList<>();
  private int[] sizes = new int[16];

  /** Copies rows. */
  static GrowingRows of(Rows rows) {
    GrowingRows copy = new GrowingRows();
    for (int row = 0; row < rows.count(); row++) {
      copy.grow(row + 1);
      copy.values.set(row, Arrays.copyOfRange(rows.values(row), rows.from(row), rows.to(row)));
      copy.sizes[row] = rows.length(row);
    }
    return copy;
  }

  /** Makes room for rows, all empty. */
  void grow(int rows) {
    while (values.size() < rows) {
      values.add(new int[2]);
    }
    if (sizes.length < rows) {
      sizes = Arrays.copyOf(sizes, Math.max(rows, 2 * sizes.length));
    }
  }

  void add(int row, int value) {
    int[] some = values.get(row);
    if (sizes[row] == some.length) {
      some = Arrays.copyOf(some, 2 * some.length + 2);
      values.set(row, some);
    }
    some[sizes[row]++] = value;
  }

  boolean contains(int row, int value) {
    return at(row, value) >= 0;
  }

  /** Removes a value, if it is there; the last one takes its place. */
  void remove(int row, int value) {
    int at = at(row, value);
    if (at >= 0) {
      int[] some = values.get(row);
      some[at] = some[--sizes[row]];
    }
  }

  void clear(int row) {
    sizes[row] = 0;
  }

  private int at(int row, int value) {
    int[] some = values.get(row);
    for (int at = 0; at < sizes[row]; at++) {
      if (some[at] == value) {
        return at;
      }
    }
    return -1;
  }

  @Override
  public int count() {
    return values.size();
  }

  @Override
  public int[] values(int row) {
    return values.get(row);
  }

  @Override
  public int from(int row) {
    return 0;
  }

  @Override
  public int to(int row) {
    return sizes[row];
  }
}
