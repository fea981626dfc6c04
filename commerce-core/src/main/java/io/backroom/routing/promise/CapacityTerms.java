package io.backroom.routing.promise;

import io.backroom.spi.value.CenterId;
import java.util.Map;
import java.util.Optional;

/**
 * How much centers get done on a day. Immutable.
 *
 * @param measure what is counted
 * @param centers the centers that have a limit
 */
public record CapacityTerms(Measure measure, Map<CenterId, CenterCapacity> centers) {
  /** No center has a limit, and nothing is counted. */
  public static final CapacityTerms NONE = new CapacityTerms(Measure.ORDERS, Map.of());

  /** What is counted. */
  public enum Measure {
    /** Each order is one at every center that ships a part of it. */
    ORDERS("orders"),
    /** Each unit is one. */
    UNITS("units");

    private final String text;

    Measure(String text) {
      this.text = text;
    }

    /**
     * Returns what a shipment counts.
     *
     * @param units how many units are in it
     * @return what it counts
     */
    public int of(int units) {
      return this == ORDERS ? Math.min(1, units) : units;
    }

    /**
     * Returns what is counted, for people.
     *
     * @return the word
     */
    public String text() {
      return text;
    }
  }

  /** Copies the centers. */
  public CapacityTerms {
    centers = Map.copyOf(centers);
  }

  /**
   * Returns the limit of a center.
   *
   * @param center which center
   * @return its limit; empty if it has none
   */
  public Optional<CenterCapacity> of(CenterId center) {
    return Optional.ofNullable(centers.get(center));
  }
}
