package io.backroom.examples.replay.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Draws flows on a plain map: degrees are pixels, corrected for the latitude in the middle. */
final class MapSvg {
  private static final double WIDEST = 560;
  private static final double HIGHEST = 560;
  private static final double MARGIN = 42;
  private static final double THICKEST = 9;
  private static final double THINNEST = 0.6;
  private static final double LARGEST = 8;
  private static final int MOST_NAMES = 12;

  private final Markup markup;
  private final FlowMap map;
  private final List<FlowMap.Flow> inside;
  private final double width;
  private final double height;
  private final Axis longitudes;
  private final Axis latitudes;
  private final List<Label> labels = new ArrayList<>();
  private final List<Name> names = new ArrayList<>();

  private MapSvg(Markup markup, FlowMap map) {
    this.markup = markup;
    this.map = map;
    FlowMap.Area area = map.area();
    inside =
        map.flows().stream()
            .filter(flow -> area.contains(flow.latitude(), flow.longitude()))
            .sorted(
                Comparator.comparingDouble(FlowMap.Flow::amount)
                    .reversed()
                    .thenComparing(FlowMap.Flow::center)
                    .thenComparing(FlowMap.Flow::destination))
            .toList();
    double shrink = Math.cos(Math.toRadians((area.south() + area.north()) / 2));
    double across = (area.east() - area.west()) * shrink;
    double up = area.north() - area.south();
    double scale = Math.min((WIDEST - 2 * MARGIN) / across, (HIGHEST - 2 * MARGIN) / up);
    width = across * scale + 2 * MARGIN;
    height = up * scale + 2 * MARGIN;
    longitudes = Axis.exact(area.west(), area.east(), 6, MARGIN, width - MARGIN);
    latitudes = Axis.exact(area.south(), area.north(), 6, height - MARGIN, MARGIN);
  }

  static void draw(Markup markup, FlowMap map) {
    new MapSvg(markup, map).draw();
  }

  private void draw() {
    Svg.begin(markup, map.title());
    Svg.legend(markup, map.centers().stream().map(FlowMap.Center::name).toList(), false);
    Svg.open(markup, map.title(), width, height);
    grid();
    widths();
    flows();
    map.centers().forEach(this::reserve);
    map.centers().forEach(this::label);
    destinations();
    map.centers().forEach(this::center);
    names.forEach(this::write);
    Svg.close(markup);
    note();
    Svg.end(markup);
  }

  private void grid() {
    for (double tick : longitudes.ticks()) {
      double x = longitudes.at(tick);
      String line = "M" + Svg.point(x, MARGIN) + "V" + Markup.number(height - MARGIN);
      markup.empty("path", "class", "grid", "d", line);
      Svg.label(markup, "middle", x, height - MARGIN + 18, degrees(tick, "E", "W"));
    }
    for (double tick : latitudes.ticks()) {
      double y = latitudes.at(tick);
      markup.empty("path", "class", "grid", "d", Svg.horizontal(MARGIN, width - MARGIN, y));
      Svg.label(markup, "end", MARGIN - 5, y + 4, degrees(tick, "N", "S"));
    }
    Svg.label(markup, "end", width - MARGIN, height - 2, "longitude");
    Svg.label(markup, "start", 0, MARGIN - 14, "latitude");
  }

  /** Some widths of lines with what they stand for. */
  private void widths() {
    List<Double> steps = scale();
    double y = MARGIN - 18;
    double x = width - MARGIN;
    for (int i = steps.size() - 1; i >= 0; i--) {
      String figure = Format.plain(steps.get(i)) + (i == steps.size() - 1 ? " " + map.unit() : "");
      x -= figure.length() * Label.LETTER;
      Svg.label(markup, "start", x, y + 4, figure);
      markup.empty(
          "path",
          "class",
          "width",
          "stroke-width",
          thickness(steps.get(i)),
          "d",
          Svg.horizontal(x - 30, x - 6, y));
      x -= 46;
    }
  }

  /** The largest round amount, a fifth of it, and a twenty-fifth. */
  private List<Double> scale() {
    if (inside.isEmpty()) {
      return List.of();
    }
    double power = Math.pow(10, Math.floor(Math.log10(most())));
    double largest = Math.floor(most() / power) * power;
    return Stream.of(largest / 25, largest / 5, largest).filter(step -> step >= 1).toList();
  }

  private double most() {
    return inside.stream().mapToDouble(FlowMap.Flow::amount).max().orElse(1);
  }

  private double thickness(double amount) {
    return Math.max(THINNEST, amount / most() * THICKEST);
  }

  /** The smallest come last, so that the thick ones do not hide them. */
  private void flows() {
    for (FlowMap.Flow flow : inside) {
      int index = centerOf(flow);
      FlowMap.Center from = map.centers().get(index);
      markup.open(
          "path",
          "class",
          "flow c" + index,
          "stroke-width",
          thickness(flow.amount()),
          "d",
          curve(
              longitudes.at(from.longitude()),
              latitudes.at(from.latitude()),
              longitudes.at(flow.longitude()),
              latitudes.at(flow.latitude())));
      String text = flow.center() + " to " + flow.destination() + ": " + amount(flow.amount());
      markup.element("title", text).close("path");
    }
  }

