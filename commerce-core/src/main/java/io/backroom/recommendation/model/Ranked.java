package io.backroom.recommendation.model;

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
