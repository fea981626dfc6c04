package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;

/**
 * The items that the same customers buy: g(i, j) ÷ √(g(i, i) g(j, j)), the cosine of two columns of
 * the matrix of customers and items, kept for the greatest K of each j (Deshpande and Karypis 2004,
 * "Item-Based Top-N Recommendation Algorithms", ACM TOIS 22(1)). The cut is by the item that is
 * spoken for: who may recommend j, not whom j recommends.
 */
public final class ItemCosine {
  private ItemCosine() {}

  /**
   * Learns on the calling thread.
   *
   * @param purchases what was bought
   * @param neighbors K, 1 to 1,000
   * @return the model
   */
  public static ItemModel train(Purchases purchases, int neighbors) {
    Require.range("neighbors", neighbors, 1, 1_000);
    RidgeSettings settings = new RidgeSettings(neighbors, 0, 1, 0, 0.5, 0, Integer.MAX_VALUE);
    PostingCounts counts =
        new PostingCounts(
            purchases.byCustomer(), purchases.byItem(), new CustomerWeights(settings));
    TargetRow[] rows = new TargetRow[purchases.items()];
    Nearest nearest = new Nearest(neighbors);
    double[] cosines = new double[purchases.items()];
    for (int item = 0; item < rows.length; item++) {
      int target = item;
      nearest.clear();
      counts.together(
          item,
          (other, weight) -> {
            double customers = (double) purchases.customersOf(other);
            cosines[other] = weight / Math.sqrt(customers * purchases.customersOf(target));
            nearest.offer(other, cosines[other]);
          });
      int[] sorted = nearest.sorted();
      float[] weights = new float[sorted.length];
      for (int at = 0; at < sorted.length; at++) {
        weights[at] = (float) cosines[sorted[at]];
      }
      rows[item] = new TargetRow(sorted, weights);
    }
    return ItemModel.of(rows);
  }
}
