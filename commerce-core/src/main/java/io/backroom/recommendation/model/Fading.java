package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;

/** How purchases lose weight with time: 2^(−days ÷ half-life). Immutable. */
public final class Fading {
  /** Weights of this many half-lives are kept; beyond them they are 0. */
  private static final int HALF_LIVES = 20;

  private static final int DAYS_MAX = 20_000;

  private final double[] weights;

  /**
   * Creates a fading.
   *
   * @param halfLifeDays after how many days a purchase counts half, 1 to 1,000
   */
  public Fading(int halfLifeDays) {
    Require.range("halfLifeDays", halfLifeDays, 1, DAYS_MAX / HALF_LIVES);
    weights = new double[halfLifeDays * HALF_LIVES];
    for (int days = 0; days < weights.length; days++) {
      weights[days] = StrictMath.pow(2, -(double) days / halfLifeDays);
    }
  }

  /**
   * Returns what a purchase counts.
   *
   * @param days how many days ago it was; a later one counts as if today
   * @return 1 for today, less for earlier; 0 after 20 half-lives
   */
  public double weight(int days) {
    return days >= weights.length ? 0 : weights[Math.max(0, days)];
  }
}
