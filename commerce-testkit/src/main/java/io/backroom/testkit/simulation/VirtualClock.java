package io.backroom.testkit.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of one play. It moves when the play says so, and now and then back. */
final class VirtualClock implements InstantSource {
  static final Instant START = Instant.parse("2031-05-05T08:00:00Z");

  private Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  void jumpTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
  }
}
