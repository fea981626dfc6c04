package io.backroom.examples.replay.report;

import java.util.List;

/** Draws bars: from the left for labels, upright for the bins of a histogram. */
final class BarSvg {
  private static final double ROW = 27;
  private static final double LABELS = 170;
  private static final double FIGURES = 70;
  private static final int LONGEST_LABEL = 26;
  private static final double HEIGHT = 286;
  private static final double BOTTOM = 240;
  private static final int MOST_BIN_LABELS = 10;

  private BarSvg() {}

  static void draw(Markup markup, BarChart chart) {
    double bottom = Svg.TOP + chart.bars().size() * ROW;
    double max = chart.bars().stream().mapToDouble(BarChart.Bar::value).max().orElse(0);
    Axis axis = Axis.round(0, max, 5, LABELS, Svg.WIDTH - FIGURES);
    Svg.begin(markup, chart.title());
    Svg.open(markup, chart.title(), Svg.WIDTH, bottom + 42);
    for (double tick : axis.ticks()) {
      double x = axis.at(tick);
      String upright = "M" + Svg.point(x, Svg.TOP - 6) + "V" + Markup.number(bottom);
      markup.empty("path", "class", "grid", "d", upright);
      Svg.label(markup, "middle", x, bottom + 16, Format.plain(tick));
    }
    for (int i = 0; i < chart.bars().size(); i++) {
      bar(markup, chart, axis, i);
    }
    Svg.label(markup, "middle", (LABELS + Svg.WIDTH - FIGURES) / 2, bottom + 36, chart.unit());
    Svg.close(markup);
    Svg.end(markup);
  }

  private static void bar(Markup markup, BarChart chart, Axis axis, int index) {
    BarChart.Bar bar = chart.bars().get(index);
    double y = Svg.TOP + index * ROW;
    double end = axis.at(bar.value());
    Svg.label(markup, "end", LABELS - 10, y + ROW / 2 + 4, shortened(bar.label()));
    markup.open(
        "rect",
        "class",
        "fill c0",
        "rx",
        2,
        "x",
        LABELS,
        "y",
        y + 4,
        "width",
        end - LABELS,
        "height",
        ROW - 8);
    String figure = Format.plain(bar.value());
    markup.element("title", bar.label() + ": " + figure + " " + chart.unit()).close("rect");
    Svg.label(markup, "start", end + 6, y + ROW / 2 + 4, figure);
  }

  static void draw(Markup markup, Histogram histogram) {
    Svg.begin(markup, histogram.title());
    if (histogram.bins().isEmpty()) {
      markup.element("p", "No values.", "class", "note");
    } else {
      bins(markup, histogram);
    }
    Svg.end(markup);
  }

  private static void bins(Markup markup, Histogram histogram) {
    List<Histogram.Bin> bins = histogram.bins();
    double max = bins.stream().mapToLong(Histogram.Bin::count).max().orElse(0);
    double low = bins.get(0).from();
    double high = bins.get(bins.size() - 1).to();
    Axis across = Axis.exact(low, high, MOST_BIN_LABELS, Svg.LEFT, Svg.RIGHT);
    Axis up = Axis.round(0, max, 5, BOTTOM, Svg.TOP);
    Svg.open(markup, histogram.title(), Svg.WIDTH, HEIGHT);
    Svg.verticalAxis(markup, up, histogram.counted());
    for (Histogram.Bin bin : bins) {
      bin(markup, histogram, bin, across, up);
    }
    for (double tick : across.ticks()) {
      Svg.label(markup, "middle", across.at(tick), BOTTOM + 19, Format.plain(tick));
    }
    Svg.label(markup, "middle", (Svg.LEFT + Svg.RIGHT) / 2, BOTTOM + 40, histogram.unit());
    Svg.close(markup);
  }

  private static void bin(
      Markup markup, Histogram histogram, Histogram.Bin bin, Axis across, Axis up) {
    double left = across.at(bin.from());
    double right = across.at(bin.to());
    double top = up.at((double) bin.count());
    markup.open(
        "rect",
        "class",
        "fill c0",
        "x",
        left + 0.5,
        "y",
        top,
        "width",
        Math.max(0.5, right - left - 1),
        "height",
        BOTTOM - top);
    String bounds = Format.plain(bin.from()) + " to " + Format.plain(bin.to());
    String text = bounds + ": " + Format.count(bin.count()) + " " + histogram.counted();
    markup.element("title", text).close("rect");
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 3) + "...";
  }
}
