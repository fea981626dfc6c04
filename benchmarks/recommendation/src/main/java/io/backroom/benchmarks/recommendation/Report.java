package io.backroom.benchmarks.recommendation;

import io.backroom.benchmarks.harness.Table;
import io.backroom.recommendation.evaluation.Baselines;
import io.backroom.recommendation.evaluation.Evaluation;
import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.evaluation.Mode;
import io.backroom.recommendation.evaluation.Quality;
import io.backroom.recommendation.evaluation.Recommender;
import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.BuyAgain;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The two lists over time, each beside its simple baselines. */
final class Report {
  private static final int CUT = 10;
  private static final int NEIGHBORS = 50;

  private Report() {}

  static String of(Split split, ForYou.Settings chosen) {
    Map<String, Recommender> fresh = new LinkedHashMap<>();
    fresh.put("popular", Baselines.popular(split.train()));
    fresh.put("recently popular", Baselines.recentlyPopular(split.log(), split.today()));
    fresh.put("item kNN 50", Baselines.itemNeighbors(split.train(), NEIGHBORS));
    fresh.put("item kNN 50, same recency", Baselines.recentItemNeighbors(split, NEIGHBORS, chosen));
    fresh.put("ours", ForYou.train(split, chosen));
    Map<String, Recommender> again = new LinkedHashMap<>();
    again.put("popular", Baselines.popular(split.train()));
    again.put("own frequency", Baselines.ownFrequency(split.log(), split.today(), 120));
    again.put("ours", BuyAgain.of(split.log(), split.today(), BuyAgain.Settings.USUAL)::top);
    return table("new to the customer", split, Mode.NEW, fresh)
        + "\n"
        + table("buy again", split, Mode.ALL, again);
  }

  private static String table(
      String name, Split split, Mode mode, Map<String, Recommender> recommenders) {
    Table table =
        new Table(name, "NDCG", "±", "Recall", "HR", "MAP", "MRR", "coverage", "novelty", "judged");
    recommenders.forEach(
        (head, recommender) -> {
          Quality quality = new Evaluation(split, mode, CUT).of(recommender);
          table.row(
              head,
              fine(quality.ndcg()),
              fine(quality.ndcgError()),
              fine(quality.recall()),
              fine(quality.hitRate()),
              fine(quality.map()),
              fine(quality.mrr()),
              fine(quality.coverage()),
              fine(quality.novelty()),
              quality.customers());
        });
    return table.toString();
  }

  private static String fine(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
