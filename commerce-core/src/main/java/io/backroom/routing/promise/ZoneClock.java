package io.backroom.routing.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/** What a wall clock in a zone shows, when it is put forward or back too. */
final class ZoneClock {
  private ZoneClock() {}

  static LocalDate date(Instant time, ZoneId zone) {
    return LocalDate.ofInstant(time, zone);
  }

  /**
   * Returns when a clock shows a time: the first time if it does twice, and when it is put forward
   * over that time if it never does.
   */
  static Instant at(LocalDate date, LocalTime time, ZoneId zone) {
    LocalDateTime shown = LocalDateTime.of(date, time);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition gap = zone.getRules().getTransition(shown);
      return gap.getInstant();
    }
    return shown.toInstant(offsets.get(0));
  }

  static Instant start(LocalDate date, ZoneId zone) {
    return at(date, LocalTime.MIDNIGHT, zone);
  }
}
