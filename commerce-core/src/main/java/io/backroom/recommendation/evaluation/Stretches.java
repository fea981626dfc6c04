package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.PurchaseLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The end of a log in two stretches of days, each to be foretold from all before it: what choices
 * are made on. What a single stretch favors may be its season's luck. One thread.
 */
final class Stretches {
  /** The share of what is left of the log that each stretch holds. */
  private static final double SHARE = 0.15;

  private static final int COUNT = 2;
  private static final int CUT = 10;

  private final List<Split> splits = new ArrayList<>();
  private final Mode mode;
  private final int judgedMax;

  Stretches(PurchaseLog log, Mode mode, int judgedMax) {
    this.mode = mode;
    this.judgedMax = judgedMax;
    PurchaseLog left = log;
    for (int i = 0; i < COUNT && left.size() > 0; i++) {
      Split split = Split.lastShare(left, SHARE);
      splits.add(split);
      left = split.log();
    }
  }

  List<Split> splits() {
    return splits;
  }

  /** Returns the mean NDCG@10 over the customers of both stretches; 0 if there are none. */
  double ndcg(Function<Split, Recommender> learned) {
    double sum = 0;
    int customers = 0;
    for (Split split : splits) {
      Quality quality = new Evaluation(split, mode, CUT, judgedMax).of(learned.apply(split));
      sum += quality.ndcg() * quality.customers();
      customers += quality.customers();
    }
    return sum / Math.max(1, customers);
  }
}
