package io.backroom.recommendation.model;

import java.util.Arrays;

/** How much each item is bought, and what follows from it. Not to be changed while solving. */
final class Popularities {
  private final double unit;
  private final double closenessExponent;
  private final long[] sums;
  private final double[] closeness;

  Popularities(int items, CustomerWeights weights, RidgeSettings settings) {
    unit = weights.unit();
    closenessExponent = settings.closenessExponent();
    sums = new long[items];
    closeness = new double[items];
    Arrays.fill(closeness, 1);
  }

  void set(int item, long sum) {
    sums[item] = sum;
    closeness[item] = power(item, -closenessExponent);
  }

  void add(int item, long weight) {
    set(item, sums[item] + weight);
  }

  int size() {
    return sums.length;
  }

  long largest() {
    return Arrays.stream(sums).max().orElse(0);
  }

  /** The factor that turns counts with an item into closeness to it: (1 + g(i, i))^(−exponent). */
  double closeness(int item) {
    return closeness[item];
  }

  double power(int item, double exponent) {
    return StrictMath.pow(1 + sums[item] / unit, exponent);
  }
}
