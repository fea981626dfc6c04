package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;

/**
 * How much more an item is bought lately than over the whole history: a factor on its score.
 *
 * <pre>
 *   f(j) = ((r(j) T / R + 1) / (n(j) + 1))^t
 * </pre>
 *
 * <p>r(j) is the sum over the purchases of j of 2^(−days ÷ half-life) and R that of all items; n(j)
 * and T count purchases without fading. Items in season come up, those of last year go down: what
 * is known on popularity over time (Koren 2009, "Collaborative Filtering with Temporal Dynamics",
 * KDD, has item biases that change) in the simplest form that follows the season.
 */
public final class Trend {
  private Trend() {}

  /**
   * Returns the factors.
   *
   * @param log purchases; those after today are not looked at
   * @param today the day of the list
   * @param halfLifeDays after how many days a purchase counts half, 1 to 1,000
   * @param exponent how much the trend counts, 0 for not at all, up to 4
   * @return a factor for each item, positive
   */
  public static float[] factors(PurchaseLog log, int today, int halfLifeDays, double exponent) {
    Require.when(exponent >= 0 && exponent <= 4, "exponent", exponent, "must be 0 to 4");
    double[] recent = recent(log, today, halfLifeDays);
    int[] bought = new int[log.items()];
    long total = 0;
    double recentTotal = Double.MIN_NORMAL;
    for (int row = 0; row < log.size(); row++) {
      if (log.day(row) <= today) {
        bought[log.item(row)]++;
        total++;
      }
    }
    for (double some : recent) {
      recentTotal += some;
    }
    float[] factors = new float[log.items()];
    for (int item = 0; item < factors.length; item++) {
      double lately = recent[item] * total / recentTotal;
      factors[item] = (float) StrictMath.pow((lately + 1) / (bought[item] + 1), exponent);
    }
    return factors;
  }

  /**
   * Returns how much each item was bought lately: what is popular.
   *
   * @param log purchases; those after today are not looked at
   * @param today the day of the list
   * @param halfLifeDays after how many days a purchase counts half, 1 to 1,000
   * @return for each item the sum of 2^(−days ÷ half-life)
   */
  public static double[] recent(PurchaseLog log, int today, int halfLifeDays) {
    Fading fading = new Fading(halfLifeDays);
    double[] recent = new double[log.items()];
    for (int row = 0; row < log.size(); row++) {
      if (log.day(row) <= today) {
        recent[log.item(row)] += fading.weight(today - log.day(row));
      }
    }
    return recent;
  }
}
