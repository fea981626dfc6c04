package io.backroom.fulfillment.tour;

import java.util.Arrays;
import java.util.List;

/**
 * A closed walk: places of which each leads straight to the next, and the last to the first; all
 * stops are among them. Lives in one call.
 */
final class Walk {
  private final Sweep sweep;
  private long[] places;

  /** Which stop each place is; −1 for none. */
  private int[] stops;

  private int size;

  /** A walk without places, over stops that were each given once. */
  Walk(Sweep sweep, int crossings) {
    this.sweep = sweep;
    this.places = new long[2 * (sweep.count + crossings) + 1];
    this.stops = new int[places.length];
  }

  /** Up to the last stop, down to the first, and back to the start. */
  static Walk inOneAisle(Sweep sweep, long start) {
    Walk walk = new Walk(sweep, 0);
    int at = Arrays.binarySearch(sweep.keys, 0, sweep.count, start);
    walk.addRange(at, sweep.count);
    walk.addRange(sweep.count, 0);
    walk.addRange(0, at);
    return walk;
  }

  /** Adds a place, unless the walk just stands there. */
  void add(long place, int stop) {
    if (size > 0 && places[size - 1] == place) {
      return;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      stops = Arrays.copyOf(stops, 2 * size);
    }
    stops[size] = stop;
    places[size++] = place;
  }

  /** Adds stops, given by index; from the last down to the first if the range is given so. */
  void addRange(int from, int to) {
    for (int i = from; i < to; i++) {
      add(sweep.keys[i], i);
    }
    for (int i = from - 1; i >= to; i--) {
      add(sweep.keys[i], i);
    }
  }

  /** Tells the walk as a tour that begins at one of its stops. */
  PickTour tour(long start, long length) {
    if (size > 1 && places[size - 1] == places[0]) {
      size--;
    }
    int at = 0;
    while (places[at] != start) {
      at++;
    }
    boolean[] met = new boolean[sweep.count];
    Stop[] order = new Stop[sweep.count];
    Stop[] walk = new Stop[size + 1];
    int reached = 0;
    int turns = 0;
    long before = places[at == 0 ? size - 1 : at - 1];
    for (int i = 0; i < size; i++) {
      long place = places[at];
      int stop = stops[at];
      at = at + 1 == size ? 0 : at + 1;
      boolean isNew = stop >= 0 && !met[stop];
      if (isNew || heading(before, place) != heading(place, places[at])) {
        walk[turns++] = stop(place);
      }
      if (isNew) {
        met[stop] = true;
        order[reached++] = walk[turns - 1];
      }
      before = place;
    }
    if (size > 1) {
      walk[turns++] = order[0];
    }
    return new PickTour(List.of(order), List.of(Arrays.copyOf(walk, turns)), length);
  }

  private static Stop stop(long place) {
    return new Stop(Sweep.aisle(place), (int) Sweep.position(place));
  }

  private static int heading(long from, long to) {
    return 3 * Integer.signum(Sweep.aisle(to) - Sweep.aisle(from))
        + Long.signum(Sweep.position(to) - Sweep.position(from));
  }
}
