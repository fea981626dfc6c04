package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Answers from a model: the items with the greatest sum of weights from what a customer bought.
 *
 * <p>Keeps 4 bytes for each item between answers. One thread at a time; many scorers can share a
 * model.
 */
public final class Scorer {
  /** Above this share of the catalog it is quicker to look at every item than at every weight. */
  private static final int SPARSE_SHARE = 4;

  private final ItemModel model;
  private final float[] factors;
  private final float[] sums;

  /**
   * Creates a scorer.
   *
   * @param model what was learned
   */
  public Scorer(ItemModel model) {
    this(model, new float[0]);
  }

  /**
   * Creates a scorer that multiplies every score.
   *
   * @param model what was learned
   * @param factors a factor for each item, not negative, such as {@link Trend} gives; not copied
   */
  public Scorer(ItemModel model, float[] factors) {
    Require.when(
        factors.length == 0 || factors.length == model.items(),
        "factors",
        factors.length,
        "must be one for each of " + model.items() + " items");
    this.model = model;
    this.factors = factors;
    sums = new float[model.items()];
  }

  /**
   * One term of a score.
   *
   * @param bought what the customer bought
   * @param weight what it added to the score; negative if it spoke against the item
   */
  public record Part(int bought, double weight) {}

  /**
   * Returns the items that a history speaks for.
   *
   * @param history what was bought; items that the model does not know say nothing
   * @param limit how many at most, 1 or more
   * @param allowed which items may be in the list
   * @return those with the greatest positive scores
   */
  public Ranked top(History history, int limit, ItemFilter allowed) {
    Require.range("limit", limit, 1, Integer.MAX_VALUE);
    long terms = add(history);
    Nearest kept = new Nearest(Math.min(limit, sums.length));
    if (terms * SPARSE_SHARE < sums.length) {
      visitTerms(history, kept, allowed);
    } else {
      for (int item = 0; item < sums.length; item++) {
        consider(item, kept, allowed);
      }
    }
    return Ranked.from(kept);
  }

  /**
   * Returns what a score is the sum of, but for rounding.
   *
   * @param history what was bought
   * @param item whose score
   * @return the terms that are not 0, the greatest first, equal ones by item
   */
  public List<Part> because(History history, int item) {
    List<Part> parts = new ArrayList<>();
    for (int at = 0; at < history.size() && history.items()[at] < sums.length; at++) {
      double weight = model.weight(history.items()[at], item);
      if (weight != 0) {
        double part = weight * history.weights()[at] * factor(item);
        parts.add(new Part(history.items()[at], part));
      }
    }
    parts.sort(Comparator.comparingDouble(Part::weight).reversed().thenComparingInt(Part::bought));
    return parts;
  }

  private double factor(int item) {
    return factors.length == 0 ? 1 : factors[item];
  }

  private long add(History history) {
    int[] start = model.targets().start();
    int[] targets = model.targets().index();
    float[] weights = model.weights();
    long terms = 0;
    for (int at = 0; at < history.size() && history.items()[at] < sums.length; at++) {
      int item = history.items()[at];
      float weight = history.weights()[at];
      int to = start[item + 1];
      terms += to - start[item];
      for (int place = start[item]; place < to; place++) {
        sums[targets[place]] += weight * weights[place];
      }
    }
    return terms;
  }

  private void visitTerms(History history, Nearest kept, ItemFilter allowed) {
    PackedRows targets = model.targets();
    for (int at = 0; at < history.size() && history.items()[at] < sums.length; at++) {
      int item = history.items()[at];
      for (int place = targets.from(item); place < targets.to(item); place++) {
        consider(targets.index()[place], kept, allowed);
      }
    }
  }

  /** Looks at an item once: its sum is taken away. */
  private void consider(int item, Nearest kept, ItemFilter allowed) {
    float sum = sums[item];
    if (sum == 0) {
      return;
    }
    sums[item] = 0;
    double score = factors.length == 0 ? sum : (double) sum * factors[item];
    if (score > 0 && kept.wants(item, score) && allowed.allows(item)) {
      kept.offer(item, score);
    }
  }
}
