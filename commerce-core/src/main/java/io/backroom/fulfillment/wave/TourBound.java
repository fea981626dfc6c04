package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A way that no tour is shorter than, found much faster than the shortest tour: what the stops of
 * each aisle in each block cost at least when they are served from a cross aisle, a way through
 * every block with stops before and behind it and back, and the widest ways between aisles twice.
 * Works for one thread.
 */
final class TourBound {
  private static final int POSITION_BITS = 32;
  private static final long POSITION = (1L << POSITION_BITS) - 1;

  private final AisleGrid grid;
  private final long depot;
  private final long[] inBlock;

  TourBound(AisleGrid grid, Stop depot) {
    this.grid = grid;
    this.depot = key(depot);
    this.inBlock = new long[grid.blocks()];
  }

  private static long key(Stop stop) {
    return ((long) stop.aisle() << POSITION_BITS) | stop.position();
  }

  /** The places of stops and the depot as {@link #of} takes them: each once, sorted. */
  long[] places(List<Stop> stops) {
    return LongStream.concat(stops.stream().mapToLong(TourBound::key), LongStream.of(depot))
        .sorted()
        .distinct()
        .toArray();
  }

  static long[] merged(long[] one, long[] other) {
    return LongStream.concat(Arrays.stream(one), Arrays.stream(other))
        .sorted()
        .distinct()
        .toArray();
  }

  /** The bound of a tour over the places of both. */
  long of(long[] one, long[] other) {
    Arrays.fill(inBlock, 0);
    int length = grid.blockLength();
    long lowest = POSITION;
    long highest = 0;
    long aisle = -1;
    int block = -1;
    long first = 0;
    long last = 0;
    long gap = 0;
    for (int i = 0, j = 0; i < one.length || j < other.length; ) {
      boolean fromOne = j == other.length || (i < one.length && one[i] <= other[j]);
      long place = fromOne ? one[i++] : other[j++];
      long position = place & POSITION;
      lowest = Math.min(lowest, position);
      highest = Math.max(highest, position);
      int row = (int) (position / length);
      long inside = position - (long) row * length;
      if (inside == 0) {
        continue;
      }
      if (place >>> POSITION_BITS != aisle || row != block) {
        serve(block, first, last, gap);
        aisle = place >>> POSITION_BITS;
        block = row;
        first = inside;
        gap = 0;
      } else {
        gap = Math.max(gap, inside - last);
      }
      last = inside;
    }
    serve(block, first, last, gap);
    long left = Math.min(one[0], other[0]) >>> POSITION_BITS;
    long right = Math.max(one[one.length - 1], other[other.length - 1]) >>> POSITION_BITS;
    if (left == right) {
      return 2 * (highest - lowest);
    }
    long bound = 2 * (right - left) * grid.aisleDistance();
    for (int b = 0; b < inBlock.length; b++) {
      boolean between = lowest <= (long) b * length && highest >= (b + 1L) * length;
      bound += between ? Math.max(inBlock[b], 2L * length) : inBlock[b];
    }
    return bound;
  }

  private void serve(int block, long first, long last, long gap) {
    if (block >= 0) {
      long length = grid.blockLength();
      long oneEnd = 2 * Math.min(last, length - first);
      inBlock[block] += Math.min(length, Math.min(oneEnd, 2 * (length - gap)));
    }
  }
}
