package io.backroom.packing;

import java.time.Duration;

/** An end of time, by the clock of the machine that no one sets. */
record Deadline(long nanos) {
  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean isOver() {
    return System.nanoTime() - nanos >= 0;
  }

  /** An earlier end. */
  Deadline atMost(Duration time) {
    Deadline other = in(time);
    return other.nanos() - nanos < 0 ? other : this;
  }
}
