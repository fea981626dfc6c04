package io.backroom.examples.replay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/** Draws a report for a terminal of 100 columns. */
final class TextRenderer {
  private static final int WIDTH = 100;
  private static final int LABEL = 34;
  private static final int VALUE = 20;
  private static final int BAR = 40;
  private static final int TOP_FLOWS = 6;

  private final StringBuilder out = new StringBuilder();

  String render(Report report) {
    wrapped(report.title(), "");
    wrapped(report.subtitle(), "");
    line("=".repeat(WIDTH));
    report.headlines().forEach(this::row);
    report.sections().forEach(this::section);
    return out.toString();
  }

  private void section(Section section) {
    line("");
    wrapped(section.title(), "");
    line("-".repeat(Math.min(WIDTH, section.title().length())));
    if (!section.introduction().isEmpty()) {
      wrapped(section.introduction(), "");
    }
    section.rows().forEach(this::row);
    section.tables().forEach(this::table);
    section.charts().forEach(this::chart);
  }

  /** Label, value and note; whatever does not fit its column moves to the next line. */
  private void row(Row row) {
    String label = row.label().length() > LABEL ? breakAfter(row.label()) : row.label();
    String head = "  " + padRight(label, LABEL) + "  " + padLeft(row.value(), VALUE);
    if (row.note().isEmpty()) {
      fitted(head);
      return;
    }
    String indent = " ".repeat(LABEL + VALUE + 6);
    List<String> note = wrap(row.note(), WIDTH - indent.length());
    boolean beside = head.length() <= indent.length() - 2;
    fitted(beside ? head + "  " + note.get(0) : head);
    note.stream().skip(beside ? 1 : 0).forEach(rest -> line(indent + rest));
  }

  private String breakAfter(String label) {
    wrapped(label, "  ");
    return "";
  }

  private void table(Table table) {
    line("");
    wrapped(table.title(), "  ");
    int[] widths = widths(table);
    tableRow(table.header(), widths);
    int sum = -2;
    for (int width : widths) {
      sum += width + 2;
    }
    line("  " + "-".repeat(Math.min(WIDTH - 2, sum)));
    table.rows().forEach(row -> tableRow(row, widths));
  }

  /** As wide as the widest cell; the first column gives way when the line would get too long. */
  private static int[] widths(Table table) {
    int[] widths = new int[table.header().size()];
    List<List<String>> all = new ArrayList<>(table.rows());
    all.add(table.header());
    int sum = 0;
    for (int column = 0; column < widths.length; column++) {
      for (List<String> row : all) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
      sum += widths[column] + 2;
    }
    if (widths.length > 0) {
      widths[0] = Math.max(8, Math.min(widths[0], widths[0] - (sum - WIDTH)));
    }
    return widths;
  }

  private void tableRow(List<String> cells, int[] widths) {
    StringBuilder row = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = shortened(cells.get(column), widths[column]);
      row.append("  ");
      row.append(column == 0 ? padRight(cell, widths[column]) : padLeft(cell, widths[column]));
    }
    fitted(row.toString());
  }

  private void chart(Chart chart) {
    line("");
    if (chart instanceof LineChart lines) {
      wrapped(lines.title() + " (" + lines.unit() + ")", "  ");
      lines.series().forEach(this::series);
    } else if (chart instanceof BarChart bars) {
      bars(bars);
    } else if (chart instanceof Histogram histogram) {
      histogram(histogram);
    } else if (chart instanceof FlowMap map) {
      map(map);
    } else if (chart instanceof StepChart steps) {
      steps(steps);
    } else if (chart instanceof IntervalChart intervals) {
      intervals(intervals);
    }
  }

  private void series(LineChart.Series series) {
    SortedMap<?, Double> values = series.values();
    double min = values.values().stream().mapToDouble(v -> v).min().orElse(0);
    double max = values.values().stream().mapToDouble(v -> v).max().orElse(0);
    double mean = values.values().stream().mapToDouble(v -> v).average().orElse(0);
    String figures =
        "lowest %s, mean %s, highest %s"
            .formatted(Format.plain(min), Format.decimal(mean, 1), Format.plain(max));
    fitted("  " + padRight(shortened(series.name(), LABEL), LABEL) + "  " + figures);
  }

  private void bars(BarChart chart) {
    wrapped(chart.title() + " (" + chart.unit() + ")", "  ");
    double max = chart.bars().stream().mapToDouble(BarChart.Bar::value).max().orElse(0);
    for (BarChart.Bar bar : chart.bars()) {
      bar(bar.label(), bar.value(), max);
    }
  }

  private void histogram(Histogram histogram) {
    wrapped(histogram.title() + " (" + histogram.counted() + " by " + histogram.unit() + ")", "  ");
    double max = histogram.bins().stream().mapToLong(Histogram.Bin::count).max().orElse(0);
    for (Histogram.Bin bin : histogram.bins()) {
      bar(Format.plain(bin.from()) + " to " + Format.plain(bin.to()), (double) bin.count(), max);
    }
  }

  private void bar(String label, double value, double max) {
    int length = max > 0 ? (int) Math.round(value / max * BAR) : 0;
    String bar = length == 0 && value > 0 ? "." : "#".repeat(length);
    String figure = Format.plain(value);
    fitted("  " + padRight(shortened(label, LABEL), LABEL) + "  " + bar + " " + figure);
  }

  private void map(FlowMap map) {
    wrapped(map.title() + " (" + map.unit() + ", largest flows)", "  ");
    map.flows().stream()
        .filter(flow -> map.area().contains(flow.latitude(), flow.longitude()))
        .sorted(Comparator.comparingDouble(FlowMap.Flow::amount).reversed())
        .limit(TOP_FLOWS)
        .forEach(
            flow ->
                fitted(
                    "  "
                        + padRight(
                            shortened(flow.center() + " to " + flow.destination(), LABEL), LABEL)
                        + "  "
                        + padLeft(Format.plain(flow.amount()), VALUE)));
  }

  private void steps(StepChart chart) {
    wrapped(chart.title() + " (" + chart.unit() + " by " + chart.across() + ")", "  ");
    for (int step = 0; step < chart.steps().size(); step++) {
      StringBuilder line = new StringBuilder("  ").append(padRight(chart.steps().get(step), 12));
      for (StepChart.Series series : chart.series()) {
        String figure = StepSvg.figure(series.values().get(step));
        line.append("  ").append(shortened(series.name(), LABEL)).append(' ').append(figure);
      }
      fitted(line.toString());
    }
  }

  private void intervals(IntervalChart chart) {
    wrapped(chart.title() + " (" + chart.unit() + ")", "  ");
    for (IntervalChart.Interval each : chart.intervals()) {
      String label = padRight(shortened(each.label(), LABEL), LABEL);
      fitted("  " + label + "  " + StepSvg.figure(each.value()));
    }
  }

  private void wrapped(String text, String indent) {
    wrap(text, WIDTH - indent.length()).forEach(part -> line(indent + part));
  }

  private void fitted(String text) {
    line(shortened(text, WIDTH));
  }

  private void line(String text) {
    // Product names come from a file; none of them may move the cursor or color the terminal.
    out.append(text.replaceAll("\\p{Cntrl}", "?").stripTrailing()).append('\n');
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      String shown = shortened(word, width);
      if (line.length() > 0 && line.length() + 1 + shown.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(shown);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 3)) + "...";
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
