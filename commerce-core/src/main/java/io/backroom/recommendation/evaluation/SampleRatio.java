package io.backroom.recommendation.evaluation;

import io.backroom.spi.value.Require;
import java.util.Arrays;

/**
 * Whether the arms of an experiment got the customers that their weights say: Pearson's chi-square.
 * Where they did not, something lost or doubled customers of one arm, and no result can be trusted
 * (Fabijan et al. 2019, "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD).
 *
 * @param chiSquare the sum over arms of (counted − expected)² ÷ expected
 * @param p how likely a greater one is if nothing is wrong, 0 to 1; needs some 5 expected customers
 *     in each arm
 */
public record SampleRatio(double chiSquare, double p) {
  /** Below it an experiment is not to be trusted: low, because it is looked at again and again. */
  public static final double ALARM = 0.0005;

  /**
   * Checks.
   *
   * @param weights the arms' weights, positive
   * @param customers how many customers got each arm, not negative
   * @return the check; p is 1 if nobody came yet
   */
  public static SampleRatio of(double[] weights, long[] customers) {
    Require.when(
        weights.length == customers.length && weights.length > 1,
        "customers",
        customers.length,
        "must be one for each of at least 2 arms");
    for (int arm = 0; arm < weights.length; arm++) {
      Require.when(weights[arm] > 0, "weights", weights[arm], "must be positive");
      Require.range("customers", customers[arm], 0, Long.MAX_VALUE);
    }
    double all = Arrays.stream(weights).sum();
    double came = Arrays.stream(customers).mapToDouble(count -> count).sum();
    if (came == 0) {
      return new SampleRatio(0, 1);
    }
    double chiSquare = 0;
    for (int arm = 0; arm < weights.length; arm++) {
      double expected = came * weights[arm] / all;
      double off = customers[arm] - expected;
      chiSquare += off * off / expected;
    }
    return new SampleRatio(chiSquare, upperTail(chiSquare, weights.length - 1));
  }

  /**
   * Returns whether the experiment is not to be trusted.
   *
   * @return whether p is below {@link #ALARM}
   */
  public boolean isMismatch() {
    return p < ALARM;
  }

  /**
   * The probability that a chi-square with so many degrees of freedom is greater: the regularized
   * upper incomplete gamma function Q(d ÷ 2, x ÷ 2), by its series for small x and its continued
   * fraction for large ones (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31).
   */
  static double upperTail(double chiSquare, int degrees) {
    double a = degrees / 2.0;
    double x = chiSquare / 2;
    if (x <= 0) {
      return 1;
    }
    double front = StrictMath.exp(a * StrictMath.log(x) - x - logGammaOfHalves(degrees));
    return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
  }

  private static double series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return sum;
  }

  /** From below, with as many terms as are needed where x is at least a + 1. */
  private static double fraction(double a, double x) {
    double value = x;
    for (int n = 500; n > 0; n--) {
      value = x + (n - a) / (1 + n / value);
    }
    return 1 / value;
  }

  /** ln Γ(d ÷ 2), by Γ(x + 1) = x Γ(x) from Γ(1) = 1 or Γ(½) = √π. */
  private static double logGammaOfHalves(int degrees) {
    double sum = degrees % 2 == 0 ? 0 : StrictMath.log(Math.PI) / 2;
    for (double x = degrees % 2 == 0 ? 1 : 0.5; x < degrees / 2.0; x++) {
      sum += StrictMath.log(x);
    }
    return sum;
  }
}
