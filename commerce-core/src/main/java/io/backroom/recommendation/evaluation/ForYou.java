package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.Ranked;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.recommendation.model.Scorer;
import io.backroom.recommendation.model.Trend;
import io.backroom.spi.value.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of what is new to a customer: {@link LocalRidge} on a history that fades, times {@link
 * Trend}, with everything that is open chosen on the shop's own purchases. One thread.
 */
public final class ForYou implements Recommender {
  /** The share of the log that choices are validated on: its last days. */
  private static final double VALIDATION_SHARE = 0.15;

  private static final int VALIDATED_MAX = 2_000;
  private static final int CUT = 10;
  private static final List<Integer> HALF_LIVES = List.of(0, 240, 120, 60, 30);
  private static final List<Settings.Season> SEASONS =
      List.of(
          new Settings.Season(30, 0),
          new Settings.Season(30, 0.5),
          new Settings.Season(30, 1),
          new Settings.Season(20, 1));

  private final Purchases purchases;
  private final Settings settings;
  private final int today;
  private final Scorer scorer;

  private ForYou(Split split, Settings settings, ItemModel model) {
    purchases = split.train();
    this.settings = settings;
    today = split.today();
    Settings.Season season = settings.season();
    scorer =
        season.exponent() == 0
            ? new Scorer(model)
            : new Scorer(
                model, Trend.factors(split.log(), today, season.halfLifeDays(), season.exponent()));
  }

  /**
   * What is open.
   *
   * @param ridge of the model
   * @param halfLifeDays after how many days an item of a customer counts half; 0 if it never fades
   * @param season how much recent sales count
   */
  public record Settings(RidgeSettings ridge, int halfLifeDays, Season season) {
    /** Checks the range. */
    public Settings {
      Require.range("halfLifeDays", halfLifeDays, 0, Integer.MAX_VALUE);
    }

    /**
     * How much recent sales count.
     *
     * @param halfLifeDays after how many days a purchase counts half, 1 or more
     * @param exponent 0 for not at all
     */
    public record Season(int halfLifeDays, double exponent) {}
  }

  /**
   * Learns.
   *
   * @param split from its training part
   * @param settings what is open
   * @return ready to answer
   */
  public static ForYou train(Split split, Settings settings) {
    return new ForYou(split, settings, LocalRidge.train(split.train(), settings.ridge()));
  }

  /**
   * Chooses what is open by what would have foretold the last days of a log best: first the model,
   * then how fast histories fade, then the season. Nothing after the log is looked at.
   *
   * @param log the shop's purchases, with their days
   * @return the choice with the greatest NDCG@10 of lists of what is new
   */
  public static Settings choose(PurchaseLog log) {
    Split split = Split.lastShare(log, VALIDATION_SHARE);
    Evaluation evaluation = new Evaluation(split, Mode.NEW, CUT, VALIDATED_MAX);
    Settings.Season noSeason = SEASONS.get(0);
    RidgeSettings ridge = RidgeChoice.best(evaluation, split, RidgeChoice.CANDIDATES);
    ItemModel model = LocalRidge.train(split.train(), ridge);
    List<Settings> fading = new ArrayList<>();
    HALF_LIVES.forEach(days -> fading.add(new Settings(ridge, days, noSeason)));
    Settings best = best(evaluation, split, model, fading);
    List<Settings> seasons = new ArrayList<>();
    for (Settings.Season season : SEASONS) {
      seasons.add(new Settings(ridge, best.halfLifeDays(), season));
    }
    return best(evaluation, split, model, seasons);
  }

  private static Settings best(
      Evaluation evaluation, Split split, ItemModel model, List<Settings> candidates) {
    Settings best = candidates.get(0);
    double most = -1;
    for (Settings settings : candidates) {
      double ndcg = evaluation.of(new ForYou(split, settings, model)).ndcg();
      if (ndcg > most) {
        most = ndcg;
        best = settings;
      }
    }
    return best;
  }

  /**
   * Returns what was chosen.
   *
   * @return the settings
   */
  public Settings settings() {
    return settings;
  }

  @Override
  public Ranked top(int customer, int limit, ItemFilter allowed) {
    History history =
        settings.halfLifeDays() == 0
            ? History.of(purchases, customer)
            : History.fading(purchases, customer, today, settings.halfLifeDays());
    return scorer.top(history, limit, allowed);
  }
}
