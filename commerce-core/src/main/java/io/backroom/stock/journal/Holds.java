package io.backroom.stock.journal;

import com.google.common.collect.Iterables;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Which holds are open and when they end. Those whose time has not come are kept as bytes, by the
 * second in which they end, and only those whose time has come are sorted. After a restart some may
 * be here that have ended, so a hold is only believed together with its reservation. Not
 * thread-safe.
 */
final class Holds {
  /** An open hold. */
  record Hold(Instant expiresAt, ReservationId id) implements Comparable<Hold> {
    private static final Comparator<Hold> ORDER =
        Comparator.comparing(Hold::expiresAt).thenComparing(Hold::id);

    static Hold of(Reservation reservation) {
      return new Hold(reservation.expiresAt(), reservation.id());
    }

    @Override
    public int compareTo(Hold other) {
      return ORDER.compare(this, other);
    }
  }

  /** One SKU at one center. */
  private record Place(Sku sku, CenterId center) {}

  /** So many are looked up at once. */
  private static final int AHEAD = 1_000;

  private final Function<ReservationId, Optional<Reservation>> reservations;
  private final Consumer<List<ReservationId>> ahead;
  private final TreeMap<Long, HoldsOfSecond> waiting = new TreeMap<>();
  private final TreeSet<Hold> due = new TreeSet<>();

  /** Those of {@link #due} by where they keep units; filled once units have lacked. */
  private final Map<Place, Set<Hold>> places = new HashMap<>();

  private boolean havePlaces;

  /** Holds that end in this second or before are {@link #due}. */
  private long dueSecond = Long.MIN_VALUE;

  /**
   * Creates an empty collection.
   *
   * @param reservations finds a reservation as it is now
   * @param ahead is told which ones will be asked for, so that they are looked up together
   */
  Holds(
      Function<ReservationId, Optional<Reservation>> reservations,
      Consumer<List<ReservationId>> ahead) {
    this.reservations = reservations;
    this.ahead = ahead;
  }

  void add(ReservationId id, Instant expiresAt) {
    long second = expiresAt.getEpochSecond();
    if (second > dueSecond) {
      waiting.computeIfAbsent(second, s -> new HoldsOfSecond()).add(id, expiresAt);
    } else {
      makeDue(new Hold(expiresAt, id));
    }
  }

  void remove(Reservation before) {
    long second = before.expiresAt().getEpochSecond();
    if (second <= dueSecond) {
      remove(Hold.of(before), Optional.of(before));
    } else {
      waiting.computeIfPresent(
          second,
          (s, holds) -> {
            holds.remove(before.id(), before.expiresAt());
            return holds.isEmpty() ? null : holds;
          });
    }
  }

  private void remove(Hold hold, Optional<Reservation> reservation) {
    due.remove(hold);
    if (havePlaces) {
      reservation.ifPresent(r -> atPlaces(r, (place, holds) -> holds.remove(hold)));
    }
  }

  private void makeDue(Instant now) {
    long second = now.getEpochSecond();
    if (second > dueSecond) {
      dueSecond = second;
      Map<Long, HoldsOfSecond> past = waiting.headMap(second, true);
      past.forEach(
          (end, holds) ->
              holds.forEach((id, nano) -> makeDue(new Hold(Instant.ofEpochSecond(end, nano), id))));
      past.clear();
    }
  }

  private void makeDue(Hold hold) {
    due.add(hold);
    if (havePlaces) {
      place(hold);
    }
  }

  private void place(Hold hold) {
    open(hold).ifPresent(r -> atPlaces(r, (place, holds) -> holds.add(hold)));
  }

  private void atPlaces(Reservation reservation, BiConsumer<Place, Set<Hold>> action) {
    for (Reservation.Line line : reservation.lines()) {
      Place place = new Place(line.sku(), line.center());
      Set<Hold> holds = places.computeIfAbsent(place, p -> new TreeSet<>());
      action.accept(place, holds);
      if (holds.isEmpty()) {
        places.remove(place);
      }
    }
  }

  /** Returns the reservation of a hold if it is still open. */
  private Optional<Reservation> open(Hold hold) {
    return reservations
        .apply(hold.id())
        .filter(r -> r.state() == State.HELD && r.expiresAt().equals(hold.expiresAt()));
  }

  /** Returns the reservations that are HELD and have run out, earliest end first, then by id. */
  List<Reservation> runOut(Instant now, int limit) {
    makeDue(now);
    ahead.accept(due.stream().filter(h -> hasEnded(h, now)).limit(limit).map(Hold::id).toList());
    List<Reservation> found = new ArrayList<>();
    List<Hold> ended = new ArrayList<>();
    for (Hold hold : due) {
      if (!hasEnded(hold, now) || found.size() == limit) {
        break;
      }
      open(hold).ifPresentOrElse(found::add, () -> ended.add(hold));
    }
    ended.forEach(hold -> remove(hold, reservations.apply(hold.id())));
    return found;
  }

  /** Returns the reservations that are HELD, have run out and have a line at a place. */
  List<Reservation> runOut(Sku sku, CenterId center, Instant now) {
    makeDue(now);
    if (!havePlaces && !due.isEmpty()) {
      havePlaces = true;
      for (List<Hold> some : Iterables.partition(due, AHEAD)) {
        ahead.accept(some.stream().map(Hold::id).toList());
        some.forEach(this::place);
      }
    }
    List<Hold> ended =
        places.getOrDefault(new Place(sku, center), Set.of()).stream()
            .filter(hold -> hasEnded(hold, now))
            .toList();
    ahead.accept(ended.stream().map(Hold::id).toList());
    return ended.stream().flatMap(hold -> open(hold).stream()).toList();
  }

  private static boolean hasEnded(Hold hold, Instant now) {
    return !hold.expiresAt().isAfter(now);
  }

  /** Returns the same holds, for a look at them while others come and go. */
  Holds copy() {
    Holds copy = new Holds(reservations, ahead);
    waiting.forEach((second, holds) -> copy.waiting.put(second, holds.copy()));
    copy.due.addAll(due);
    return copy;
  }

  void forEach(BiConsumer<ReservationId, Instant> action) {
    due.forEach(hold -> action.accept(hold.id(), hold.expiresAt()));
    waiting.forEach(
        (second, holds) ->
            holds.forEach((id, nano) -> action.accept(id, Instant.ofEpochSecond(second, nano))));
  }
}
