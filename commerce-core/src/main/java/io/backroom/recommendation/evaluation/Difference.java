package io.backroom.recommendation.evaluation;

import io.backroom.spi.value.Require;

/**
 * How much more one way of making lists finds than another, customer by customer.
 *
 * <pre>
 *   d(u) = NDCG of one list for u − NDCG of the other
 *   interval = mean of d ± 1.96 s / √n      s: standard deviation of d over n customers
 * </pre>
 *
 * <p>Both lists are for the same customers, so what makes a customer easy or hard to foretell falls
 * out: the paired t-test, which agrees with bootstrap and randomization on such figures (Smucker,
 * Allan and Carterette 2007, "A Comparison of Statistical Significance Tests for Information
 * Retrieval Evaluation", CIKM).
 *
 * @param customers n
 * @param mean the mean of d
 * @param error half of the 95 % confidence interval; 0 for fewer than two customers
 */
public record Difference(int customers, double mean, double error) {
  private static final double NORMAL_95 = 1.96;

  /** What a difference says. */
  public enum Verdict {
    /** The whole interval lies above 0. */
    BETTER,
    /** The whole interval lies below 0. */
    WORSE,
    /** The interval holds 0. */
    NOT_SHOWN
  }

  /**
   * Compares.
   *
   * @param one the figure of each customer with one way
   * @param other the figures of the same customers, in the same order, with the other
   * @return the difference
   */
  public static Difference of(double[] one, double[] other) {
    Require.when(
        one.length == other.length, "other", other.length, "must be as many as " + one.length);
    int n = one.length;
    double sum = 0;
    for (int at = 0; at < n; at++) {
      sum += one[at] - other[at];
    }
    double mean = n == 0 ? 0 : sum / n;
    double squares = 0;
    for (int at = 0; at < n; at++) {
      double off = one[at] - other[at] - mean;
      squares += off * off;
    }
    return new Difference(n, mean, n < 2 ? 0 : NORMAL_95 * Math.sqrt(squares / (n - 1) / n));
  }

  /**
   * Returns the lower end of the interval.
   *
   * @return mean − error
   */
  public double low() {
    return mean - error;
  }

  /**
   * Returns the upper end of the interval.
   *
   * @return mean + error
   */
  public double high() {
    return mean + error;
  }

  /**
   * Returns what the difference says.
   *
   * @return better, worse, or not shown; of fewer than two customers nothing is ever shown
   */
  public Verdict verdict() {
    if (customers < 2 || (low() <= 0 && high() >= 0)) {
      return Verdict.NOT_SHOWN;
    }
    return mean > 0 ? Verdict.BETTER : Verdict.WORSE;
  }
}
