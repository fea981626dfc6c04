package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.evaluation.ForYou.Settings.Season;
import io.backroom.recommendation.model.BuyAgain;
import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Ranked;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.recommendation.model.Trend;
import io.backroom.spi.value.Require;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Lists of what a customer buys again, with everything that is open chosen on the shop's own
 * purchases.
 *
 * <pre>
 *   score(u, j) = a(u, j) ÷ best a(u, ·) × f(j) + b n(u, j) ÷ best n(u, ·)
 * </pre>
 *
 * <p>a is the score of {@link BuyAgain}, f that of {@link Trend}, n that of {@link ForYou} on all
 * items, and b its share; the first 200 of both lists are added up. One thread.
 */
public final class Again implements Recommender {
  private static final int CANDIDATES = 200;
  private static final int VALIDATED_MAX = 4_000;

  private final Recommender again;
  private final Recommender fresh;
  private final float[] factors;
  private final double freshShare;

  private Again(Split split, Recommender again, Recommender fresh, Settings settings) {
    this.again = again;
    this.fresh = fresh;
    this.freshShare = settings.freshShare();
    Season season = settings.season();
    factors = Trend.factors(split.log(), split.today(), season.halfLifeDays(), season.exponent());
  }

  /**
   * What is open.
   *
   * @param again of own and similar customers' purchases
   * @param season how much recent sales count
   * @param fresh of the model
   * @param freshShare b, 0 to 1
   */
  public record Settings(
      BuyAgain.Settings again, Season season, ForYou.Settings fresh, double freshShare) {
    /** Own and similar customers' purchases alone. */
    public static final Settings USUAL =
        new Settings(
            BuyAgain.Settings.USUAL,
            Season.NONE,
            new ForYou.Settings(RidgeSettings.PURCHASES, 0, Season.NONE),
            0);

    /** Checks the range. */
    public Settings {
      Require.when(freshShare >= 0 && freshShare <= 1, "freshShare", freshShare, "must be 0 to 1");
    }

    private Settings neighbors(int count) {
      return of(new BuyAgain.Settings(again.halfLifeDays(), count, again.ownShare()));
    }

    private Settings fading(int days) {
      return of(new BuyAgain.Settings(days, again.neighbors(), again.ownShare()));
    }

    private Settings of(BuyAgain.Settings other) {
      return new Settings(other, season, fresh, freshShare);
    }

    private Settings with(Season other) {
      return new Settings(again, other, fresh, freshShare);
    }

    private Settings with(double share) {
      return new Settings(again, season, fresh, share);
    }
  }

  /**
   * Learns.
   *
   * @param split from its training part
   * @param settings what is open
   * @return ready to answer
   */
  public static Again train(Split split, Settings settings) {
    return new Again(split, again(split, settings), fresh(split, settings), settings);
  }

  private static Recommender again(Split split, Settings settings) {
    return BuyAgain.of(split.log(), split.today(), settings.again())::top;
  }

  private static Recommender fresh(Split split, Settings settings) {
    return settings.freshShare() == 0
        ? (customer, limit, allowed) -> Ranked.NONE
        : ForYou.train(split, settings.fresh());
  }

  /**
   * Chooses what is open by what would have foretold the last days of a log best, and the days
   * before those: how many customers are alike, how fast purchases fade, the season, and the share
   * of the model. Nothing after the log is looked at.
   *
   * @param log the shop's purchases, with their days
   * @param fresh of the model
   * @return the choice with the greatest NDCG@10 of lists in which repeats are allowed
   */
  public static Settings choose(PurchaseLog log, ForYou.Settings fresh) {
    return new Choice(log, fresh).choose();
  }

  @Override
  public Ranked top(int customer, int limit, ItemFilter allowed) {
    Map<Integer, Double> scores = new TreeMap<>();
    add(scores, again.top(customer, CANDIDATES, allowed), item -> (double) factors[item]);
    add(scores, fresh.top(customer, CANDIDATES, allowed), item -> freshShare);
    Comparator<Map.Entry<Integer, Double>> best =
        Map.Entry.comparingByValue(Comparator.reverseOrder());
    List<Map.Entry<Integer, Double>> list =
        scores.entrySet().stream().sorted(best).limit(limit).toList();
    return new Ranked(
        list.stream().mapToInt(Map.Entry::getKey).toArray(),
        list.stream().mapToDouble(Map.Entry::getValue).toArray());
  }

  private static void add(
      Map<Integer, Double> scores, Ranked list, Function<Integer, Double> factor) {
    for (int at = 0; at < list.size(); at++) {
      int item = list.items()[at];
      scores.merge(item, list.scores()[at] / list.scores()[0] * factor.apply(item), Double::sum);
    }
  }

  private static final class Choice {
    private static final List<Integer> NEIGHBORS = List.of(300, 100, 50);
    private static final List<Integer> HALF_LIVES = List.of(120, 60, 240);
    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.2, 0.3, 0.5);
    private static final List<Season> SEASONS =
        List.of(
            Season.NONE,
            new Season(20, 0.1),
            new Season(10, 0.1),
            new Season(20, 0.2),
            new Season(10, 0.2));

    private final Stretches stretches;
    private final ForYou.Settings fresh;
    private final Map<Learned, Recommender> lists = new HashMap<>();
    private final Map<Integer, Recommender> freshLists = new HashMap<>();

    /** What lists were learned from, and how. */
    private record Learned(int today, BuyAgain.Settings again) {}

    Choice(PurchaseLog log, ForYou.Settings fresh) {
      stretches = new Stretches(log, Mode.ALL, VALIDATED_MAX);
      this.fresh = fresh;
    }

    Settings choose() {
      Settings usual = Settings.USUAL;
      Settings best = new Settings(usual.again(), usual.season(), fresh, 0);
      best = best(NEIGHBORS, best::neighbors);
      best = best(HALF_LIVES, best::fading);
      best = best(SEASONS, best::with);
      return best(SHARES, best::with);
    }

    private <T> Settings best(List<T> candidates, Function<T, Settings> settings) {
      Settings best = settings.apply(candidates.get(0));
      double most = -1;
      for (T candidate : candidates) {
        Settings some = settings.apply(candidate);
        double ndcg = stretches.ndcg(split -> learned(split, some));
        if (ndcg > most) {
          most = ndcg;
          best = some;
        }
      }
      return best;
    }

    private Again learned(Split split, Settings settings) {
      Recommender again =
          lists.computeIfAbsent(
              new Learned(split.today(), settings.again()),
              some -> new KeptLists(again(split, settings), CANDIDATES));
      Recommender model =
          settings.freshShare() == 0
              ? fresh(split, settings)
              : freshLists.computeIfAbsent(
                  split.today(), some -> new KeptLists(fresh(split, settings), CANDIDATES));
      return new Again(split, again, model, settings);
    }
  }
}
