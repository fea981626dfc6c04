package io.backroom.recommendation;

import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spi.value.Require;
import java.time.Duration;

/**
 * How recommendations learn.
 *
 * @param refitAfter how long after a purchase the model is learned anew at the latest, a second or
 *     more. Each time costs what {@link RidgeSettings} and the catalog make of it
 * @param ridge the model's own settings
 * @param historyHalfLifeDays after how many days a purchase counts half in its customer's list, 1
 *     to 10,000
 * @param trendHalfLifeDays after how many days a purchase counts half in what is in season, 1 to
 *     10,000
 * @param trendExponent how much the season counts, 0 for not at all, up to 4
 */
public record LearningTerms(
    Duration refitAfter,
    RidgeSettings ridge,
    int historyHalfLifeDays,
    int trendHalfLifeDays,
    double trendExponent) {
  private static final int DAYS_MAX = 10_000;

  /** For purchases in a shop of some thousand items. */
  public static final LearningTerms DEFAULT =
      new LearningTerms(Duration.ofMinutes(10), RidgeSettings.PURCHASES, 60, 20, 1);

  /** Checks the ranges. */
  public LearningTerms {
    boolean legal = refitAfter.compareTo(Duration.ofSeconds(1)) >= 0;
    Require.when(legal, "refitAfter", refitAfter, "must be at least a second");
    Require.range("historyHalfLifeDays", historyHalfLifeDays, 1, DAYS_MAX);
    Require.range("trendHalfLifeDays", trendHalfLifeDays, 1, DAYS_MAX);
    boolean power = trendExponent >= 0 && trendExponent <= 4;
    Require.when(power, "trendExponent", trendExponent, "must be 0 to 4");
  }

  /**
   * Returns these terms with another time to the next model.
   *
   * @param chosen the time, a second or more
   * @return the terms
   */
  public LearningTerms refitAfter(Duration chosen) {
    return new LearningTerms(chosen, ridge, historyHalfLifeDays, trendHalfLifeDays, trendExponent);
  }

  /**
   * Returns these terms with what foretold the shop's own purchases best: {@link ForYou#choose}.
   *
   * @param chosen the settings; where a history never fades, half of it is left after 10,000 days
   * @return the terms
   */
  public LearningTerms with(ForYou.Settings chosen) {
    return new LearningTerms(
        refitAfter,
        chosen.ridge(),
        chosen.halfLifeDays() == 0 ? DAYS_MAX : chosen.halfLifeDays(),
        chosen.season().halfLifeDays(),
        chosen.season().exponent());
  }
}
