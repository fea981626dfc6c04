package io.backroom.examples.replay.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a report.
 *
 * @param title one line
 * @param introduction a sentence or two before the figures; empty for none
 * @param rows the figures
 * @param tables shown after the figures
 * @param charts shown after the tables
 * @param timings whether its figures differ from run to run
 */
public record Section(
    String title,
    String introduction,
    List<Row> rows,
    List<Table> tables,
    List<Chart> charts,
    boolean timings) {
  /** Takes its own copies. */
  public Section {
    rows = List.copyOf(rows);
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
  }

  /** Begins a section. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** Collects the parts of a section. */
  public static final class Builder {
    private final String title;
    private final List<Row> rows = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();
    private String introduction = "";
    private boolean timings;

    private Builder(String title) {
      this.title = title;
    }

    /** Says something before the figures. */
    public Builder introduction(String text) {
      introduction = text;
      return this;
    }

    /** Adds a figure. */
    public Builder row(String label, String value) {
      return row(Row.of(label, value));
    }

    /** Adds a figure with a note. */
    public Builder row(String label, String value, String note) {
      return row(Row.of(label, value, note));
    }

    /** Adds the result of a check. */
    public Builder check(String label, boolean passed, String note) {
      return row(Row.check(label, passed, note));
    }

    /** Adds a row. */
    public Builder row(Row row) {
      rows.add(row);
      return this;
    }

    /** Adds a table. */
    public Builder table(Table table) {
      tables.add(table);
      return this;
    }

    /** Adds a chart. */
    public Builder chart(Chart chart) {
      charts.add(chart);
      return this;
    }

    /** Marks the section's figures as different from run to run. */
    public Builder timings() {
      timings = true;
      return this;
    }

    /** The finished section. */
    public Section build() {
      return new Section(title, introduction, rows, tables, charts, timings);
    }
  }
}
