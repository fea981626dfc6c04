package io.backroom.recommendation;

import io.backroom.spi.value.Require;
import java.time.Duration;
import java.time.Instant;

/**
 * Exponential forgetting by whole days (UTC): a purchase counts 2^(−age / half-life).
 *
 * <p>Weights are kept relative to a fixed day, 2^((day − day 0) / half-life), so that they never
 * change while time passes; an answer multiplies them by the weight of its own day. The power is a
 * table entry times an exact power of two, the same bits on every machine.
 */
final class Decay {
  /** 2000-01-01 as a day since 1970: powers stay small for the purchases of living people. */
  private static final int DAY_ZERO = 10_957;

  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  /** Later ones could overflow the square of a weight with a half-life of 120 days. */
  private static final Instant LATEST = Instant.parse("2149-12-31T23:59:59Z");

  private final int halfLifeDays;
  private final double[] fractions;

  Decay(int halfLifeDays) {
    this.halfLifeDays = halfLifeDays;
    fractions = new double[halfLifeDays];
    for (int i = 0; i < halfLifeDays; i++) {
      fractions[i] = StrictMath.pow(2, (double) i / halfLifeDays);
    }
  }

  /** Returns the day of an instant; refuses instants before 1970 and after 2149. */
  static int day(Instant at) {
    boolean legal = !at.isBefore(EARLIEST) && !at.isAfter(LATEST);
    Require.when(legal, "at", at, "must be in the years 1970 to 2149");
    return (int) Duration.between(EARLIEST, at).toDays();
  }

  /** Returns the weight of a purchase on a day, relative to day 0. */
  double weight(int day) {
    return power(day - DAY_ZERO);
  }

  /** Returns the factor that turns kept weights into weights as seen on a day. */
  double seenOn(int day) {
    return power(DAY_ZERO - day);
  }

  /** Returns 2^(days / half-life). */
  double power(int days) {
    int whole = Math.floorDiv(days, halfLifeDays);
    return Math.scalb(fractions[Math.floorMod(days, halfLifeDays)], whole);
  }
}
