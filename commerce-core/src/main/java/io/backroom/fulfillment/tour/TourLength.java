package io.backroom.fulfillment.tour;

import java.util.List;

/**
 * The length of a shortest closed tour over given stops of a warehouse, proven by a dynamic program
 * over its aisles (Ratliff and Rosenthal 1983; Roodbergen and de Koster 2001 for two blocks;
 * Pansart and others 2018 for more). Time grows with the number of stops and of aisles that have
 * one, not with the number of tours. {@link PickTours} also tells the way.
 *
 * <p>Pure, deterministic and thread-safe: working space is kept for each thread.
 */
public final class TourLength {
  private final AisleGrid grid;

  /**
   * Tours of one warehouse.
   *
   * @param grid the warehouse
   */
  public TourLength(AisleGrid grid) {
    this.grid = grid;
  }

  /**
   * The least way that visits every stop and comes back to where it began.
   *
   * @param stops the places to visit, the depot among them, in any order, any of them repeatedly
   * @return the length in the unit of the grid; 0 if there are fewer than two different stops
   * @throws io.backroom.spi.value.InvalidInputException if a stop is outside the grid
   */
  public long of(List<Stop> stops) {
    Sweep sweep = Sweep.space();
    sweep.load(grid, stops);
    return sweep.length(grid);
  }
}
