package io.backroom.recommendation;

import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.Ranked;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.recommendation.model.Scorer;
import io.backroom.recommendation.model.Trend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.IntPredicate;

/**
 * What was learned of all purchases at one time. Its items are the SKUs in the order of their
 * names, so that the same purchases make the same model, in whatever order they arrived.
 * Thread-safe.
 */
final class Fitted {
  static final Fitted NOTHING = nothing();

  private final int[] skuOf;
  private final int[] itemOf;
  private final Newcomers newcomers;
  private final int justBoughtDays;
  private final Scorer first;
  private final Queue<Scorer> idle = new ConcurrentLinkedQueue<>();

  /**
   * What there is to learn from.
   *
   * @param skuOf the SKUs' numbers in the order of their names
   * @param bound all numbers of SKUs are below this
   * @param log who bought what, items being places in that order
   */
  record Lessons(int[] skuOf, int bound, PurchaseLog log) {}

  private Fitted(Lessons lessons, ItemModel model, float[] factors, Newcomers newcomers) {
    this.skuOf = lessons.skuOf();
    first = new Scorer(model, factors);
    this.newcomers = newcomers;
    justBoughtDays = ComingBack.days(lessons.log());
    itemOf = new int[lessons.bound()];
    Arrays.fill(itemOf, -1);
    for (int item = 0; item < skuOf.length; item++) {
      itemOf[skuOf[item]] = item;
    }
  }

  private static Fitted nothing() {
    PurchaseLog none = PurchaseLog.builder(0, 0).build();
    ItemModel model = LocalRidge.train(Purchases.of(none), RidgeSettings.PURCHASES);
    return new Fitted(new Lessons(new int[0], 0, none), model, new float[0], Newcomers.NONE);
  }

  /**
   * Learns on the calling thread.
   *
   * @param lessons what from
   * @param today the day of what is in season
   * @param terms how
   * @param alike how alike each SKU is described to one, both by number
   */
  static Fitted of(
      Lessons lessons, int today, LearningTerms terms, Function<Integer, double[]> alike) {
    PurchaseLog log = lessons.log();
    Purchases purchases = Purchases.of(log);
    ItemModel model = LocalRidge.train(purchases, terms.ridge());
    float[] trend = Trend.factors(log, today, terms.trendHalfLifeDays(), terms.trendExponent());
    Newcomers newcomers = Newcomers.of(lessons.skuOf(), purchases, model, trend, alike);
    float[] factors = trend.clone();
    for (int item = 0; item < factors.length; item++) {
      factors[item] = newcomers.isOne(item) ? 0 : factors[item];
    }
    return new Fitted(lessons, model, factors, newcomers);
  }

  /** Returns the item that is a SKU, or -1. */
  int itemOf(int sku) {
    return sku < itemOf.length ? itemOf[sku] : -1;
  }

  int skuOf(int item) {
    return skuOf[item];
  }

  /** For how many days a purchase counts as just made. */
  int justBoughtDays() {
    return justBoughtDays;
  }

  Newcomers newcomers() {
    return newcomers;
  }

  /** Returns the items that a history speaks for, new ones left out. */
  Ranked top(History history, int limit, IntPredicate allowedSku) {
    return scoring(scorer -> scorer.top(history, limit, item -> allowedSku.test(skuOf[item])));
  }

  /**
   * Returns the greatest terms of the scores of items, -1 for none.
   *
   * @param history what the scores were made of
   * @param items whose
   * @param most how many terms of each at most
   */
  List<List<Scorer.Part>> because(History history, int[] items, int most) {
    return scoring(
        scorer -> {
          List<List<Scorer.Part>> all = new ArrayList<>(items.length);
          for (int item : items) {
            if (item < 0) {
              all.add(List.of());
            } else {
              all.add(
                  newcomers.isOne(item)
                      ? newcomers.because(history, item, most)
                      : scorer.because(history, item, most));
            }
          }
          return all;
        });
  }

  private <T> T scoring(Function<Scorer, T> use) {
    Scorer known = idle.poll();
    Scorer scorer = known == null ? first.another() : known;
    T result = use.apply(scorer);
    // One that failed may hold sums, and is left to the collector.
    idle.add(scorer);
    return result;
  }
}
