package io.backroom.recommendation;

import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.Ranked;
import io.backroom.recommendation.model.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Items that too few have bought for purchases to speak for them: what is described like them does.
 *
 * <pre>
 *   w(i, j) = c a(i, j) f(j)      for the 20 items i with at least 5 buyers that are most like j
 * </pre>
 *
 * <p>a is how alike two items are described, 0 to 1, f the trend of j, and c the median over all
 * items with buyers of the greatest weight that they have for any item: a description that is the
 * same word for word speaks for an item as its best companion usually does. Immutable.
 */
final class Newcomers {
  static final Newcomers NONE = new Newcomers(new BitSet(), 0, Map.of());

  /** From so many buyers on, purchases speak for an item. */
  static final int BUYERS_MIN = 5;

  private static final int NEAREST = 20;

  /** How alike two items must be to say something; a common word is not enough. */
  private static final double ALIKE_MIN = 0.2;

  /** Each is compared with all items, so that many would take long. */
  private static final int ITEMS_MAX = 2_000;

  private final BitSet items;

  /** For each item that speaks for new ones where its weights begin, and at last their end. */
  private final int[] start;

  private final int[] targets;
  private final double[] weights;

  /** How much an item that was bought speaks for a new one. */
  private record Weight(int target, double weight) {}

  private Newcomers(BitSet items, int bound, Map<Integer, List<Weight>> bySource) {
    this.items = items;
    int size = bySource.values().stream().mapToInt(List::size).sum();
    start = new int[bound + 1];
    targets = new int[size];
    weights = new double[size];
    int at = 0;
    for (int source = 0; source < bound; source++) {
      for (Weight each : bySource.getOrDefault(source, List.of())) {
        targets[at] = each.target();
        weights[at++] = each.weight();
      }
      start[source + 1] = at;
    }
  }

  static Newcomers of(
      int[] skuOf,
      Purchases purchases,
      ItemModel model,
      float[] trend,
      Function<Integer, double[]> alike) {
    int[] known =
        IntStream.range(0, skuOf.length)
            .filter(item -> purchases.customersOf(item) >= BUYERS_MIN)
            .toArray();
    double scale = known.length == 0 ? 0 : scale(known, model);
    if (scale == 0) {
      return NONE;
    }
    BitSet items = new BitSet();
    Map<Integer, List<Weight>> bySource = new HashMap<>();
    IntStream.range(0, skuOf.length)
        .filter(item -> purchases.customersOf(item) < BUYERS_MIN)
        .boxed()
        .sorted(Comparator.comparing(item -> -purchases.customersOf(item)))
        .limit(ITEMS_MAX)
        .forEach(
            item -> {
              double[] own = alike.apply(skuOf[item]);
              for (int source : nearest(known, skuOf, own)) {
                items.set(item);
                double weight = scale * own[skuOf[source]] * trend[item];
                bySource
                    .computeIfAbsent(source, s -> new ArrayList<>())
                    .add(new Weight(item, weight));
              }
            });
    return new Newcomers(items, skuOf.length, bySource);
  }

  private static double scale(int[] known, ItemModel model) {
    Scorer scorer = new Scorer(model);
    double[] greatest = new double[known.length];
    for (int at = 0; at < known.length; at++) {
      Ranked first = scorer.top(History.of(known[at]), 1, ItemFilter.ALL);
      greatest[at] = first.size() == 0 ? 0 : first.scores()[0];
    }
    Arrays.sort(greatest);
    return greatest[greatest.length / 2];
  }

  private static List<Integer> nearest(int[] known, int[] skuOf, double[] alike) {
    Comparator<Integer> mostAlike = Comparator.comparing(item -> -alike[skuOf[item]]);
    return Arrays.stream(known)
        .filter(item -> skuOf[item] < alike.length && alike[skuOf[item]] >= ALIKE_MIN)
        .boxed()
        .sorted(mostAlike.thenComparing(item -> item))
        .limit(NEAREST)
        .toList();
  }

  boolean isOne(int item) {
    return items.get(item);
  }

  /** Returns the scores of new items that a history speaks for, by item. */
  Map<Integer, Double> scores(History history) {
    if (targets.length == 0) {
      return Map.of();
    }
    Map<Integer, Double> scores = new TreeMap<>();
    for (int at = 0; at < history.size(); at++) {
      int source = history.item(at);
      for (int place = start[source]; place < start[source + 1]; place++) {
        scores.merge(targets[place], history.weight(at) * weights[place], Double::sum);
      }
    }
    return scores;
  }

  /** Returns what the score of a new item is the sum of, the greatest first. */
  List<Scorer.Part> because(History history, int item, int most) {
    List<Scorer.Part> parts = new ArrayList<>();
    for (int at = 0; at < history.size(); at++) {
      int source = history.item(at);
      for (int place = start[source]; place < start[source + 1]; place++) {
        if (targets[place] == item) {
          parts.add(new Scorer.Part(source, history.weight(at) * weights[place]));
        }
      }
    }
    parts.sort(
        Comparator.comparingDouble(Scorer.Part::weight)
            .reversed()
            .thenComparingInt(Scorer.Part::bought));
    return parts.subList(0, Math.min(most, parts.size()));
  }
}
