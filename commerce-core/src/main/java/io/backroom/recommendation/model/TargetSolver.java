package io.backroom.recommendation.model;

/** Learns what speaks for one item: see {@link LocalRidge} for the formulas. One thread. */
final class TargetSolver {
  private final Counts counts;
  private final RidgeSettings settings;
  private final double unit;
  private final Popularities popularities;
  private final Nearest nearest;
  private final float[][] rows;
  private final long[] together;

  TargetSolver(
      Counts counts, RidgeSettings settings, CustomerWeights weights, Popularities popularities) {
    this.counts = counts;
    this.settings = settings;
    this.popularities = popularities;
    unit = weights.unit();
    nearest = new Nearest(settings.neighbors());
    rows = new float[settings.neighbors()][settings.neighbors()];
    together = new long[popularities.size()];
  }

  TargetRow solve(int target) {
    nearest.clear();
    counts.together(target, this::consider);
    int size = nearest.size();
    if (size == 0) {
      return TargetRow.EMPTY;
    }
    int[] neighbors = nearest.sorted();
    counts.block(neighbors, size, rows);
    float[] weights = new float[size];
    double drop = settings.drop() / (1 - settings.drop());
    for (int at = 0; at < size; at++) {
      weights[at] = (float) (together[neighbors[at]] / unit);
      rows[at][at] += (float) (drop * rows[at][at] + settings.ridge());
    }
    Cholesky.solve(rows, weights, size);
    float factor = (float) popularities.power(target, settings.popularityExponent());
    for (int at = 0; at < size; at++) {
      weights[at] *= factor;
    }
    return new TargetRow(neighbors, weights);
  }

  private void consider(int item, long weight) {
    together[item] = weight;
    nearest.offer(item, weight * popularities.closeness(item));
  }
}
