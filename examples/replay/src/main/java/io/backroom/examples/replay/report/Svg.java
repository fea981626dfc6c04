package io.backroom.examples.replay.report;

import java.util.List;

/** What all charts share: the figure around the drawing, its legend and its axes. */
final class Svg {
  static final double WIDTH = 540;
  static final double LEFT = 58;
  static final double RIGHT = WIDTH - 14;
  static final double TOP = 24;

  private Svg() {}

  /** Opens a figure with its caption; {@link #end} closes it. */
  static void begin(Markup markup, String title) {
    markup.open("figure").element("figcaption", title);
  }

  static void end(Markup markup) {
    markup.close("figure");
  }

  /** Opens the drawing; its title is what a screen reader says. */
  static void open(Markup markup, String title, double width, double height) {
    String box = "0 0 " + Markup.number(width) + " " + Markup.number(height);
    markup.open("svg", "xmlns", "http://www.w3.org/2000/svg", "viewBox", box, "role", "img");
    markup.element("title", title);
  }

  static void close(Markup markup) {
    markup.close("svg");
  }

  static void legend(Markup markup, List<String> names, boolean dashed) {
    markup.open("ul", "class", "legend");
    for (int i = 0; i < names.size(); i++) {
      markup.open("li").open("svg", "viewBox", "0 0 24 10", "width", "24", "height", "10");
      markup.element("title", names.get(i));
      if (dashed) {
        markup.empty(
            "path", "class", "line c" + i, "d", "M0 5H24", "stroke-dasharray", Palette.dash(i));
      } else {
        markup.empty("rect", "class", "fill c" + i, "x", 7, "y", 0, "width", 10, "height", 10);
      }
      markup.close("svg").text(names.get(i)).close("li");
    }
    markup.close("ul");
  }

  /** Horizontal grid lines with their values, and above them what they count. */
  static void verticalAxis(Markup markup, Axis axis, String unit) {
    for (double tick : axis.ticks()) {
      double y = axis.at(tick);
      markup.empty("path", "class", "grid", "d", horizontal(LEFT, RIGHT, y));
      label(markup, "end", LEFT - 8, y + 4, Format.plain(tick));
    }
    label(markup, "start", 0, 11, unit);
  }

  static void label(Markup markup, String anchor, double x, double y, String text) {
    markup.element("text", text, "text-anchor", anchor, "x", x, "y", y);
  }

  static String horizontal(double from, double to, double y) {
    return "M" + point(from, y) + "H" + Markup.number(to);
  }

  static String point(double x, double y) {
    return Markup.number(x) + " " + Markup.number(y);
  }
}
