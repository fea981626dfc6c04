package io.backroom.examples.replay.report;

import java.util.List;

/**
 * Who ships where: centers and destinations by longitude and latitude, and lines between them.
 *
 * @param title what it shows
 * @param unit what the width of a line counts, such as "shipments"
 * @param area what part of the world is drawn; what lies outside is only counted
 * @param centers at most six
 * @param flows each from one of the centers
 */
public record FlowMap(String title, String unit, Area area, List<Center> centers, List<Flow> flows)
    implements Chart {
  /** Takes its own copies and refuses flows from nowhere. */
  public FlowMap {
    centers = List.copyOf(centers);
    flows = List.copyOf(flows);
    Palette.require(centers.size());
    List<String> names = centers.stream().map(Center::name).toList();
    for (Flow flow : flows) {
      if (!names.contains(flow.center())) {
        throw new IllegalArgumentException(
            "a flow comes from '" + flow.center() + "'; expected one of " + names);
      }
    }
  }

  /**
   * A part of the world.
   *
   * @param south its lowest latitude
   * @param north its highest latitude
   * @param west its lowest longitude
   * @param east its highest longitude
   */
  public record Area(double south, double north, double west, double east) {
    /** Great Britain and Northern Ireland. */
    public static final Area UNITED_KINGDOM = new Area(49.7, 58.4, -8.6, 2.6);

    /** Europe from Iceland to Cyprus. */
    public static final Area EUROPE = new Area(33.5, 66, -24, 36);

    /** All inhabited parts. */
    public static final Area WORLD = new Area(-45, 68, -130, 160);

    boolean contains(double latitude, double longitude) {
      return latitude >= south && latitude <= north && longitude >= west && longitude <= east;
    }
  }

  /**
   * Where things are sent from.
   *
   * @param name what the legend calls it
   * @param latitude degrees north
   * @param longitude degrees east
   */
  public record Center(String name, double latitude, double longitude) {}

  /**
   * What went from a center to a destination.
   *
   * @param center the name of the center
   * @param destination the name of the town
   * @param latitude the town's degrees north
   * @param longitude the town's degrees east
   * @param amount how much, more than 0
   */
  public record Flow(
      String center, String destination, double latitude, double longitude, double amount) {}
}
