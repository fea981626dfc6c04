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
    long start = Sweep.key(stops.get(0).aisle(), stops.get(0).position());
    long[] keys = sweep.differentKeys();
    if (sweep.isInOneAisle()) {
      return Walk.inOneAisle(keys, start).tour(start, sweep.length(grid));
    }
    long length = sweep.trace(grid);
    return choices(sweep, keys).walk().tour(start, length);
  }

  /** Goes the steps of the sweep back from the best of its ends. */
  private Choices choices(Sweep sweep, long[] keys) {
    int blocks = grid.blocks();
    Choices choices = new Choices(grid, keys);
    int state = -1;
    int layer = (choices.aisles() * (blocks + 1) - 1) * frontier.states;
    for (int s = 0; s < frontier.states; s++) {
      boolean ends = frontier.ends[choices.crossStops(choices.aisles() - 1)][s];
      if (ends && (state < 0 || sweep.values[layer + s] < sweep.values[layer + state])) {
        state = s;
      }
    }
    for (int aisle = choices.aisles() - 1; aisle >= 0; aisle--) {
      for (int block = blocks - 1; block >= 0; block--) {
        int cost = (aisle * blocks + block) * Frontier.OPTIONS;
        layer -= frontier.states;
        state = walked(sweep, choices, aisle, block, layer, state, cost);
      }
      if (aisle > 0) {
        for (int row = 0; row <= blocks; row++) {
          choices.cross(aisle - 1, row, frontier.ways(state, row));
        }
        layer -= frontier.states;
        state = crossed(sweep, choices, aisle - 1, layer, state);
      }
    }
    return choices;
  }

  private int walked(
      Sweep sweep, Choices choices, int aisle, int block, int layer, int state, int cost) {
    long[] values = sweep.values;
    long value = values[layer + frontier.states + state];
    if (sweep.costs[cost + Frontier.NONE] == 0 && values[layer + state] == value) {
      return state;
    }
    for (int option = Frontier.THROUGH; option < Frontier.OPTIONS; option++) {
      int[] pairs = frontier.along[block][option];
      for (int i = 0; i < pairs.length; i += 2) {
        if (pairs[i + 1] == state
            && values[layer + pairs[i]] + sweep.costs[cost + option] == value) {
          choices.walk(aisle, block, option);
          return pairs[i];
        }
      }
    }
    throw new IllegalStateException("No way leads to the state of " + value);
  }

  private int crossed(Sweep sweep, Choices choices, int aisle, int layer, int state) {
    long[] values = sweep.values;
    long value = values[layer + frontier.states + state];
    long distance = choices.distance(aisle);
    int[] moves = frontier.across[choices.crossStops(aisle)];
    for (int i = 0; i < moves.length; i += 3) {
      if (moves[i + 1] == state && values[layer + moves[i]] + moves[i + 2] * distance == value) {
        return moves[i];
      }
    }
    throw new IllegalStateException("No crossing leads to the state of " + value);
  }
}
