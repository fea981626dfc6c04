package io.backroom.fulfillment.tour;

import java.util.Arrays;
import java.util.List;

/**
 * The length of a shortest closed tour over given stops of a warehouse, proven by a dynamic program
 * over its aisles (Ratliff and Rosenthal 1983; Roodbergen and de Koster 2001 for two blocks;
 * Pansart and others 2018 for more). Time grows with the aisles between the outermost stops and the
 * number of stops, not with the number of tours.
 *
 * <p>Pure, deterministic and thread-safe: working space is kept for each thread.
 */
public final class TourLength {
  private static final long FAR = Long.MAX_VALUE / 2;
  private static final ThreadLocal<Space> SPACE = ThreadLocal.withInitial(Space::new);

  private final AisleGrid grid;
  private final Frontier frontier;

  /**
   * Tours of one warehouse.
   *
   * @param grid the warehouse
   */
  public TourLength(AisleGrid grid) {
    this.grid = grid;
    this.frontier = Frontier.of(grid.blocks());
  }

  /**
   * The least way that visits every stop and comes back to where it began.
   *
   * @param stops the places to visit, the depot among them, in any order, any of them repeatedly
   * @return the length in the unit of the grid; 0 if there are fewer than two different stops
   * @throws io.backroom.spi.value.InvalidInputException if a stop is outside the grid
   */
  public long of(List<Stop> stops) {
    int count = stops.size();
    Space space = SPACE.get();
    space.fit(count, frontier.states);
    int base = grid.depth() + 1;
    for (int i = 0; i < count; i++) {
      Stop stop = stops.get(i);
      grid.check(stop);
      space.keys[i] = (long) stop.aisle() * base + stop.position();
    }
    Arrays.sort(space.keys, 0, count);
    if (count == 0) {
      return 0;
    }
    if (space.keys[0] / base == space.keys[count - 1] / base) {
      // Such a tour need not meet any cross aisle, where the program counts it.
      return 2 * (space.keys[count - 1] - space.keys[0]);
    }
    return sweep(space, count, base);
  }

  private long sweep(Space space, int count, int base) {
    int last = (int) (space.keys[count - 1] / base);
    Arrays.fill(space.now, 0, frontier.states, FAR);
    space.now[Frontier.EMPTY] = 0;
    int at = 0;
    for (int aisle = (int) (space.keys[0] / base); ; aisle++) {
      int from = at;
      while (at < count && space.keys[at] < (aisle + 1L) * base) {
        at++;
      }
      int stops = 0;
      long start = (long) aisle * base;
      for (int b = 0; b < grid.blocks(); b++) {
        stops |= look(space, from, at, start, b);
        walk(space, b);
      }
      if (aisle == last) {
        return best(space, stops);
      }
      cross(space, stops);
    }
  }

  /** Costs of the ways to serve one aisle of one block; answers its stops on cross aisles. */
  private int look(Space space, int from, int to, long start, int block) {
    int length = grid.blockLength();
    long front = start + (long) block * length;
    long first = -1;
    long previous = -1;
    long gap = 0;
    int stops = 0;
    for (int i = from; i < to; i++) {
      long y = space.keys[i] - front;
      if (y == 0) {
        stops |= 1 << block;
      } else if (y == length) {
        stops |= 1 << (block + 1);
      } else if (y > 0 && y < length) {
        first = first < 0 ? y : first;
        gap = previous < 0 ? gap : Math.max(gap, y - previous);
        previous = y;
      }
    }
    boolean idle = first < 0;
    long[] costs = space.costs;
    costs[Frontier.NONE] = idle ? 0 : FAR;
    costs[Frontier.THROUGH] = length;
    costs[Frontier.FROM_FRONT] = idle ? FAR : 2 * previous;
    costs[Frontier.FROM_BACK] = idle ? FAR : 2 * (length - first);
    costs[Frontier.FROM_BOTH] = idle || gap == 0 ? FAR : 2 * (length - gap);
    costs[Frontier.TWICE] = 2L * length;
    return stops;
  }

  private void walk(Space space, int block) {
    Arrays.fill(space.next, 0, frontier.states, FAR);
    for (int option = 0; option < Frontier.OPTIONS; option++) {
      long cost = space.costs[option];
      if (cost < FAR) {
        int[] to = frontier.along[block][option];
        for (int s = 0; s < frontier.states; s++) {
          if (space.now[s] < FAR && to[s] >= 0) {
            space.next[to[s]] = Math.min(space.next[to[s]], space.now[s] + cost);
          }
        }
      }
    }
    space.swap();
  }

  private void cross(Space space, int stops) {
    Arrays.fill(space.next, 0, frontier.states, FAR);
    for (int s = 0; s < frontier.states; s++) {
      if (space.now[s] < FAR) {
        int[] moves = frontier.across[s][stops];
        for (int i = 0; i < moves.length; i += 2) {
          long cost = space.now[s] + (long) moves[i + 1] * grid.aisleDistance();
          space.next[moves[i]] = Math.min(space.next[moves[i]], cost);
        }
      }
    }
    space.swap();
  }

  private long best(Space space, int stops) {
    long best = FAR;
    for (int s = 0; s < frontier.states; s++) {
      if (frontier.ends[s][stops]) {
        best = Math.min(best, space.now[s]);
      }
    }
    return best;
  }

  /** Working space of one thread. */
  private static final class Space {
    private long[] keys = {};
    private long[] now = {};
    private long[] next = {};
    private final long[] costs = new long[Frontier.OPTIONS];

    void fit(int stops, int states) {
      if (keys.length < stops) {
        keys = new long[2 * stops];
      }
      if (now.length < states) {
        now = new long[states];
        next = new long[states];
      }
    }

    void swap() {
      long[] old = now;
      now = next;
      next = old;
    }
  }
}
