package io.backroom.fulfillment.tour;

import java.util.List;

/**
 * Shortest closed tours over given stops of a warehouse: in which order to pick, and which way to
 * walk. They are as long as {@link TourLength} says, which is quicker where the length is enough.
 *
 * <p>Pure, deterministic and thread-safe: working space is kept for each thread.
 */
public final class PickTours {
  private final AisleGrid grid;
  private final Frontier frontier;

  /**
   * Tours of one warehouse.
   *
   * @param grid the warehouse
   */
  public PickTours(AisleGrid grid) {
    this.grid = grid;
    this.frontier = Frontier.of(grid.blocks());
  }

  /**
   * A shortest tour that visits every stop and comes back to the first.
   *
   * @param stops the places to visit, the depot first, the others in any order and any of them
   *     repeatedly
   * @return the tour; without stops an empty one
   * @throws io.backroom.spi.value.InvalidInputException if a stop is outside the grid
   */
  public PickTour of(List<Stop> stops) {
    Sweep sweep = Sweep.space();
    sweep.load(grid, stops);
    if (sweep.count == 0) {
      return new PickTour(List.of(), List.of(), 0);
    }
    sweep.eachOnce();
    long start = Sweep.key(stops.get(0).aisle(), stops.get(0).position());
    if (sweep.isInOneAisle()) {
      return Walk.inOneAisle(sweep, start).tour(start, sweep.length(grid));
    }
    long length = sweep.trace(grid);
    return choices(sweep).walk().tour(start, length);
  }

  /** Goes the steps of the sweep back from the best of its ends. */
  private Choices choices(Sweep sweep) {
    int blocks = grid.blocks();
    int states = frontier.states;
    Choices choices = new Choices(grid, sweep);
    int layer = (sweep.aisles * (blocks + 1) - 1) * states;
    int state = last(sweep, layer);
    for (int aisle = sweep.aisles - 1; aisle >= 0; aisle--) {
      for (int block = blocks - 1; block >= 0; block--) {
        int cost = (aisle * blocks + block) * Frontier.OPTIONS;
        layer -= states;
        if (sweep.costs[cost + Frontier.NONE] != 0
            || sweep.values[layer + state] != sweep.values[layer + states + state]) {
          int[] from = frontier.alongFrom[block][state];
          int found = walked(sweep, from, layer, sweep.values[layer + states + state], cost);
          choices.walk(aisle, block, from[found]);
          state = from[found + 1];
        }
      }
      if (aisle > 0) {
        for (int row = 0; row <= blocks; row++) {
          choices.cross(aisle - 1, row, frontier.ways(state, row));
        }
        layer -= states;
        int[] from = frontier.acrossFrom[sweep.stopsOf[aisle - 1]][state];
        long value = sweep.values[layer + states + state];
        state = from[crossed(sweep, from, layer, value, choices.distance(aisle - 1))];
      }
    }
    return choices;
  }

  private int last(Sweep sweep, int layer) {
    boolean[] ends = frontier.ends[sweep.stopsOf[sweep.aisles - 1]];
    int best = -1;
    for (int s = 0; s < ends.length; s++) {
      if (ends[s] && (best < 0 || sweep.values[layer + s] < sweep.values[layer + best])) {
        best = s;
      }
    }
    return best;
  }

  private static int walked(Sweep sweep, int[] from, int layer, long value, int cost) {
    for (int i = 0; i < from.length; i += 2) {
      if (sweep.values[layer + from[i + 1]] + sweep.costs[cost + from[i]] == value) {
        return i;
      }
    }
    throw new IllegalStateException("No way leads to a state of " + value);
  }

  private static int crossed(Sweep sweep, int[] from, int layer, long value, long distance) {
    for (int i = 0; i < from.length; i += 2) {
      if (sweep.values[layer + from[i]] + from[i + 1] * distance == value) {
        return i;
      }
    }
    throw new IllegalStateException("No crossing leads to a state of " + value);
  }
}
