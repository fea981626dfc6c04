package io.backroom.examples.replay.report;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/** Draws lines over days. */
final class LineSvg {
  private static final double HEIGHT = 286;
  private static final double BOTTOM = 240;
  private static final int MONTHLY_FROM_DAYS = 100;
  private static final int MOST_TICKS = 7;
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yy", Locale.ENGLISH);

  private final Markup markup;
  private final LineChart chart;
  private final LocalDate first;
  private final LocalDate last;
  private final Axis days;
  private final Axis values;

  private LineSvg(Markup markup, LineChart chart, SortedSet<LocalDate> all) {
    this.markup = markup;
    this.chart = chart;
    first = all.first();
    last = all.last();
    days = Axis.exact(0, Math.max(1, day(last)), MOST_TICKS, Svg.LEFT, Svg.RIGHT);
    List<Double> heights =
        chart.series().stream().flatMap(series -> series.values().values().stream()).toList();
    double low = heights.stream().mapToDouble(v -> v).min().orElse(0);
    double high = heights.stream().mapToDouble(v -> v).max().orElse(0);
    values = Axis.round(low, high, 5, BOTTOM, Svg.TOP);
  }

  static void draw(Markup markup, LineChart chart) {
    SortedSet<LocalDate> all = new TreeSet<>();
    chart.series().forEach(series -> all.addAll(series.values().keySet()));
    Svg.begin(markup, chart.title());
    if (all.isEmpty()) {
      markup.element("p", "No values.", "class", "note");
    } else {
      new LineSvg(markup, chart, all).draw();
    }
    Svg.end(markup);
  }

  private void draw() {
    if (chart.series().size() > 1) {
      Svg.legend(markup, chart.series().stream().map(LineChart.Series::name).toList(), true);
    }
    Svg.open(markup, chart.title(), Svg.WIDTH, HEIGHT);
    Svg.verticalAxis(markup, values, chart.unit());
    dayAxis();
    for (int i = 0; i < chart.series().size(); i++) {
      line(chart.series().get(i), i);
    }
    Svg.close(markup);
  }

  private void dayAxis() {
    boolean monthly = day(last) > MONTHLY_FROM_DAYS;
    for (LocalDate tick : monthly ? months() : evenDays()) {
      double x = days.at(day(tick));
      markup.empty("path", "class", "axis", "d", "M" + Svg.point(x, BOTTOM) + "v5");
      Svg.label(markup, "middle", x, BOTTOM + 19, tick.format(monthly ? MONTH : DAY));
    }
    String span = first.equals(last) ? first.toString() : first + " to " + last;
    Svg.label(markup, "middle", (Svg.LEFT + Svg.RIGHT) / 2, BOTTOM + 40, "day, " + span);
  }

  private List<LocalDate> months() {
    List<LocalDate> ticks = new ArrayList<>();
    long step = 1 + ChronoUnit.MONTHS.between(first, last) / MOST_TICKS;
    LocalDate tick = first.getDayOfMonth() == 1 ? first : first.withDayOfMonth(1).plusMonths(1);
    for (; !tick.isAfter(last); tick = tick.plusMonths(step)) {
      ticks.add(tick);
    }
    return ticks;
  }

  private List<LocalDate> evenDays() {
    List<LocalDate> ticks = new ArrayList<>();
    int step = 1 + day(last) / MOST_TICKS;
    // Whole weeks are easier to read than any other distance.
    int even = step <= 2 ? step : (step + 6) / 7 * 7;
    for (LocalDate tick = first; !tick.isAfter(last); tick = tick.plusDays(even)) {
      ticks.add(tick);
    }
    return ticks;
  }

  private void line(LineChart.Series series, int color) {
    StringBuilder path = new StringBuilder();
    series
        .values()
        .forEach(
            (day, value) ->
                path.append(path.isEmpty() ? "M" : "L")
                    .append(Svg.point(days.at(day(day)), values.at(value))));
    markup.open(
        "path",
        "class",
        "line c" + color,
        "stroke-dasharray",
        Palette.dash(color),
        "d",
        series.values().size() == 1 ? path + "h0" : path);
    markup.element("title", series.name()).close("path");
  }

  private int day(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(first, date);
  }
}
