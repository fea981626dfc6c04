package io.backroom.memory;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds by the second in which they end. A hold that ended otherwise or was extended stays where it
 * was noted until that second has passed and somebody looks: adding is all that happens for most.
 * Not thread-safe.
 */
final class HoldCalendar {
  /** Earliest end first, then by id. */
  static final Comparator<Reservation> EARLIEST_FIRST =
      Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id);

  private final Register<ReservationId, Reservation> reservations;
  private final NavigableMap<Long, List<ReservationId>> seconds = new TreeMap<>();

  /** The second of the last hold that was added; the next one mostly ends in the same. */
  private long second;

  private List<ReservationId> inSecond = new ArrayList<>();

  /** Creates a calendar of reservations that are to be found there as they are now. */
  HoldCalendar(Register<ReservationId, Reservation> reservations) {
    this.reservations = reservations;
  }

  void add(Reservation hold) {
    long end = hold.expiresAt().getEpochSecond();
    if (end != second || inSecond.isEmpty()) {
      second = end;
      inSecond = seconds.computeIfAbsent(end, s -> new ArrayList<>());
    }
    inSecond.add(hold.id());
  }

  /**
   * Returns holds that have run out.
   *
   * @param now the time of the question
   * @param enough when so many are found, later seconds are not looked at
   */
  List<Reservation> runOut(Instant now, int enough) {
    if (seconds.isEmpty() || seconds.firstKey() > now.getEpochSecond()) {
      return List.of();
    }
    TreeSet<Reservation> holds = new TreeSet<>(EARLIEST_FIRST);
    Iterator<Map.Entry<Long, List<ReservationId>>> past =
        seconds.headMap(now.getEpochSecond(), true).entrySet().iterator();
    while (past.hasNext() && holds.size() < enough) {
      Map.Entry<Long, List<ReservationId>> next = past.next();
      next.getValue().removeIf(id -> !endsIn(next.getKey(), id));
      for (ReservationId id : next.getValue()) {
        reservations.get(id).ifPresent(holds::add);
      }
      if (next.getValue().isEmpty()) {
        past.remove();
      }
    }
    return holds.stream().filter(hold -> hold.hasExpired(now)).toList();
  }

  private boolean endsIn(long end, ReservationId id) {
    return reservations
        .get(id)
        .filter(r -> r.state() == State.HELD && r.expiresAt().getEpochSecond() == end)
        .isPresent();
  }
}
