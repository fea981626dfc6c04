package io.backroom.fulfillment.tour;

import java.util.List;

/**
 * A shortest closed tour.
 *
 * @param stops the different stops in the order in which they are first reached; the first is where
 *     the tour begins and ends
 * @param walk where the picker stops or turns, from the beginning back to it: from each point to
 *     the next it goes straight along one aisle or one cross aisle
 * @param length the way in the unit of the grid
 */
public record PickTour(List<Stop> stops, List<Stop> walk, long length) {
  /** Copies the lists. */
  public PickTour {
    stops = List.copyOf(stops);
    walk = List.copyOf(walk);
  }
}
