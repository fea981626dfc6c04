package io.backroom.routing.promise;

import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.PromiseDates.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How much a center gets done on a day. Immutable.
 *
 * @param zone the center's zone, in which its days are
 * @param perDay the most that leaves on a day, 0 or more; nothing leaves on days without a number
 */
public record CenterCapacity(ZoneId zone, DayPlan<Integer> perDay) {
  /** How far ahead room is looked for. */
  public static final int DAYS_MAX = 366;

  /**
   * Days on which there is room for a shipment.
   *
   * @param days how much of it is done on each day; it leaves on the last of them
   * @param dates its dates then
   * @param full what the first day is booked with that has no room for all of it, for people; empty
   *     if it leaves when the calendars say
   */
  public record Room(Map<LocalDate, Integer> days, PromiseDates dates, Optional<String> full) {
    /** Copies the days. */
    public Room {
      days = Map.copyOf(days);
    }
  }

  /**
   * Returns the day on which a shipment leaves: that of its truck, or that on which the center is
   * done with it where nobody knows the truck.
   *
   * @param dates its dates
   * @param ready when its goods are there
   * @return the day, in the center's zone
   */
  public LocalDate day(PromiseDates dates, Instant ready) {
    Instant done =
        dates.steps().stream()
            .filter(step -> step.kind() == PromiseDates.Kind.PROCESSING)
            .reduce((one, other) -> other)
            .map(Step::to)
            .orElse(ready);
    return ZoneClock.date(dates.shipBy().orElse(done), zone);
  }

  /**
   * Returns the most that leaves on a day.
   *
   * @param day the day
   * @return the most, 0 or more
   */
  public int most(LocalDate day) {
    return Math.max(0, perDay.on(day).orElse(0));
  }

  /**
   * Finds room for a shipment: on the day on which it would leave by the calendars, as far as there
   * is any, and for the rest of it on the days after that on which something leaves.
   *
   * @param calendar the dates of the shipment by when its goods are ready
   * @param ready when they are
   * @param booked how much of each day is taken
   * @param work how much the shipment is, at least 1
   * @param unit what is counted, for people
   * @return the room; empty if there is none within {@link #DAYS_MAX} days
   */
  public Optional<Room> room(
      Function<Instant, PromiseDates> calendar,
      Instant ready,
      Map<LocalDate, Integer> booked,
      int work,
      String unit) {
    Map<LocalDate, Integer> days = new TreeMap<>();
    Optional<String> full = Optional.empty();
    LocalDate last = LocalDate.MIN;
    int left = work;
    for (int ahead = 0; ahead <= DAYS_MAX; ahead++) {
      Instant begun = begun(ready, ahead);
      PromiseDates dates = calendar.apply(begun);
      LocalDate day = day(dates, begun);
      if (day.isAfter(last)) {
        last = day;
        int taken = booked.getOrDefault(day, 0);
        int some = Math.min(left, Math.max(0, most(day) - taken));
        if (some > 0) {
          days.put(day, some);
          left -= some;
        }
        if (left == 0) {
          return Optional.of(new Room(days, waiting(dates, ready, begun), full));
        } else if (full.isEmpty()) {
          full = Optional.of("full on " + day + ": " + taken + " of " + most(day) + " " + unit);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the dates of a shipment that leaves on a day, or on the first after it on which
   * something leaves.
   *
   * @param calendar the dates of the shipment by when its goods are ready
   * @param ready when they are
   * @param day the day
   * @return its dates
   */
  public PromiseDates leaving(
      Function<Instant, PromiseDates> calendar, Instant ready, LocalDate day) {
    for (int ahead = 0; ahead <= DAYS_MAX; ahead++) {
      Instant begun = begun(ready, ahead);
      PromiseDates dates = calendar.apply(begun);
      if (!day(dates, begun).isBefore(day)) {
        return waiting(dates, ready, begun);
      }
    }
    return calendar.apply(ready);
  }

  private Instant begun(Instant ready, int ahead) {
    return ahead == 0 ? ready : ZoneClock.start(ZoneClock.date(ready, zone).plusDays(ahead), zone);
  }

  private static PromiseDates waiting(PromiseDates dates, Instant ready, Instant begun) {
    if (!begun.isAfter(ready)) {
      return dates;
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(PromiseDates.Kind.FULL, ready, begun));
    steps.addAll(dates.steps());
    return new PromiseDates(
        dates.earliest(), dates.latest(), dates.shipBy(), dates.orderBy(), steps);
  }
}
