package io.backroom.spi.policy;

import io.backroom.spi.value.GeoPoint;

/** How far two places are apart, by air or by road. Thread-safe and free of effects. */
@FunctionalInterface
public interface Distance {
  /**
   * Returns the distance.
   *
   * @param from one place
   * @param to the other place
   * @return kilometers, not negative
   */
  double kilometers(GeoPoint from, GeoPoint to);
}
