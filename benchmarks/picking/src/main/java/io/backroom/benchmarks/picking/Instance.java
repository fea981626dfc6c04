package io.backroom.benchmarks.picking;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import java.util.List;
import java.util.OptionalLong;

/**
 * One tour to be found.
 *
 * @param grid the warehouse
 * @param stops the depot, then the places to pick
 * @param optimum the length of a shortest tour, where it is known
 */
record Instance(AisleGrid grid, List<Stop> stops, OptionalLong optimum) {
  Kind kind() {
    return new Kind(grid.blocks(), stops.size() - 1);
  }

  /** The shortest way between two stops. */
  long way(int one, int other) {
    Stop a = stops.get(one);
    Stop b = stops.get(other);
    if (a.aisle() == b.aisle()) {
      return Math.abs(a.position() - b.position());
    }
    long least = Long.MAX_VALUE;
    for (int row = 0; row <= grid.blocks(); row++) {
      long y = (long) row * grid.blockLength();
      least = Math.min(least, Math.abs(a.position() - y) + Math.abs(b.position() - y));
    }
    return least + (long) grid.aisleDistance() * Math.abs(a.aisle() - b.aisle());
  }

  /** Tours of as many blocks and picks. */
  record Kind(int blocks, int picks) {}
}
