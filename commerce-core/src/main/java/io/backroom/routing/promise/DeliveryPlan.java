package io.backroom.routing.promise;

import io.backroom.routing.promise.WorkingHours.Shift;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When parcels are delivered at a destination. Immutable.
 *
 * @param zone the zone of the destination
 * @param days the hours of each day in which somebody delivers
 */
public record DeliveryPlan(ZoneId zone, DayPlan<Shift> days) {
  /** A day of delivery. */
  record Visit(LocalDate date, Instant from, Instant until) {}

  /** Returns the first day from a date on whose hours are not over before the parcel has left. */
  Visit first(LocalDate date, Instant left) {
    LocalDate day =
        DayPlan.next(date, each -> days.isOn(each) && visit(each).until().isAfter(left));
    return visit(day);
  }

  private Visit visit(LocalDate date) {
    Shift hours = days.on(date).orElseThrow();
    Instant until =
        hours.until().equals(LocalTime.MIDNIGHT)
            ? ZoneClock.start(date.plusDays(1), zone)
            : ZoneClock.at(date, hours.until(), zone);
    return new Visit(date, ZoneClock.at(date, hours.from(), zone), until);
  }
}
