package io.backroom.benchmarks.recommendation;

import io.backroom.benchmarks.peer.Lists;
import io.backroom.benchmarks.peer.Pairs;
import io.backroom.benchmarks.peer.PeerRun;
import io.backroom.recommendation.evaluation.ForYou.Settings;
import io.backroom.recommendation.model.Fading;
import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.ItemCosine;
import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.recommendation.model.Scorer;
import io.backroom.recommendation.model.Trend;
import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Ours, and plain item neighborhoods by cosine. */
public final class OursPeer {
  private static final String COSINE = "cosine ";

  private OursPeer() {}

  /**
   * Runs one of the two.
   *
   * @param args those of {@link PeerRun}; the way is from {@link #ridge} or {@link #cosine}
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    PeerRun.run(args, OursPeer::train);
  }

  /** Returns the way of settings that were chosen. */
  static String ridge(Settings settings) {
    RidgeSettings ridge = settings.ridge();
    return String.format(
        Locale.ROOT,
        "%d %s %s %s %s %s %d %d %d %s",
        ridge.neighbors(),
        ridge.drop(),
        ridge.ridge(),
        ridge.customerExponent(),
        ridge.closenessExponent(),
        ridge.popularityExponent(),
        ridge.itemsMax(),
        settings.halfLifeDays(),
        settings.season().halfLifeDays(),
        settings.season().exponent());
  }

  /** Returns the way of plain item neighborhoods. */
  static String cosine(int neighbors) {
    return COSINE + neighbors;
  }

  private static Settings settings(String way) {
    String[] words = way.split(" ", -1);
    RidgeSettings ridge =
        new RidgeSettings(
            Integer.parseInt(words[0]),
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            Double.parseDouble(words[3]),
            Double.parseDouble(words[4]),
            Double.parseDouble(words[5]),
            Integer.parseInt(words[6]));
    Settings.Season season =
        new Settings.Season(Integer.parseInt(words[8]), Double.parseDouble(words[9]));
    return new Settings(ridge, Integer.parseInt(words[7]), season);
  }

  private static Lists train(Pairs pairs, String way) {
    PurchaseLog.Builder builder = PurchaseLog.builder(pairs.customers(), pairs.items());
    for (int at = 0; at < pairs.size(); at++) {
      builder.add(pairs.customer()[at], pairs.item()[at], pairs.day()[at]);
    }
    PurchaseLog log = builder.build();
    Purchases purchases = Purchases.of(log);
    int today = log.lastDay() + 1;
    if (way.startsWith(COSINE)) {
      int neighbors = Integer.parseInt(way.substring(COSINE.length()));
      ItemModel model = ItemCosine.train(purchases, neighbors);
      return new OurLists(purchases, model, new Scorer(model), Optional.empty(), today, Map::of);
    }
    Settings settings = settings(way);
    ItemModel model = LocalRidge.train(purchases, settings.ridge());
    Settings.Season season = settings.season();
    float[] factors =
        season.exponent() == 0
            ? new float[0]
            : Trend.factors(log, today, season.halfLifeDays(), season.exponent());
    Scorer scorer = new Scorer(model, factors);
    Optional<Fading> fading =
        settings.halfLifeDays() == 0
            ? Optional.empty()
            : Optional.of(new Fading(settings.halfLifeDays()));
    return new OurLists(
        purchases,
        model,
        scorer,
        fading,
        today,
        () -> Freshness.measure(pairs, purchases, settings.ridge()));
  }

  /** With all rules on: what may be sold at all, and what the customer does not have. */
  private record OurLists(
      Purchases purchases,
      ItemModel model,
      Scorer scorer,
      Optional<Fading> fading,
      int today,
      Supplier<Map<String, Double>> freshness,
      BitSet sellable)
      implements Lists {
    OurLists(
        Purchases purchases,
        ItemModel model,
        Scorer scorer,
        Optional<Fading> fading,
        int today,
        Supplier<Map<String, Double>> freshness) {
      this(purchases, model, scorer, fading, today, freshness, new BitSet());
      sellable.set(0, purchases.items());
    }

    @Override
    public int[] top(int customer, int limit) {
      History history =
          fading.isEmpty()
              ? History.of(purchases, customer)
              : History.fading(purchases, customer, today, fading.get());
      ItemFilter rules = item -> sellable.get(item) && !history.contains(item);
      return scorer.top(history, limit, rules).items();
    }

    @Override
    public Map<String, Double> more() {
      return freshness.get();
    }

    @Override
    public long bytes() throws IOException {
      ScaleRun.CountedBytes size = new ScaleRun.CountedBytes();
      model.write(size);
      return size.count();
    }
  }
}
