package io.backroom.recommendation;

import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.Ranked;
import io.backroom.recommendation.model.Scorer;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * What a customer's purchases speak for, and after it what is popular.
 *
 * <pre>
 *   score(u, j) = f(j) Σ over i of h(u, i) w(i, j)
 * </pre>
 *
 * <p>w is the model's, f the trend, h how much each event of the customer counts now. What no event
 * speaks for scores 0.0001 × its share of the most popular one's orders.
 */
final class NewToYou implements Candidates {
  private static final double POPULAR_SHARE = 1e-4;

  private final Fitted fitted;
  private final Names<Sku> skus;
  private final History history;
  private final Function<Integer, Recommendation.Kind> kindOf;
  private final Supplier<Answer> popular;
  private final Set<Integer> filled = new HashSet<>();
  private double popularScale;

  /**
   * Creates the candidates.
   *
   * @param fitted what was learned
   * @param skus the SKUs by number
   * @param history what the customer did, by item
   * @param kindOf by which kind of event a SKU came to be in the history
   * @param popular what is popular; asked for when the rest does not fill a list
   */
  NewToYou(
      Fitted fitted,
      Names<Sku> skus,
      History history,
      Function<Integer, Recommendation.Kind> kindOf,
      Supplier<Answer> popular) {
    this.fitted = fitted;
    this.skus = skus;
    this.history = history;
    this.kindOf = kindOf;
    this.popular = popular;
  }

  @Override
  public List<Scored> top(int limit, IntPredicate allowed) {
    filled.clear();
    List<Scored> best = new ArrayList<>(limit);
    Ranked ranked = fitted.top(history, limit, allowed);
    for (int at = 0; at < ranked.size(); at++) {
      best.add(scored(ranked.items()[at], ranked.scores()[at]));
    }
    Map<Integer, Double> fresh = fitted.newcomers().scores(history);
    if (!fresh.isEmpty()) {
      fresh.forEach(
          (item, score) -> {
            if (score > 0 && allowed.test(fitted.skuOf(item))) {
              best.add(scored(item, score));
            }
          });
      best.sort(Scored.BEST_FIRST);
    }
    if (best.size() < limit) {
      fill(best, limit, allowed);
    }
    return best.size() > limit ? best.subList(0, limit) : best;
  }

  private Scored scored(int item, double score) {
    int sku = fitted.skuOf(item);
    return new Scored(sku, skus.name(sku), score);
  }

  private void fill(List<Scored> best, int limit, IntPredicate allowed) {
    Set<Integer> there = new HashSet<>();
    best.forEach(scored -> there.add(scored.number()));
    Answer all = popular.get();
    double most = all.top(1, sku -> true).stream().mapToDouble(Scored::score).sum();
    popularScale = POPULAR_SHARE / Math.max(Double.MIN_NORMAL, most);
    for (Scored each :
        all.top(limit - best.size(), sku -> !there.contains(sku) && allowed.test(sku))) {
      best.add(new Scored(each.number(), each.sku(), popularScale * each.score()));
      filled.add(each.number());
    }
    best.sort(Scored.BEST_FIRST);
  }

  @Override
  public List<List<Term>> because(List<Scored> some, int most) {
    int[] items = new int[some.size()];
    for (int at = 0; at < items.length; at++) {
      items[at] = fitted.itemOf(some.get(at).number());
    }
    List<List<Scorer.Part>> parts = fitted.because(history, items, most);
    List<List<Term>> all = new ArrayList<>(some.size());
    for (int at = 0; at < items.length; at++) {
      all.add(
          filled.contains(some.get(at).number())
              ? popular(some.get(at), most)
              : terms(items[at], parts.get(at)));
    }
    return all;
  }

  private List<Term> popular(Scored filler, int most) {
    List<Term> terms = new ArrayList<>();
    for (Term term : popular.get().because(List.of(filler), most).get(0)) {
      terms.add(term.times(popularScale));
    }
    return terms;
  }

  private List<Term> terms(int item, List<Scorer.Part> parts) {
    boolean fresh = fitted.newcomers().isOne(item);
    List<Term> terms = new ArrayList<>(parts.size());
    for (Scorer.Part part : parts) {
      if (part.weight() > 0) {
        int bought = fitted.skuOf(part.bought());
        Recommendation.Kind kind =
            fresh ? Recommendation.Kind.DESCRIBED_ALIKE : kindOf.apply(bought);
        terms.add(Term.of(kind, skus.name(bought), part.weight()));
      }
    }
    return terms;
  }
}
