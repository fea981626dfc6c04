package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.PurchaseLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Judges a list beside its baselines, and the best of those part by part. */
final class Contest {
  static final int CUT = 10;
  private static final List<Integer> LENGTHS = List.of(1, 3, 5, 10, 20, 50);
  private static final int LONGEST = 50;

  /** Where the ranges of items bought before begin. */
  private static final int[] BOUGHT = {1, 2, 5, 10, 20, 50, 100, Integer.MAX_VALUE};

  private static final int PERIODS = 8;

  private final Split split;
  private final PurchaseLog later;
  private final Mode mode;
  private final int judgedMax;

  /** Creates a contest on the customers of a split, at most about so many. */
  Contest(Split split, PurchaseLog later, Mode mode, int judgedMax) {
    this.split = split;
    this.later = later;
    this.mode = mode;
    this.judgedMax = judgedMax;
  }

  private static final class Entry {
    private final String name;
    private final Recommender lists;
    private final Quality quality;
    private final double[] each;

    Entry(String name, Recommender recommender, Evaluation evaluation) {
      this.name = name;
      lists = new KeptLists(recommender, LONGEST);
      quality = evaluation.of(lists);
      each = evaluation.each(lists);
    }

    Finding.Line line() {
      return new Finding.Line(name, quality);
    }
  }

  Finding.Judged run(Recommender recommender, Map<String, Recommender> baselines) {
    Evaluation evaluation = evaluation(split, CUT);
    Entry ours = new Entry("ours", recommender, evaluation);
    List<Entry> others = new ArrayList<>();
    baselines.forEach((name, other) -> others.add(new Entry(name, other, evaluation)));
    Entry best =
        others.stream()
            .max(Comparator.comparingDouble(some -> some.quality.ndcg()))
            .orElseThrow(() -> new IllegalArgumentException("no baseline"));
    Difference difference = Difference.of(ours.each, best.each);
    return new Finding.Judged(
        mode,
        sentence(ours, best, difference),
        ours.line(),
        others.stream().map(Entry::line).toList(),
        best.line(),
        difference,
        List.of(
            new Finding.Group(Finding.By.LENGTH, byLength(ours.lists, best.lists)),
            new Finding.Group(Finding.By.BOUGHT, byBought(ours.lists, best.lists)),
            new Finding.Group(Finding.By.TIME, byTime(ours.lists, best.lists))));
  }

  private Evaluation evaluation(Split some, int cut) {
    return new Evaluation(some, mode, cut, judgedMax);
  }

  private static String sentence(Entry ours, Entry best, Difference difference) {
    return String.format(
        Locale.ROOT,
        "%s %s, the best of the simple ways: NDCG@%d %.3f beside %.3f, a difference of %+.3f (95 %%"
            + " interval %+.3f to %+.3f) over %,d customers.",
        switch (difference.verdict()) {
          case BETTER -> "Switch it on: it finds more than";
          case WORSE -> "Do not switch on yet: it finds less than";
          case NOT_SHOWN -> "No difference shown: it finds neither more nor less than";
        },
        best.name,
        CUT,
        ours.quality.ndcg(),
        best.quality.ndcg(),
        difference.mean(),
        difference.low(),
        difference.high(),
        difference.customers());
  }

  private List<Finding.Point> byLength(Recommender ours, Recommender best) {
    List<Finding.Point> points = new ArrayList<>();
    for (int length : LENGTHS) {
      add(points, "" + length, evaluation(split, length), ours, best);
    }
    return points;
  }

  private List<Finding.Point> byBought(Recommender ours, Recommender best) {
    List<Finding.Point> points = new ArrayList<>();
    for (int at = 1; at < BOUGHT.length; at++) {
      int from = BOUGHT[at - 1];
      int to = BOUGHT[at] - 1;
      String label =
          at == BOUGHT.length - 1 ? from + "+" : from == to ? "" + from : from + "–" + to;
      Evaluation some =
          evaluation(split, CUT)
              .only(
                  customer -> {
                    int bought = split.train().itemsOf(customer);
                    return bought >= from && bought <= to;
                  });
      add(points, label, some, ours, best);
    }
    return points;
  }

  /** The same lists, judged by what was bought in one part of the time after another. */
  private List<Finding.Point> byTime(Recommender ours, Recommender best) {
    List<Finding.Point> points = new ArrayList<>();
    int days = later.lastDay() + 1 - split.today();
    int periods = Math.min(PERIODS, days);
    for (int period = 0; period < periods; period++) {
      int from = (int) ((long) days * period / periods);
      int to = (int) ((long) days * (period + 1) / periods);
      Split part = split.testedBy(later.between(split.today() + from, split.today() + to));
      String label = to - from == 1 ? "" + from : from + "–" + (to - 1);
      add(points, label, evaluation(part, CUT), ours, best);
    }
    return points;
  }

  private static void add(
      List<Finding.Point> points,
      String label,
      Evaluation evaluation,
      Recommender ours,
      Recommender best) {
    Quality quality = evaluation.of(ours);
    if (quality.customers() > 0) {
      points.add(new Finding.Point(label, quality, evaluation.of(best)));
    }
  }
}
