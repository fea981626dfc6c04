package io.backroom.benchmarks.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table for people: words to the left, numbers to the right. Lives in one thread. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final List<Boolean> numbers = new ArrayList<>();

  /**
   * Creates a table without rows.
   *
   * @param heads what stands above the columns
   */
  public Table(String... heads) {
    rows.add(List.of(heads));
    for (int i = 0; i < heads.length; i++) {
      numbers.add(false);
    }
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column; numbers get three significant digits and separated thousands
   * @return this table
   */
  public Table row(Object... cells) {
    if (cells.length != numbers.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells do not fill " + numbers.size() + " columns");
    }
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(cells[i] instanceof Number number ? text(number.doubleValue()) : cells[i].toString());
      if (cells[i] instanceof Number) {
        numbers.set(i, true);
      }
    }
    rows.add(row);
    return this;
  }

  private static String text(double number) {
    double size = Math.abs(number);
    String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, number);
  }

  /** Returns the table as text, each line ended. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String gap = " ".repeat(width(i) - row.get(i).length());
        line.append(numbers.get(i) ? gap + row.get(i) : row.get(i) + gap).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
