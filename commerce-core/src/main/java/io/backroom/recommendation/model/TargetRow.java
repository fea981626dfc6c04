package io.backroom.recommendation.model;

/**
 * What speaks for one item.
 *
 * @param neighbors the items that do, ascending
 * @param weights how much each does
 */
record TargetRow(int[] neighbors, float[] weights) {
  static final TargetRow EMPTY = new TargetRow(new int[0], new float[0]);
}
