package io.backroom.recommendation;

import java.util.HashMap;
import java.util.Map;

/**
 * What is popular lately, over all and in each segment of customers.
 *
 * <pre>
 *   score(s, j) = (r(s, j) + 20 r(j) / R) / (R(s) + 20)
 * </pre>
 *
 * <p>r counts orders that fade as {@link Popularity} has it, R is its sum over all SKUs. A small
 * segment is filled up with what all customers buy, as by 20 orders: a Dirichlet prior (Zhai and
 * Lafferty 2001, "A Study of Smoothing Methods for Language Models", SIGIR). Guarded by the caller.
 */
final class Segments {
  private static final double PRIOR = 20;

  private final Popularity all = new Popularity();
  private final Map<String, Popularity> bySegment = new HashMap<>();

  /** Counts an order more or less. */
  void count(int sku, Basket basket, int change) {
    all.count(sku, basket.day(), change);
    if (!basket.segment().isEmpty()) {
      bySegment
          .computeIfAbsent(basket.segment(), segment -> new Popularity())
          .count(sku, basket.day(), change);
    }
  }

  /** Returns what all customers buy, as seen on a day. */
  double[] scores(int bound, int today) {
    double total = Math.max(Double.MIN_NORMAL, all.total(today));
    double[] scores = all.scores(bound, today);
    for (int sku = 0; sku < bound; sku++) {
      scores[sku] /= total;
    }
    return scores;
  }

  /** Returns what a segment buys, as seen on a day; what all buy if nothing is known of it. */
  double[] scores(String segment, int bound, int today) {
    double[] scores = scores(bound, today);
    Popularity own = bySegment.get(segment);
    if (own != null) {
      double total = own.total(today) + PRIOR;
      double[] counts = own.scores(bound, today);
      for (int sku = 0; sku < bound; sku++) {
        scores[sku] = (counts[sku] + PRIOR * scores[sku]) / total;
      }
    }
    return scores;
  }

  /** Returns the part of scores that is the segment's own. */
  double[] own(String segment, int bound, int today) {
    Popularity own = bySegment.get(segment);
    if (own == null) {
      return new double[bound];
    }
    double total = own.total(today) + PRIOR;
    double[] counts = own.scores(bound, today);
    for (int sku = 0; sku < bound; sku++) {
      counts[sku] /= total;
    }
    return counts;
  }
}
