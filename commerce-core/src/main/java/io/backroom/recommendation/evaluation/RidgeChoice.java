package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.recommendation.model.Scorer;
import java.util.List;

/** Chooses the settings of the model among a few that suit different kinds of shops. */
public final class RidgeChoice {
  /** For some thousand items, for films that everybody sees, for very many places, for seasons. */
  private static final List<RidgeSettings> CANDIDATES =
      List.of(
          RidgeSettings.PURCHASES,
          new RidgeSettings(300, 0.6, 10, 0.6, 0.5, -0.1, Integer.MAX_VALUE),
          new RidgeSettings(100, 0.5, 10, 0.4, 0.5, 0, Integer.MAX_VALUE),
          new RidgeSettings(200, 0.5, 10, 0.4, 0.5, 0, Integer.MAX_VALUE),
          new RidgeSettings(100, 0.4, 100, 0.1, 0.5, 0, Integer.MAX_VALUE),
          new RidgeSettings(100, 0.4, 300, 0.1, 0.5, 0, Integer.MAX_VALUE));

  /** Larger models take longer to try than they are worth. */
  private static final long WEIGHTS_MAX = 10_000_000;

  private static final int EVERY = 10;
  private static final int CUT = 10;
  private static final int VALIDATED_MAX = 4_000;

  private RidgeChoice() {}

  /**
   * Chooses by pairs of customer and item that are held back, whatever their time: for purchases
   * without days. By time is better where there are days: {@link ForYou#choose}.
   *
   * @param log purchases
   * @return the settings with the greatest NDCG@10
   */
  public static RidgeSettings byHeldBackPairs(PurchaseLog log) {
    Split split = Split.byHash(log, EVERY);
    return best(
        new Evaluation(split, Mode.NEW, CUT, VALIDATED_MAX), split, candidates(split.train()));
  }

  /** Returns the candidates that are worth trying; the first one always is. */
  static List<RidgeSettings> candidates(Purchases purchases) {
    return CANDIDATES.stream()
        .filter(
            some ->
                some.equals(CANDIDATES.get(0))
                    || (long) some.neighbors() * purchases.items() <= WEIGHTS_MAX)
        .toList();
  }

  static RidgeSettings best(Evaluation evaluation, Split split, List<RidgeSettings> candidates) {
    RidgeSettings best = candidates.get(0);
    double most = -1;
    Purchases train = split.train();
    for (RidgeSettings settings : candidates) {
      Scorer scorer = new Scorer(LocalRidge.train(train, settings));
      double ndcg =
          evaluation
              .of(
                  (customer, limit, allowed) ->
                      scorer.top(History.of(train, customer), limit, allowed))
              .ndcg();
      if (ndcg > most) {
        most = ndcg;
        best = settings;
      }
    }
    return best;
  }
}
