package io.backroom.examples.replay.report;

import java.util.List;

/** Draws values with their intervals: over steps, or below each other. */
final class StepSvg {
  private static final double HEIGHT = 286;
  private static final double BOTTOM = 240;
  private static final double DOT = 3.2;
  private static final double APART = 7;
  private static final double ROW = 27;
  private static final double LABELS = 210;
  private static final double FIGURES = 64;

  private StepSvg() {}

  static void draw(Markup markup, StepChart chart) {
    Svg.begin(markup, chart.title());
    if (chart.steps().isEmpty()) {
      markup.element("p", "No values.", "class", "note");
    } else {
      steps(markup, chart);
    }
    Svg.end(markup);
  }

  private static void steps(Markup markup, StepChart chart) {
    List<StepChart.Value> all =
        chart.series().stream().flatMap(series -> series.values().stream()).toList();
    double low = all.stream().mapToDouble(StepChart.Value::low).min().orElse(0);
    double high = all.stream().mapToDouble(StepChart.Value::high).max().orElse(0);
    // An interval that reaches below 0 is cut there if no value does.
    boolean negative = all.stream().anyMatch(each -> each.value() < 0);
    Axis up = Axis.round(negative ? low : 0, high, 5, BOTTOM, Svg.TOP);
    double width = (Svg.RIGHT - Svg.LEFT) / chart.steps().size();
    Svg.legend(markup, chart.series().stream().map(StepChart.Series::name).toList(), true);
    Svg.open(markup, chart.title(), Svg.WIDTH, HEIGHT);
    Svg.verticalAxis(markup, up, chart.unit());
    for (int step = 0; step < chart.steps().size(); step++) {
      double x = Svg.LEFT + (step + 0.5) * width;
      Svg.label(markup, "middle", x, BOTTOM + 19, chart.steps().get(step));
    }
    Svg.label(markup, "middle", (Svg.LEFT + Svg.RIGHT) / 2, BOTTOM + 40, chart.across());
    for (int i = 0; i < chart.series().size(); i++) {
      // Beside each other, so that one interval does not hide the next.
      double shift = (i - (chart.series().size() - 1) / 2.0) * APART;
      series(markup, chart, i, up, Svg.LEFT + width / 2 + shift, width);
    }
    Svg.close(markup);
  }

  private static void series(
      Markup markup, StepChart chart, int color, Axis up, double first, double width) {
    StepChart.Series series = chart.series().get(color);
    StringBuilder path = new StringBuilder();
    for (int step = 0; step < series.values().size(); step++) {
      double x = first + step * width;
      path.append(step == 0 ? "M" : "L")
          .append(Svg.point(x, up.at(series.values().get(step).value())));
    }
    String dash = Palette.dash(color);
    markup.empty("path", "class", "line c" + color, "stroke-dasharray", dash, "d", path);
    for (int step = 0; step < series.values().size(); step++) {
      StepChart.Value value = series.values().get(step);
      double x = first + step * width;
      double from = up.at(Math.max(up.low(), value.low()));
      String bar = "M" + Svg.point(x, from) + "V" + Markup.number(up.at(value.high()));
      markup.empty("path", "class", "line c" + color, "d", bar);
      String text = series.name() + ", " + chart.steps().get(step) + ": " + figure(value);
      dot(markup, color, x, up.at(value.value()), text);
    }
  }

  static void draw(Markup markup, IntervalChart chart) {
    List<IntervalChart.Interval> intervals = chart.intervals();
    double bottom = Svg.TOP + intervals.size() * ROW;
    double low = intervals.stream().mapToDouble(each -> each.value().low()).min().orElse(0);
    double high = intervals.stream().mapToDouble(each -> each.value().high()).max().orElse(0);
    Axis axis = Axis.round(low, high, 5, LABELS, Svg.WIDTH - FIGURES);
    Svg.begin(markup, chart.title());
    Svg.open(markup, chart.title(), Svg.WIDTH, bottom + 42);
    for (double tick : axis.ticks()) {
      double x = axis.at(tick);
      String upright = "M" + Svg.point(x, Svg.TOP - 6) + "V" + Markup.number(bottom);
      markup.empty("path", "class", Math.abs(tick) < 1e-12 ? "axis" : "grid", "d", upright);
      Svg.label(markup, "middle", x, bottom + 16, Format.plain(tick));
    }
    for (int i = 0; i < intervals.size(); i++) {
      StepChart.Value value = intervals.get(i).value();
      double y = Svg.TOP + i * ROW + ROW / 2;
      String label = intervals.get(i).label();
      Svg.label(markup, "end", LABELS - 10, y + 4, label);
      String bar =
          "M" + Svg.point(axis.at(value.low()), y) + "H" + Markup.number(axis.at(value.high()));
      int color = i == 0 ? 0 : 1;
      markup.empty("path", "class", "line c" + color, "d", bar);
      dot(markup, color, axis.at(value.value()), y, label + ": " + figure(value));
      String figure = Format.decimal(value.value(), 3);
      Svg.label(markup, "start", Svg.WIDTH - FIGURES + 10, y + 4, figure);
    }
    Svg.label(markup, "middle", (LABELS + Svg.WIDTH - FIGURES) / 2, bottom + 36, chart.unit());
    Svg.close(markup);
    Svg.end(markup);
  }

  private static void dot(Markup markup, int color, double x, double y, String text) {
    markup.open("circle", "class", "fill c" + color, "cx", x, "cy", y, "r", DOT);
    markup.element("title", text).close("circle");
  }

  /** {@code 0.167 ± 0.011}; without an interval the value alone. */
  static String figure(StepChart.Value value) {
    String middle = Format.decimal(value.value(), 3);
    return value.error() == 0 ? middle : middle + " ± " + Format.decimal(value.error(), 3);
  }
}
