package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.BuyAgain;
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
   * The same with the recency of other lists: a customer's items fade and recent sales count as
   * they do there.
   *
   * @param split where from
   * @param neighbors how many items may speak for an item, 1 to 1,000
   * @param same the settings whose fading and season are taken
   * @return the baseline; one thread
   */
  public static Recommender recentItemNeighbors(Split split, int neighbors, ForYou.Settings same) {
    return ForYou.with(split, same, ItemCosine.train(split.train(), neighbors));
  }
}
