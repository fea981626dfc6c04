package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.evaluation.ForYou.Settings;
import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.RidgeSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Chooses the settings of {@link ForYou} on the end of a log. One thread. */
final class ForYouChoice {
  private static final int VALIDATED_MAX = 2_000;
  private static final List<Integer> HALF_LIVES = List.of(0, 240, 120, 60, 30);
  private static final List<Settings.Season> SEASONS =
      List.of(
          Settings.Season.NONE,
          new Settings.Season(30, 0.5),
          new Settings.Season(20, 1),
          new Settings.Season(15, 1),
          new Settings.Season(10, 1),
          new Settings.Season(7, 1),
          new Settings.Season(5, 1));

  /** The second time around, each choice is made with the others in place. */
  private static final int ROUNDS = 2;

  private final Stretches stretches;
  private final Map<Learned, ItemModel> models = new HashMap<>();
  private final Map<Settings, Double> seen = new HashMap<>();

  /** What a model was learned from, and how. */
  private record Learned(int today, RidgeSettings ridge) {}

  ForYouChoice(PurchaseLog log) {
    stretches = new Stretches(log, Mode.NEW, VALIDATED_MAX);
  }

  Settings choose() {
    List<RidgeSettings> ridges =
        stretches.splits().isEmpty()
            ? List.of(RidgeSettings.PURCHASES)
            : RidgeChoice.candidates(stretches.splits().get(0).train());
    Settings best = new Settings(ridges.get(0), 0, Settings.Season.NONE);
    for (int round = 0; round < ROUNDS; round++) {
      best = best(SEASONS, best::with);
      best = best(HALF_LIVES, best::fading);
      best = best(ridges, best::of);
    }
    return best;
  }

  private <T> Settings best(List<T> candidates, Function<T, Settings> settings) {
    Settings best = settings.apply(candidates.get(0));
    for (T candidate : candidates) {
      Settings some = settings.apply(candidate);
      best = ndcg(some) > ndcg(best) ? some : best;
    }
    return best;
  }

  private double ndcg(Settings settings) {
    Double known = seen.get(settings);
    double ndcg =
        known != null
            ? known
            : stretches.ndcg(split -> ForYou.with(split, settings, model(split, settings)));
    seen.put(settings, ndcg);
    return ndcg;
  }

  private ItemModel model(Split split, Settings settings) {
    return models.computeIfAbsent(
        new Learned(split.today(), settings.ridge()),
        some -> LocalRidge.train(split.train(), some.ridge()));
  }
}
