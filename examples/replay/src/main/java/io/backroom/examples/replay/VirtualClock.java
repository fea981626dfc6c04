package io.backroom.examples.replay;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, and never goes back. */
final class VirtualClock implements InstantSource {
  private volatile Instant now;

  VirtualClock(Instant start) {
    now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  LocalDate today() {
    return LocalDate.ofInstant(now, ZoneOffset.UTC);
  }

  void moveTo(Instant later) {
    if (later.isBefore(now)) {
      throw new IllegalArgumentException(later + " is before " + now);
    }
    now = later;
  }
}
