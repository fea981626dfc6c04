package io.backroom.jdbc;

import io.backroom.spi.value.InvalidInputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the tables have them: microseconds since 1970. */
final class Micros {
  private Micros() {}

  static long of(Instant time) {
    try {
      // ChronoUnit counts nanoseconds in between, which end in the year 2262.
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    } catch (ArithmeticException e) {
      throw new InvalidInputException("time", time, "must be within 292,000 years of 1970");
    }
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
