package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;

/**
 * Items with their scores, best first, equal scores by number.
 *
 * @param items the items' numbers
 * @param scores their scores, positive
 */
public record Ranked(int[] items, double[] scores) {
  /** Nothing. */
  public static final Ranked NONE = new Ranked(new int[0], new double[0]);

  /**
   * Returns how many items there are.
   *
   * @return the items
   */
  public int size() {
    return items.length;
  }

  /**
   * Returns the items with the greatest scores.
   *
   * @param scores a score for each item; those that are not positive are left out
   * @param limit how many at most, 1 or more
   * @param allowed which items may be in the list
   * @return the list
   */
  public static Ranked of(double[] scores, int limit, ItemFilter allowed) {
    Require.range("limit", limit, 1, Integer.MAX_VALUE);
    Nearest kept = new Nearest(Math.min(limit, scores.length));
    for (int item = 0; item < scores.length; item++) {
      if (scores[item] > 0 && kept.wants(item, scores[item]) && allowed.allows(item)) {
        kept.offer(item, scores[item]);
      }
    }
    return from(kept);
  }

  /** Empties a heap, whose worst comes first. */
  static Ranked from(Nearest kept) {
    int size = kept.size();
    int[] items = new int[size];
    double[] scores = new double[size];
    for (int at = size - 1; at >= 0; at--) {
      kept.dropWorst();
      items[at] = kept.item(at);
      scores[at] = kept.value(at);
    }
    return new Ranked(items, scores);
  }
}
