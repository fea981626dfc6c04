package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.BuyAgain;
import io.backroom.recommendation.model.Fading;
import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.ItemCosine;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.Ranked;
import io.backroom.recommendation.model.Scorer;
import io.backroom.recommendation.model.Trend;

/** The simple ways that anything else has to beat. */
public final class Baselines {
  private static final int RECENT_DAYS = 15;

  private Baselines() {}

  /**
   * The same list for everybody: what most customers bought.
   *
   * @param purchases what was bought
   * @return the baseline
   */
  public static Recommender popular(Purchases purchases) {
    double[] scores = new double[purchases.items()];
    for (int item = 0; item < scores.length; item++) {
      scores[item] = purchases.customersOf(item);
    }
    return (customer, limit, allowed) -> Ranked.of(scores, limit, allowed);
  }

  /**
   * The same list for everybody: what was bought most lately, a purchase counting half after 15
   * days.
   *
   * @param log purchases
   * @param today the day of the lists
   * @return the baseline
   */
  public static Recommender recentlyPopular(PurchaseLog log, int today) {
    double[] scores = Trend.recent(log, today, RECENT_DAYS);
    return (customer, limit, allowed) -> Ranked.of(scores, limit, allowed);
  }

  /**
   * What the customer bought most often: the baseline of buying again.
   *
   * @param log purchases
   * @param today the day of the lists
   * @param halfLifeDays after how many days a purchase counts half, 1 to 1,000
   * @return the baseline
   */
  public static Recommender ownFrequency(PurchaseLog log, int today, int halfLifeDays) {
    BuyAgain own = BuyAgain.of(log, today, new BuyAgain.Settings(halfLifeDays, 1, 1));
    return own::top;
  }

  /**
   * What the same customers bought: item neighborhoods by cosine, all of a customer's items
   * counting the same.
   *
   * @param purchases what was bought
   * @param neighbors how many items may speak for an item, 1 to 1,000
   * @return the baseline; one thread
   */
  public static Recommender itemNeighbors(Purchases purchases, int neighbors) {
    Scorer scorer = new Scorer(ItemCosine.train(purchases, neighbors));
    return (customer, limit, allowed) ->
        scorer.top(History.of(purchases, customer), limit, allowed);
  }

  /**
   * The same with recency: a customer's items fade with a half-life, and what sells lately is
   * raised.
   *
   * @param split where from
   * @param neighbors how many items may speak for an item, 1 to 1,000
   * @param halfLifeDays after how many days a customer's item counts half, 1 to 1,000
   * @param trendDays after how many days a purchase counts half for the trend, 1 or more
   * @return the baseline; one thread
   */
  public static Recommender recentItemNeighbors(
      Split split, int neighbors, int halfLifeDays, int trendDays) {
    Fading fading = new Fading(halfLifeDays);
    float[] factors = Trend.factors(split.log(), split.today(), trendDays, 1);
    Scorer scorer = new Scorer(ItemCosine.train(split.train(), neighbors), factors);
    return (customer, limit, allowed) ->
        scorer.top(History.fading(split.train(), customer, split.today(), fading), limit, allowed);
  }
}
