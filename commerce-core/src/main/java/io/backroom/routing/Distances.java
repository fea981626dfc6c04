package io.backroom.routing;

import io.backroom.spi.policy.Distance;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How far the centers of a request are from its destination. Where it or the destination has no
 * coordinates, a center is beyond all others, those in the destination's country first.
 */
final class Distances {
  /** Beyond any distance on Earth: unknown, same country; twice of it: unknown, another country. */
  private static final double UNKNOWN_KILOMETERS = 1e6;

  private final double[] kilometers;

  Distances(StockTable table, Distance distance) {
    kilometers =
        table.centers().stream()
            .mapToDouble(center -> kilometers(center, table.destination(), distance))
            .toArray();
  }

  private static double kilometers(Center center, Address destination, Distance distance) {
    Address from = center.address();
    if (from.point().isPresent() && destination.point().isPresent()) {
      return distance.kilometers(from.point().get(), destination.point().get());
    }
    return from.country().equals(destination.country())
        ? UNKNOWN_KILOMETERS
        : 2 * UNKNOWN_KILOMETERS;
  }

  double of(int center) {
    return kilometers[center];
  }

  /** All centers, nearest first; equal ones by id, for so they stand and the sort is stable. */
  List<Integer> nearestFirst() {
    return IntStream.range(0, kilometers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(center -> kilometers[center]))
        .toList();
  }

  /** For people: how far a center is. */
  String away(int center) {
    return kilometers[center] < UNKNOWN_KILOMETERS
        ? String.format(Locale.ROOT, "%.0f km away: ", kilometers[center])
        : "distance unknown: ";
  }
}
