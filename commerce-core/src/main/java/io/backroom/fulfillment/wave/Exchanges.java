package io.backroom.fulfillment.wave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes the way of loads shorter: an order goes on another cart, or two orders of two carts change
 * places. For each order in turn the best such move is made, until none is left or enough tours
 * were looked at.
 */
final class Exchanges {
  /** Tours for each order, at most. Most waves need a tenth of them. */
  private static final int TOURS_EACH = 150;

  private final Tours tours;
  private final Limits limits;
  private final List<Load> loads;

  /** Each load without each of its orders. */
  private final List<List<Load>> rests = new ArrayList<>();

  /** Each order for itself, by id. */
  private final Map<String, Load> alone = new HashMap<>();

  private long left;

  /** An order goes from one load to another, so that both become these. */
  private record Move(int to, Load here, Load there, long gain) {}

  private Exchanges(List<Load> loads, Tours tours, Limits limits) {
    this.tours = tours;
    this.limits = limits;
    this.loads = new ArrayList<>(loads);
    for (Load load : loads) {
      for (PickOrder order : load.orders()) {
        alone.put(order.id(), Load.of(List.of(order), tours));
      }
      rests.add(rests(load));
      left += (long) TOURS_EACH * load.orders().size();
    }
  }

  /** Loads of the same orders, of a way that is no longer. */
  static List<Load> of(List<Load> loads, Tours tours, Limits limits) {
    Exchanges exchanges = new Exchanges(loads, tours, limits);
    exchanges.run();
    return exchanges.loads.stream().filter(load -> !load.orders().isEmpty()).toList();
  }

  private void run() {
    boolean better = true;
    while (better && left > 0) {
      better = false;
      for (int from = 0; from < loads.size(); from++) {
        for (int order = 0; order < loads.get(from).orders().size() && left > 0; order++) {
          Optional<Move> best = best(from, order);
          if (best.isPresent()) {
            replace(from, best.get().here);
            replace(best.get().to, best.get().there);
            better = true;
          }
        }
      }
    }
  }

  private void replace(int at, Load load) {
    loads.set(at, load);
    rests.set(at, rests(load));
  }

  private List<Load> rests(Load load) {
    List<Load> all = new ArrayList<>();
    for (PickOrder order : load.orders()) {
      List<PickOrder> others = new ArrayList<>(load.orders());
      others.remove(order);
      left--;
      all.add(Load.of(others, tours));
    }
    return all;
  }

  private Optional<Move> best(int from, int order) {
    Load rest = rests.get(from).get(order);
    Load moved = alone(from, order);
    Optional<Move> best = Optional.empty();
    for (int to = 0; to < loads.size(); to++) {
      if (to != from) {
        long before = loads.get(from).length() + loads.get(to).length();
        best = better(best, moved(to, rest, moved, before, gain(best)));
        for (int back = 0; back < loads.get(to).orders().size(); back++) {
          best = better(best, swapped(to, back, rest, moved, before, gain(best)));
        }
      }
    }
    return best;
  }

  private static long gain(Optional<Move> move) {
    return move.map(Move::gain).orElse(0L);
  }

  private static Optional<Move> better(Optional<Move> best, Optional<Move> other) {
    return other.isPresent() ? other : best;
  }

  /** The order on another cart, if that gains more than the least. */
  private Optional<Move> moved(int to, Load rest, Load moved, long before, long least) {
    Load there = loads.get(to);
    long room = before - least - rest.length();
    if (!limits.hold(there, moved) || bound(there, moved) >= room) {
      return Optional.empty();
    }
    long way = length(there, moved);
    if (way >= room || !limits.allow(there, moved, way)) {
      return Optional.empty();
    }
    long gain = before - rest.length() - way;
    return Optional.of(new Move(to, rest, there.with(moved, way), gain));
  }

  /** The order in another's place and that in this one's, if that gains more than the least. */
  private Optional<Move> swapped(int to, int back, Load rest, Load moved, long before, long least) {
    Load there = rests.get(to).get(back);
    Load other = alone(to, back);
    long room = before - least;
    if (!limits.hold(there, moved)
        || !limits.hold(rest, other)
        || bound(there, moved) + bound(rest, other) >= room) {
      return Optional.empty();
    }
    long here = length(rest, other);
    if (here + bound(there, moved) >= room || !limits.allow(rest, other, here)) {
      return Optional.empty();
    }
    long way = length(there, moved);
    if (here + way >= room || !limits.allow(there, moved, way)) {
      return Optional.empty();
    }
    long gain = before - here - way;
    return Optional.of(new Move(to, rest.with(other, here), there.with(moved, way), gain));
  }

  private Load alone(int load, int order) {
    return Objects.requireNonNull(alone.get(loads.get(load).orders().get(order).id()));
  }

  private long bound(Load one, Load other) {
    long longer = Math.max(one.length(), other.length());
    return Math.max(longer, tours.bound().of(one.places(), other.places()));
  }

  private long length(Load one, Load other) {
    left--;
    return tours.length(one.stops(), other.stops());
  }
}
