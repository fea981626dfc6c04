package io.backroom.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Values for a statement over many rows. */
final class Rows {
  /** What a column holds, and in what kind of array it travels. */
  enum Type {
    TEXT(new String[0]),
    INT(new Integer[0]),
    LONG(new Long[0]),
    BYTES(new byte[0][]);

    private final Object[] empty;

    Type(Object[] empty) {
      this.empty = empty;
    }
  }

  /** A column of the rows. */
  record Column(String name, Type type) {}

  private final List<Column> columns;
  private final List<Object[]> rows = new ArrayList<>();

  Rows(List<Column> columns) {
    this.columns = columns;
  }

  /** Adds a row. */
  void add(Object... row) {
    rows.add(row);
  }

  List<Column> columns() {
    return columns;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void forEach(Consumer<Object[]> action) {
    rows.forEach(action);
  }

  Object[] row(int index) {
    return rows.get(index);
  }

  int size() {
    return rows.size();
  }

  /** Returns one column as an array of its type. */
  Object[] column(int index) {
    Object[] values = Arrays.copyOf(columns.get(index).type().empty, rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = rows.get(i)[index];
    }
    return values;
  }
}
