package io.backroom.examples.replay.report;

import java.util.List;

/**
 * A table; the first column is text, the others are figures and aligned to the right.
 *
 * @param title what it shows
 * @param header one name per column
 * @param rows as many cells per row as the header has
 */
public record Table(String title, List<String> header, List<List<String>> rows) {
  /** Takes its own copies and refuses rows of another length. */
  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "row %s has %d cells; expected %d".formatted(row, row.size(), header.size()));
      }
    }
  }
}
