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
import java.util.Optional;

/**
 * Lists of what is new to a customer: {@link LocalRidge} on a history that fades, times {@link
 * Trend}, with everything that is open chosen on the shop's own purchases. One thread.
 */
public final class ForYou implements Recommender {
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

  /** Answers from another model with the same fading and season. */
  static ForYou with(Split split, Settings settings, ItemModel model) {
    return new ForYou(split, settings, model);
  }

  /**
   * Chooses what is open by what would have foretold the last days of a log best, and the days
   * before those: two stretches, because what one of them favors may be its season's luck. The
   * season, how fast histories fade and the model are chosen in turns, twice. Nothing after the log
   * is looked at.
   *
   * @param log the shop's purchases, with their days
   * @return the choice with the greatest NDCG@10 of lists of what is new, over the customers of
   *     both stretches
   */
  public static Settings choose(PurchaseLog log) {
    return new ForYouChoice(log).choose();
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
