package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.harness.Race;
import java.time.Duration;

/**
 * What the parts share.
 *
 * @param quick whether a rough answer will do
 * @param ways all ways to reserve
 * @param report what is printed in the end
 */
record Stage(boolean quick, Ways ways, Report report) {
  Race race() {
    return quick
        ? new Race(1, 3, Duration.ofMillis(400))
        : new Race(1, 5, Duration.ofMillis(1_500));
  }

  /** For what is in memory: it needs more warming up, and keeps all that it is given. */
  Race memoryRace() {
    return quick ? new Race(3, 3, Duration.ofMillis(200)) : new Race(4, 9, Duration.ofMillis(400));
  }
}