  /** A slight bend keeps the ways there and back apart. */
  private static String curve(double x1, double y1, double x2, double y2) {
    double bendX = (x1 + x2) / 2 + (y2 - y1) * 0.12;
    double bendY = (y1 + y2) / 2 - (x2 - x1) * 0.12;
    return "M%sQ%s %s".formatted(Svg.point(x1, y1), Svg.point(bendX, bendY), Svg.point(x2, y2));
  }

  private void destinations() {
    List<Town> towns = towns();
    double most = towns.stream().mapToDouble(Town::amount).max().orElse(1);
    int named = 0;
    for (Town town : towns) {
      double x = longitudes.at(town.longitude);
      double y = latitudes.at(town.latitude);
      double radius = Math.max(1.5, Math.sqrt(town.amount / most) * LARGEST);
      markup.open("circle", "class", "town", "cx", x, "cy", y, "r", radius);
      markup.element("title", town.name + ": " + amount(town.amount)).close("circle");
      String name = town.name + " " + Format.plain(town.amount);
      if (named < MOST_NAMES && name("place", x, y, radius + 3, name)) {
        named++;
      }
    }
  }

  private List<Town> towns() {
    Map<String, Town> towns = new TreeMap<>();
    for (FlowMap.Flow flow : inside) {
      towns.merge(flow.destination(), Town.of(flow), Town::plus);
    }
    return towns.values().stream()
        .sorted(Comparator.comparingDouble(Town::amount).reversed().thenComparing(Town::name))
        .toList();
  }

  /** Names keep clear of the squares of centers. */
  private void reserve(FlowMap.Center center) {
    double x = longitudes.at(center.longitude());
    labels.add(new Label(x - 7, x + 7, latitudes.at(center.latitude())));
  }

  private void label(FlowMap.Center center) {
    if (map.area().contains(center.latitude(), center.longitude())) {
      String name = center.name() + " " + Format.plain(shipped(center));
      name("name", longitudes.at(center.longitude()), latitudes.at(center.latitude()), 10, name);
    }
  }

  /** Writes a name beside a point where there is room; tells whether there is. */
  private boolean name(String kind, double x, double y, double away, String name) {
    double wide = name.length() * Label.LETTER;
    for (Label label :
        List.of(
            new Label(x + away, x + away + wide, y),
            new Label(x - away - wide, x - away, y),
            new Label(x - wide / 2, x + wide / 2, y - away - 6),
            new Label(x - wide / 2, x + wide / 2, y + away + 6))) {
      if (label.left >= 0 && label.right <= width && labels.stream().noneMatch(label::touches)) {
        labels.add(label);
        names.add(new Name(kind, name, label));
        return true;
      }
    }
    return false;
  }

  private void center(FlowMap.Center center) {
    if (!map.area().contains(center.latitude(), center.longitude())) {
      return;
    }
    double x = longitudes.at(center.longitude());
    double y = latitudes.at(center.latitude());
    String color = "center c" + map.centers().indexOf(center);
    markup.open("rect", "class", color, "x", x - 6, "y", y - 6, "width", 12, "height", 12);
    markup.element("title", center.name() + ": " + amount(shipped(center))).close("rect");
  }

  /** All that a center ships, also beyond the map. */
  private double shipped(FlowMap.Center center) {
    return map.flows().stream()
        .filter(flow -> flow.center().equals(center.name()))
        .mapToDouble(FlowMap.Flow::amount)
        .sum();
  }

  private void write(Name name) {
    Label at = name.label;
    markup.element(
        "text",
        name.text,
        "class",
        name.kind,
        "text-anchor",
        "middle",
        "x",
        (at.left + at.right) / 2,
        "y",
        at.y + 4);
  }

  private void note() {
    double beyond = map.flows().stream().mapToDouble(FlowMap.Flow::amount).sum();
    for (FlowMap.Flow flow : inside) {
      beyond -= flow.amount();
    }
    String width =
        "The width of a line and the size of a circle show %s; a square is a center, its figure is"
                .formatted(map.unit())
            + " all that it ships.";
    String outside = beyond < 0.5 ? "" : " " + amount(beyond) + " went beyond this map.";
    markup.element("p", width + outside, "class", "note");
  }

  private int centerOf(FlowMap.Flow flow) {
    return map.centers().stream().map(FlowMap.Center::name).toList().indexOf(flow.center());
  }

  private String amount(double amount) {
    return Format.plain(amount) + " " + map.unit();
  }

  private static String degrees(double value, String positive, String negative) {
    String side = value > 0 ? positive : value < 0 ? negative : "";
    return Format.plain(Math.abs(value)) + "\u00B0" + side;
  }

  /** Where a name stands, judged by the usual width of a letter. */
  private record Label(double left, double right, double y) {
    private static final double LETTER = 7;
    private static final double LINE = 14;

    boolean touches(Label other) {
      return left < other.right && other.left < right && Math.abs(y - other.y) < LINE;
    }
  }

  private record Name(String kind, String text, Label label) {}

  private record Town(String name, double latitude, double longitude, double amount) {
    static Town of(FlowMap.Flow flow) {
      return new Town(flow.destination(), flow.latitude(), flow.longitude(), flow.amount());
    }

    Town plus(Town more) {
      return new Town(name, latitude, longitude, amount + more.amount);
    }
  }
}
