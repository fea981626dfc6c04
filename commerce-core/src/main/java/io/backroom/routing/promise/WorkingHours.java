package io.backroom.routing.promise;

import io.backroom.spi.value.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a center works. Where clocks are put forward over working hours these are shorter, where
 * they are put back longer: time that has passed is counted, not what clocks show. Immutable.
 */
public final class WorkingHours {
  private final ZoneId zone;
  private final DayPlan<List<Shift>> days;

  /**
   * Hours of a day.
   *
   * @param from their beginning
   * @param until their end, later; midnight for the end of the day
   */
  public record Shift(LocalTime from, LocalTime until) {
    /** Hours from midnight to midnight. */
    public static final Shift ALL_DAY = new Shift(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Refuses an end that is not after the beginning. */
    public Shift {
      boolean ends = until.equals(LocalTime.MIDNIGHT) || until.isAfter(from);
      Require.when(ends, "until", until, "must be after " + from);
    }
  }

  private record Span(Instant from, Instant until) {}

  private WorkingHours(ZoneId zone, DayPlan<List<Shift>> days) {
    this.zone = zone;
    this.days = days;
  }

  /**
   * Returns working hours.
   *
   * @param zone the zone that they are in
   * @param days the hours of each day, by their beginning, none within others
   * @return the working hours
   */
  public static WorkingHours of(ZoneId zone, DayPlan<List<Shift>> days) {
    return new WorkingHours(zone, days);
  }

  /** Returns when work is done that begins at a time, or with the next hours after it. */
  Instant plus(Instant begin, Duration work) {
    if (work.isZero()) {
      return begin;
    }
    Duration left = work;
    LocalDate day = ZoneClock.date(begin, zone).minusDays(1);
    while (true) {
      day = DayPlan.next(day, this::isOpen);
      for (Span span : spans(day)) {
        Instant from = span.from().isAfter(begin) ? span.from() : begin;
        if (span.until().isAfter(from)) {
          Duration room = Duration.between(from, span.until());
          if (room.compareTo(left) >= 0) {
            return from.plus(left);
          }
          left = left.minus(room);
        }
      }
      day = day.plusDays(1);
    }
  }

  /** Returns the last time at which work may begin to be done at another. */
  Instant minus(Instant end, Duration work) {
    if (work.isZero()) {
      return end;
    }
    Duration left = work;
    LocalDate day = ZoneClock.date(end, zone).plusDays(1);
    while (true) {
      day = DayPlan.last(day, this::isOpen);
      List<Span> spans = spans(day);
      for (int i = spans.size() - 1; i >= 0; i--) {
        Span span = spans.get(i);
        Instant until = span.until().isBefore(end) ? span.until() : end;
        if (until.isAfter(span.from())) {
          Duration room = Duration.between(span.from(), until);
          if (room.compareTo(left) >= 0) {
            return until.minus(left);
          }
          left = left.minus(room);
        }
      }
      day = day.minusDays(1);
    }
  }

  private boolean isOpen(LocalDate day) {
    return !spans(day).isEmpty();
  }

  private List<Span> spans(LocalDate day) {
    Optional<List<Shift>> shifts = days.on(day);
    List<Span> spans = new ArrayList<>();
    Instant free = Instant.MIN;
    for (Shift shift : shifts.orElse(List.of())) {
      Instant from = ZoneClock.at(day, shift.from(), zone);
      Instant until =
          shift.until().equals(LocalTime.MIDNIGHT)
              ? ZoneClock.start(day.plusDays(1), zone)
              : ZoneClock.at(day, shift.until(), zone);
      from = from.isAfter(free) ? from : free;
      if (until.isAfter(from)) {
        spans.add(new Span(from, until));
        free = until;
      }
    }
    return spans;
  }
}
