package io.backroom.fulfillment.tour;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A closed walk: places of which each leads straight to the next, and the last to the first; all
 * stops are among them. Lives in one call.
 */
final class Walk {
  private final long[] keys;
  private long[] places;
  private int size;

  /**
   * A walk without places.
   *
   * @param keys the stops, each once, sorted
   */
  Walk(long[] keys, int crossings) {
    this.keys = keys;
    this.places = new long[2 * (keys.length + crossings)];
  }

  /** Up to the last stop, down to the first, and back to the start. */
  static Walk inOneAisle(long[] keys, long start) {
    Walk walk = new Walk(keys, 0);
    int at = Arrays.binarySearch(keys, start);
    walk.addRange(at, keys.length);
    walk.addRange(keys.length, 0);
    walk.addRange(0, at);
    return walk;
  }

  /** Adds a place, unless the walk just stands there. */
  void add(long place) {
    if (size > 0 && places[size - 1] == place) {
      return;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    places[size++] = place;
  }

  /** Adds stops, given by index; from the last down to the first if the range is given so. */
  void addRange(int from, int to) {
    for (int i = from; i < to; i++) {
      add(keys[i]);
    }
    for (int i = from - 1; i >= to; i--) {
      add(keys[i]);
    }
  }

  /** Tells the walk as a tour that begins at one of its stops. */
  PickTour tour(long start, long length) {
    if (size > 1 && places[size - 1] == places[0]) {
      size--;
    }
    int first = 0;
    while (places[first] != start) {
      first++;
    }
    boolean[] met = new boolean[keys.length];
    List<Stop> stops = new ArrayList<>(keys.length);
    List<Stop> walk = new ArrayList<>(size + 1);
    for (int i = 0; i <= (size == 1 ? 0 : size); i++) {
      long place = at(first + i);
      Stop here = new Stop(Sweep.aisle(place), (int) Sweep.position(place));
      int key = Arrays.binarySearch(keys, place);
      boolean reached = key >= 0 && !met[key];
      if (reached) {
        met[key] = true;
        stops.add(here);
      }
      if (reached || i == size || isTurn(first + i)) {
        walk.add(here);
      }
    }
    return new PickTour(stops, walk, length);
  }

  private boolean isTurn(int i) {
    return heading(at(i - 1), at(i)) != heading(at(i), at(i + 1));
  }

  private long at(int i) {
    return places[(i + size) % size];
  }

  private static int heading(long from, long to) {
    return 3 * Integer.signum(Sweep.aisle(to) - Sweep.aisle(from))
        + Long.signum(Sweep.position(to) - Sweep.position(from));
  }
}
