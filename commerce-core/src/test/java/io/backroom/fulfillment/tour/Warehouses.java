package io.backroom.fulfillment.tour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Made warehouses and stops, and tours over them found in another way. */
final class Warehouses {
  private Warehouses() {}

  static AisleGrid grid(Random random, int blocks) {
    return new AisleGrid(
        blocks, 1 + random.nextInt(6), 1 + random.nextInt(12), 1 + random.nextInt(6));
  }

  static List<Stop> stops(Random random, AisleGrid grid, int count) {
    List<Stop> stops = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stops.add(new Stop(random.nextInt(grid.aisles()), random.nextInt(grid.depth() + 1)));
    }
    return stops;
  }

  /** The length of a shortest tour by dynamic programming over subsets of stops. */
  static long heldKarp(AisleGrid grid, List<Stop> stops) {
    int n = stops.size() - 1;
    long[][] best = new long[1 << n][n + 1];
    for (long[] row : best) {
      Arrays.fill(row, Long.MAX_VALUE / 4);
    }
    best[0][n] = 0;
    for (int mask = 0; mask < 1 << n; mask++) {
      for (int at = 0; at <= n; at++) {
        for (int to = 0; to < n; to++) {
          if (((mask >> to) & 1) == 0) {
            int with = mask | (1 << to);
            long way = best[mask][at] + way(grid, stops.get(at), stops.get(to));
            best[with][to] = Math.min(best[with][to], way);
          }
        }
      }
    }
    long least = Long.MAX_VALUE;
    for (int at = 0; at <= n; at++) {
      least = Math.min(least, best[(1 << n) - 1][at] + way(grid, stops.get(at), stops.get(n)));
    }
    return least;
  }

  static long way(AisleGrid grid, Stop a, Stop b) {
    if (a.aisle() == b.aisle()) {
      return Math.abs(a.position() - b.position());
    }
    long least = Long.MAX_VALUE;
    for (int r = 0; r <= grid.blocks(); r++) {
      int y = r * grid.blockLength();
      least = Math.min(least, Math.abs(a.position() - y) + Math.abs(b.position() - y));
    }
    return least + (long) grid.aisleDistance() * Math.abs(a.aisle() - b.aisle());
  }
}
