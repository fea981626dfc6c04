package io.backroom.routing.promise;

import io.backroom.spi.value.Require;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * How a center works for one service of one carrier. Immutable.
 *
 * @param zone the center's zone, in which all its times are
 * @param cutOffs until when an order is worked on that day, that second included; on days without
 *     one nothing is begun
 * @param hours when the center works
 * @param processing the work on a shipment until it can be picked up, in working time; not negative
 * @param backlog the work that is before it, in working time; not negative
 * @param pickups when the carrier's trucks leave, at least one on each day that is named
 * @param carrierDays the days on which parcels move
 */
public record CenterPlan(
    ZoneId zone,
    DayPlan<LocalTime> cutOffs,
    WorkingHours hours,
    Duration processing,
    Duration backlog,
    DayPlan<List<LocalTime>> pickups,
    DayPlan<Boolean> carrierDays) {
  /** Refuses negative times. */
  public CenterPlan {
    Require.when(!processing.isNegative(), "processing", processing, "must not be negative");
    Require.when(!backlog.isNegative(), "backlog", backlog, "must not be negative");
  }

  /** A truck, and the date under which it stands in the plan. */
  record Pickup(LocalDate date, Instant at) {}

  /**
   * Returns the plan with other work before a shipment.
   *
   * @param work the backlog, in working time; not negative
   * @return another plan
   */
  public CenterPlan withBacklog(Duration work) {
    return new CenterPlan(zone, cutOffs, hours, processing, work, pickups, carrierDays);
  }

  /** Returns when the day begins on which a shipment is worked on, or the time if that has. */
  Instant begin(Instant ready) {
    LocalDate before = ZoneClock.date(ready, zone).minusDays(1);
    LocalDate day =
        DayPlan.next(
            before, date -> cutOffs.on(date).filter(c -> reaches(date, c, ready)).isPresent());
    Instant start = ZoneClock.start(day, zone);
    return start.isAfter(ready) ? start : ready;
  }

  private boolean reaches(LocalDate date, LocalTime cutOff, Instant time) {
    return !ZoneClock.at(date, cutOff, zone).isBefore(time);
  }

  /** Returns the last time at which a shipment must be ready to be begun at another time. */
  Instant readyFor(Instant begun) {
    LocalDate after = ZoneClock.date(begun, zone).plusDays(1);
    LocalDate day =
        DayPlan.last(
            after, date -> cutOffs.isOn(date) && !ZoneClock.start(date, zone).isAfter(begun));
    Instant cutOff = ZoneClock.at(day, cutOffs.on(day).orElseThrow(), zone);
    return cutOff.isBefore(begun) ? cutOff : begun;
  }

  /** Returns the first truck that leaves at a time or later. */
  Pickup pickup(Instant done) {
    LocalDate before = ZoneClock.date(done, zone).minusDays(1);
    LocalDate day = DayPlan.next(before, date -> !trucks(date, done).isEmpty());
    return new Pickup(day, trucks(day, done).get(0));
  }

  private List<Instant> trucks(LocalDate date, Instant done) {
    return pickups.on(date).orElse(List.of()).stream()
        .map(time -> ZoneClock.at(date, time, zone))
        .filter(truck -> !truck.isBefore(done))
        .sorted()
        .toList();
  }
}
