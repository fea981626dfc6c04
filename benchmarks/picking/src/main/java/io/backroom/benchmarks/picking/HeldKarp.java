package io.backroom.benchmarks.picking;

import java.util.Arrays;

/** Shortest tours over few stops by dynamic programming over their subsets, to compare with. */
final class HeldKarp {
  /** Beyond, the table does not fit. */
  static final int PICKS_MAX = 12;

  private HeldKarp() {}

  static long length(Instance instance) {
    int n = instance.stops().size() - 1;
    long[][] best = new long[1 << n][n + 1];
    for (long[] row : best) {
      Arrays.fill(row, Long.MAX_VALUE / 4);
    }
    best[0][0] = 0;
    for (int seen = 0; seen < 1 << n; seen++) {
      for (int at = 0; at <= n; at++) {
        for (int to = 1; to <= n && best[seen][at] < Long.MAX_VALUE / 4; to++) {
          int with = seen | 1 << (to - 1);
          long way = best[seen][at] + instance.way(at, to);
          best[with][to] = with == seen ? best[with][to] : Math.min(best[with][to], way);
        }
      }
    }
    long least = Long.MAX_VALUE;
    for (int at = 0; at <= n; at++) {
      least = Math.min(least, best[(1 << n) - 1][at] + instance.way(at, 0));
    }
    return least;
  }
}
