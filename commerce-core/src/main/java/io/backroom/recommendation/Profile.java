package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.Arrays;

/**
 * What a customer bought, with weights that fade. Immutable, so that answers can keep it.
 *
 * <p>Rows stand in the order of the SKUs' names and every sum runs in that order: the same
 * purchases give the same bits, in whatever order they arrived.
 */
final class Profile {
  static final Profile EMPTY = new Profile(new int[0], new double[0], 0);

  private final int[] skus;
  private final double[] weights;
  private final double norm;

  /**
   * Creates a profile.
   *
   * @param skus the numbers of the SKUs
   * @param weights the sum over orders of fading × share kept, relative to day 0 of {@link Decay};
   *     0 when all of it came back
   * @param norm the Euclidean norm of the weights
   */
  Profile(int[] skus, double[] weights, double norm) {
    this.skus = skus;
    this.weights = weights;
    this.norm = norm;
  }

  int[] skus() {
    return skus;
  }

  double[] weights() {
    return weights;
  }

  double norm() {
    return norm;
  }

  /** Returns the weight of a SKU; 0 if it is not there. */
  double weight(int sku, Names<Sku> names) {
    int row = row(names.name(sku), names);
    return row < 0 ? 0 : weights[row];
  }

  int size() {
    return skus.length;
  }

  private int row(Sku name, Names<Sku> names) {
    int low = 0;
    int high = skus.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = names.name(skus[middle]).compareTo(name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * Returns this profile with other weights for some SKUs.
   *
   * @param changed the numbers of the SKUs, each once, in the order of their names
   * @param changedWeights their weights; a negative one removes the row
   * @param names the names of the SKUs
   * @return the changed profile
   */
  Profile with(int[] changed, double[] changedWeights, Names<Sku> names) {
    int[] mergedSkus = new int[skus.length + changed.length];
    double[] mergedWeights = new double[mergedSkus.length];
    int size = 0;
    int old = 0;
    int fresh = 0;
    while (old < skus.length || fresh < changed.length) {
      int order = order(old, fresh, changed, names);
      int sku = order < 0 ? skus[old] : changed[fresh];
      double weight = order < 0 ? weights[old] : changedWeights[fresh];
      old += order <= 0 ? 1 : 0;
      fresh += order >= 0 ? 1 : 0;
      if (weight >= 0) {
        mergedSkus[size] = sku;
        mergedWeights[size++] = weight;
      }
    }
    return of(Arrays.copyOf(mergedSkus, size), Arrays.copyOf(mergedWeights, size));
  }

  /** Negative for an old row first, positive for a changed one, 0 for the same SKU. */
  private int order(int old, int fresh, int[] changed, Names<Sku> names) {
    if (old == skus.length) {
      return 1;
    }
    if (fresh == changed.length) {
      return -1;
    }
    return names.name(skus[old]).compareTo(names.name(changed[fresh]));
  }

  private static Profile of(int[] skus, double[] weights) {
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    return new Profile(skus, weights, Math.sqrt(squares));
  }
}
