package io.backroom.packing;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * An end of time.
 *
 * @param clock nanoseconds of a clock that no one sets
 * @param nanos the end by that clock
 */
record Deadline(LongSupplier clock, long nanos) {
  static Deadline in(LongSupplier clock, Duration time) {
    return new Deadline(clock, clock.getAsLong() + time.toNanos());
  }

  boolean isOver() {
    return clock.getAsLong() - nanos >= 0;
  }

  /** An earlier end. */
  Deadline atMost(Duration time) {
    Deadline other = in(clock, time);
    return other.nanos() - nanos < 0 ? other : this;
  }
}
