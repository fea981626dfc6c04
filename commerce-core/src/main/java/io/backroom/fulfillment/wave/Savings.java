package io.backroom.fulfillment.wave;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Puts orders together on carts (Clarke and Wright): the two loads whose joint tour saves most of
 * the way of both go on one cart, then the next two, with the exact tour of the joint load from
 * then on. A saving is worked out only when its upper bound is the largest of what is left, so the
 * result is that of all savings, for a small part of the tours.
 */
final class Savings {
  /** The largest first; of equal ones those that may turn out to be smaller, then by number. */
  private static final Comparator<Pair> ORDER =
      Comparator.comparingLong(Pair::saving)
          .reversed()
          .thenComparing(Pair::isExact)
          .thenComparingInt(Pair::one)
          .thenComparingInt(Pair::other);

  private final Tours tours;
  private final Limits limits;
  private final List<Load> loads = new ArrayList<>();
  private final List<Boolean> gone = new ArrayList<>();
  private final PriorityQueue<Pair> pairs = new PriorityQueue<>(ORDER);

  /** Two loads that go on one cart; the saving is at most that, or exact, with the way of both. */
  private record Pair(int one, int other, long saving, long way, boolean isExact) {}

  private Savings(Tours tours, Limits limits) {
    this.tours = tours;
    this.limits = limits;
  }

  /** The loads that are left when no two of them go on one cart. */
  static List<Load> of(List<Load> single, Tours tours, Limits limits) {
    Savings savings = new Savings(tours, limits);
    single.forEach(savings::add);
    savings.run();
    List<Load> left = new ArrayList<>();
    for (int i = 0; i < savings.loads.size(); i++) {
      if (!savings.gone.get(i)) {
        left.add(savings.loads.get(i));
      }
    }
    return left;
  }

  private void run() {
    while (!pairs.isEmpty()) {
      Pair pair = pairs.remove();
      if (gone.get(pair.one) || gone.get(pair.other)) {
        continue;
      }
      Load one = loads.get(pair.one);
      Load other = loads.get(pair.other);
      if (pair.isExact()) {
        gone.set(pair.one, true);
        gone.set(pair.other, true);
        add(one.with(other, pair.way));
        continue;
      }
      long way = tours.length(one.stops(), other.stops());
      if (limits.allow(one, other, way)) {
        long saving = one.length() + other.length() - way;
        pairs.add(new Pair(pair.one, pair.other, saving, way, true));
      }
    }
  }

  private void add(Load load) {
    int number = loads.size();
    for (int i = 0; i < number; i++) {
      Load other = loads.get(i);
      if (!gone.get(i) && limits.hold(other, load)) {
        long bound = tours.bound().of(other.places(), load.places());
        long least = Math.max(bound, Math.max(other.length(), load.length()));
        pairs.add(new Pair(i, number, other.length() + load.length() - least, 0, false));
      }
    }
    loads.add(load);
    gone.add(false);
  }
}
