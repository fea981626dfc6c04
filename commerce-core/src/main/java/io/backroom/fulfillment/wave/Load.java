package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.Stop;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders on one cart.
 *
 * @param orders which ones
 * @param stops all their stops, in any order
 * @param places the same and the depot, as {@link TourBound} takes them
 * @param items units of them all
 * @param volume the room they take
 * @param length the way of a shortest tour from the depot over all stops and back
 */
record Load(
    List<PickOrder> orders, List<Stop> stops, long[] places, int items, long volume, long length) {

  static Load of(List<PickOrder> orders, Tours tours) {
    List<Stop> stops = new ArrayList<>();
    int items = 0;
    long volume = 0;
    for (PickOrder order : orders) {
      stops.addAll(order.stops());
      items += order.items();
      volume += order.volume();
    }
    long length = tours.length(stops, List.of());
    return new Load(orders, stops, tours.bound().places(stops), items, volume, length);
  }

  /** This load with others' orders, the way of which is known. */
  Load with(Load other, long way) {
    List<PickOrder> both = new ArrayList<>(orders);
    both.addAll(other.orders);
    List<Stop> all = new ArrayList<>(stops);
    all.addAll(other.stops);
    return new Load(
        both,
        all,
        TourBound.merged(places, other.places),
        items + other.items,
        volume + other.volume,
        way);
  }
}
