package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Answers from a model: the items with the greatest sum of weights from what a customer bought.
 *
 * <p>Keeps 4 bytes for each item between answers and, once reasons were asked for, 4 for each
 * weight of the model, which all scorers of a model share. One thread at a time; {@link #another}
 * is for the next.
 */
public final class Scorer {
  /** Above this share of the catalog it is quicker to look at every item than at every weight. */
  private static final int SPARSE_SHARE = 4;

  private final Shared shared;
  private final ItemModel model;
  private final float[] factors;
  private final float[] sums;

  /** What speaks for each item, turned around from the model when it is first asked for. */
  private static final class Shared {
    private final ItemModel model;
    private final float[] factors;
    private volatile Optional<PackedRows> sources = Optional.empty();

    Shared(ItemModel model, float[] factors) {
      this.model = model;
      this.factors = factors;
    }

    PackedRows sources() {
      if (sources.isEmpty()) {
        synchronized (this) {
          sources = sources.or(() -> Optional.of(turned(model.targets(), model.size())));
        }
      }
      return sources.orElseThrow();
    }

    /** The arrays of a model may be longer than it. */
    private static PackedRows turned(PackedRows targets, int size) {
      int[] start = PackedRows.starts(targets.index(), size, targets.count());
      int[] next = start.clone();
      int[] index = new int[size];
      for (int source = 0; source < targets.count(); source++) {
        for (int at = targets.from(source); at < targets.to(source); at++) {
          index[next[targets.index()[at]]++] = source;
        }
      }
      return new PackedRows(start, index);
    }
  }

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
    this(new Shared(model, factors));
    Require.when(
        factors.length == 0 || factors.length == model.items(),
        "factors",
        factors.length,
        "must be one for each of " + model.items() + " items");
  }

  private Scorer(Shared shared) {
    this.shared = shared;
    model = shared.model;
    factors = shared.factors;
    sums = new float[model.items()];
  }

  /**
   * Returns another scorer of the same model, for another thread.
   *
   * @return a scorer that shares with this one what never changes
   */
  public Scorer another() {
    return new Scorer(shared);
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
      visitAll(kept, allowed);
    }
    return Ranked.from(kept);
  }

  /**
   * Returns what a score is the sum of, but for rounding.
   *
   * @param history what was bought
   * @param item whose score
   * @param most how many terms, 1 or more; the others are left out
   * @return the terms that are not 0, the greatest first, equal ones by item
   */
  public List<Part> because(History history, int item, int most) {
    Require.range("most", most, 1, Integer.MAX_VALUE);
    PackedRows sources = shared.sources();
    Nearest kept = new Nearest(Math.min(most, sources.length(item)));
    // Between answers all sums are 0: they serve to look up how much an item counts.
    int known = known(history);
    for (int at = 0; at < known; at++) {
      sums[history.items()[at]] = history.weights()[at];
    }
    for (int at = sources.from(item); at < sources.to(item); at++) {
      int source = sources.index()[at];
      if (sums[source] != 0) {
        kept.offer(source, model.weight(source, item) * sums[source] * factor(item));
      }
    }
    for (int at = 0; at < known; at++) {
      sums[history.items()[at]] = 0;
    }
    return parts(kept);
  }

  private static List<Part> parts(Nearest kept) {
    Ranked best = Ranked.from(kept);
    List<Part> parts = new ArrayList<>(best.size());
    for (int at = 0; at < best.size(); at++) {
      if (best.scores()[at] != 0) {
        parts.add(new Part(best.items()[at], best.scores()[at]));
      }
    }
    return parts;
  }

  /** How many items of a history the model knows: the first ones, as they stand by number. */
  private int known(History history) {
    int[] items = history.items();
    if (items.length == 0 || items[items.length - 1] < sums.length) {
      return items.length;
    }
    int at = Arrays.binarySearch(items, sums.length);
    return at < 0 ? -at - 1 : at;
  }

  private double factor(int item) {
    return factors.length == 0 ? 1 : factors[item];
  }

  private long add(History history) {
    int[] start = model.targets().start();
    int[] targets = model.targets().index();
    float[] weights = model.weights();
    long terms = 0;
    for (int at = 0; at < known(history); at++) {
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
    for (int at = 0; at < known(history); at++) {
      int item = history.items()[at];
      for (int place = targets.from(item); place < targets.to(item); place++) {
        consider(targets.index()[place], kept, allowed);
      }
    }
  }

  /** Most items miss the list, so they are only compared with the least score that makes it. */
  private void visitAll(Nearest kept, ItemFilter allowed) {
    double least = 0;
    for (int item = 0; item < sums.length; item++) {
      double score = factors.length == 0 ? sums[item] : (double) sums[item] * factors[item];
      if (score > least && allowed.allows(item)) {
        kept.offer(item, score);
        least = kept.isFull() ? kept.value(0) : 0;
      }
    }
    Arrays.fill(sums, 0);
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
