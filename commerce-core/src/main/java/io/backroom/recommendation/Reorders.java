package io.backroom.recommendation;

import static java.util.Objects.requireNonNull;

import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a customer will soon have used up.
 *
 * <pre>
 *   interval(u, j) = (days from u's first order of j to the last + g(j)) / (repeats of u + 1)
 *   score(u, j)    = 2^(−days until last + interval ÷ 7)
 * </pre>
 *
 * <p>g is the mean of the days between two orders over all customers who repeated it. Repeats are
 * taken for a Poisson process whose rate has a Gamma prior of one repeat in g days; the interval is
 * one over the rate's mean afterwards (the Poisson-Gamma model of Bhagat, Muralidharan, Lobzhanidze
 * and Vishwanath 2018, "Buy It Again: Modeling Repeat Purchase Recommendations", KDD, §3.3). Who
 * has not bought for three intervals has stopped, as in §3.4 there their rate falls.
 */
final class Reorders {
  private static final int AHEAD_DAYS = 30;
  private static final int STOPPED_AFTER = 3;
  private static final double WEEK = 7;

  private Reorders() {}

  /**
   * Returns what is due.
   *
   * @param profile what the customer bought
   * @param repeats how customers buy again
   * @param names the SKUs by number; a snapshot
   * @param bound all numbers of SKUs are below this
   * @param today the day of the answer
   */
  static Answer answer(Profile profile, Repeats repeats, Names<Sku> names, int bound, int today) {
    double[] scores = new double[bound];
    Map<Integer, Term> terms = new TreeMap<>();
    for (int at = 0; at < profile.size(); at++) {
      int sku = profile.skus()[at];
      Profile.Row row = profile.row(at);
      double interval = interval(row, repeats.meanDays(sku));
      double passed = Math.max(0, today - row.last());
      double until = interval - passed;
      if (interval > 0 && until <= AHEAD_DAYS && passed <= STOPPED_AFTER * interval) {
        scores[sku] = StrictMath.pow(2, -until / WEEK);
        String detail = Math.round(interval) + "/" + Math.round(passed);
        terms.put(sku, Term.of(Recommendation.Kind.DUE, detail, scores[sku]));
      }
    }
    return new Answer(
        scores,
        names,
        some -> some.stream().map(sku -> List.of(requireNonNull(terms.get(sku)))).toList());
  }

  /** Days between two orders; 0 if nobody has ever repeated it. */
  private static double interval(Profile.Row row, double mean) {
    int repeats = Math.max(0, row.times() - 1);
    int days = row.last() - row.first();
    if (row.cameBack() || mean == 0) {
      return 0;
    }
    return (days + mean) / (repeats + 1);
  }
}
