package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.Fading;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

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
          Settings.Season.NONE,
          new Settings.Season(30, 0.5),
          new Settings.Season(20, 1),
          new Settings.Season(15, 1),
          new Settings.Season(10, 1));

  /** The second time around, each choice is made with the others in place. */
  private static final int ROUNDS = 2;

  private final Purchases purchases;
  private final Settings settings;
  private final int today;
  private final Scorer scorer;
  private final Optional<Fading> fading;

  private ForYou(Split split, Settings settings, ItemModel model) {
    purchases = split.train();
    this.settings = settings;
    today = split.today();
    fading =
        settings.halfLifeDays() == 0
            ? Optional.empty()
            : Optional.of(new Fading(settings.halfLifeDays()));
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
      Require.range("halfLifeDays", halfLifeDays, 0, 1_000);
    }

    Settings of(RidgeSettings other) {
      return new Settings(other, halfLifeDays, season);
    }

    Settings fading(int days) {
      return new Settings(ridge, days, season);
    }

    Settings with(Season other) {
      return new Settings(ridge, halfLifeDays, other);
    }

    /**
     * How much recent sales count.
     *
     * @param halfLifeDays after how many days a purchase counts half, 1 or more
     * @param exponent 0 for not at all
     */
    public record Season(int halfLifeDays, double exponent) {
      /** Recent sales do not count. */
      public static final Season NONE = new Season(30, 0);
    }
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
   * Chooses what is open by what would have foretold the last days of a log best: the season, how
   * fast histories fade and the model in turns, twice. Nothing after the log is looked at.
   *
   * @param log the shop's purchases, with their days
   * @return the choice with the greatest NDCG@10 of lists of what is new
   */
  public static Settings choose(PurchaseLog log) {
    Split split = Split.lastShare(log, VALIDATION_SHARE);
    Evaluation evaluation = new Evaluation(split, Mode.NEW, CUT, VALIDATED_MAX);
    List<RidgeSettings> ridges = RidgeChoice.candidates(split.train());
    Map<RidgeSettings, ItemModel> models = new HashMap<>();
    ridges.forEach(ridge -> models.put(ridge, LocalRidge.train(split.train(), ridge)));
    Settings best = new Settings(ridges.get(0), 0, Settings.Season.NONE);
    for (int round = 0; round < ROUNDS; round++) {
      Settings before = best;
      best = best(evaluation, split, models, SEASONS, before::with);
      Settings inSeason = best;
      best = best(evaluation, split, models, HALF_LIVES, inSeason::fading);
      Settings faded = best;
      best = best(evaluation, split, models, ridges, faded::of);
    }
    return best;
  }

  private static <T> Settings best(
      Evaluation evaluation,
      Split split,
      Map<RidgeSettings, ItemModel> models,
      List<T> candidates,
      Function<T, Settings> settings) {
    Settings best = settings.apply(candidates.get(0));
    double most = -1;
    for (T candidate : candidates) {
      Settings some = settings.apply(candidate);
      ItemModel model = Objects.requireNonNull(models.get(some.ridge()));
      double ndcg = evaluation.of(new ForYou(split, some, model)).ndcg();
      if (ndcg > most) {
        most = ndcg;
        best = some;
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
        fading
            .map(some -> History.fading(purchases, customer, today, some))
            .orElseGet(() -> History.of(purchases, customer));
    return scorer.top(history, limit, allowed);
  }
}
