package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.PickTour;
import io.backroom.fulfillment.tour.PickTours;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.tour.TourLength;
import java.util.ArrayList;
import java.util.List;

/** Tours from and to one depot, for one thread. */
final class Tours {
  private final Stop depot;
  private final TourLength length;
  private final PickTours tours;
  private final TourBound bound;
  private final List<Stop> stops = new ArrayList<>();

  Tours(AisleGrid grid, Stop depot) {
    this.depot = depot;
    this.length = new TourLength(grid);
    this.tours = new PickTours(grid);
    this.bound = new TourBound(grid, depot);
  }

  TourBound bound() {
    return bound;
  }

  long length(List<Stop> some, List<Stop> others) {
    return length.of(all(some, others));
  }

  PickTour tour(List<Stop> some) {
    return tours.of(all(some, List.of()));
  }

  private List<Stop> all(List<Stop> some, List<Stop> others) {
    stops.clear();
    stops.add(depot);
    stops.addAll(some);
    stops.addAll(others);
    return stops;
  }
}
