package io.backroom.recommendation.evaluation;

import io.backroom.spi.value.Require;

/**
 * Compares two arms of an experiment and may be looked at whenever one likes: after every customer,
 * and ended as soon as it says something.
 *
 * <pre>
 *   d = mean of the new arm − mean of the old one      v = s²(old) ÷ n(old) + s²(new) ÷ n(new)
 *   interval = d ± √( v (v + τ²) ÷ τ² × (2 ln(1 ÷ α) + ln((v + τ²) ÷ v)) )
 * </pre>
 *
 * <p>All of these intervals together, over all looks, miss the true difference with a probability
 * of at most α: they hold what the mixture sequential probability ratio test with a normal mixture
 * of standard deviation τ does not reject (Robbins 1970, "Statistical methods related to the law of
 * the iterated logarithm", Annals of Mathematical Statistics 41(5); Johari, Koomen, Pekelis and
 * Walsh 2017, "Peeking at A/B Tests: Why it matters, and what to do about it", KDD). It is a bit
 * wider than an interval for one look, which is the price for the others.
 *
 * <p>Means are taken for normal, so nothing is said before each arm has 100 customers; values of
 * which few customers make up the most need many more. The customers must be divided by chance
 * ({@link Experiment}), each must count once, and the shares must not change with the results.
 *
 * @param alpha how often a difference may be claimed where there is none, more than 0 to 0.5
 * @param effect τ: the difference one hopes for, positive; it decides when the test is quickest,
 *     not whether it is right
 * @param bound what is too small to matter, positive: if the difference is surely between −bound
 *     and bound, there is none
 */
public record SequentialTest(double alpha, double effect, double bound) {
  /** How many customers each arm needs before anything is said. */
  public static final long CUSTOMERS_MIN = 100;

  /** Checks the ranges. */
  public SequentialTest {
    Require.when(alpha > 0 && alpha <= 0.5, "alpha", alpha, "must be more than 0 to 0.5");
    Require.when(effect > 0 && effect < Double.MAX_VALUE, "effect", effect, "must be positive");
    Require.when(bound > 0 && bound < Double.MAX_VALUE, "bound", bound, "must be positive");
  }

  /** What is known so far. */
  public enum Verdict {
    /** Nothing yet. */
    KEEP_GOING,
    /** The new arm is better. */
    BETTER,
    /** The new arm is worse. */
    WORSE,
    /** The two differ by less than the bound. */
    NO_DIFFERENCE
  }

  /**
   * What a host counts of an arm, wherever it likes.
   *
   * @param customers how many customers, each once, not negative
   * @param sum the sum of their values
   * @param squares the sum of the squares of their values
   */
  public record Tally(long customers, double sum, double squares) {
    /** Checks that there can be such customers. */
    public Tally {
      Require.range("customers", customers, 0, Long.MAX_VALUE);
      Require.when(Double.isFinite(sum), "sum", sum, "must be finite");
      Require.when(
          squares >= 0 && squares < Double.POSITIVE_INFINITY,
          "squares",
          squares,
          "must be finite and not negative");
    }

    /**
     * Returns the counts of something that a customer does or does not.
     *
     * @param customers how many customers
     * @param successes how many of them did, at most all
     * @return the counts
     */
    public static Tally proportion(long customers, long successes) {
      Require.range("successes", successes, 0, customers);
      return new Tally(customers, successes, successes);
    }

    private double mean() {
      return customers == 0 ? 0 : sum / customers;
    }

    /** The square of the standard error of the mean. */
    private double error() {
      double spread = Math.max(0, squares - sum * mean());
      return spread / (customers - 1.0) / customers;
    }
  }

  /**
   * An answer.
   *
   * @param verdict what is known so far
   * @param difference mean of the new arm − mean of the old one
   * @param low the lower end of the interval; −∞ while nothing can be said
   * @param high its upper end; ∞ while nothing can be said
   */
  public record Look(Verdict verdict, double difference, double low, double high) {}

  /**
   * Looks.
   *
   * @param old counts of the arm that is there already
   * @param fresh counts of the new arm
   * @return what is known so far. A difference that is sure is told even if it is below the bound
   */
  public Look look(Tally old, Tally fresh) {
    double difference = fresh.mean() - old.mean();
    boolean early = Math.min(old.customers(), fresh.customers()) < CUSTOMERS_MIN;
    double v = early ? 0 : old.error() + fresh.error();
    if (v == 0) {
      return new Look(
          Verdict.KEEP_GOING, difference, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    double mixed = v + effect * effect;
    double width =
        Math.sqrt(
            v
                * mixed
                / (effect * effect)
                * (2 * StrictMath.log(1 / alpha) + StrictMath.log(mixed / v)));
    return new Look(
        verdict(difference - width, difference + width),
        difference,
        difference - width,
        difference + width);
  }

  private Verdict verdict(double low, double high) {
    if (low > 0) {
      return Verdict.BETTER;
    }
    if (high < 0) {
      return Verdict.WORSE;
    }
    return low > -bound && high < bound ? Verdict.NO_DIFFERENCE : Verdict.KEEP_GOING;
  }
}
