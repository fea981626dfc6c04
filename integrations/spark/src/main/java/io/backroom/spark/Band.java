package io.backroom.spark;

import io.backroom.recommendation.model.ModelWriter;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * The part of the model that some neighboring items are.
 *
 * @param start where the weights of each item begin, and at last where they end
 * @param targets what each item speaks for, ascending
 * @param weights how much
 */
record Band(int[] start, int[] targets, float[] weights) implements Serializable {
  /** Sorts weights that came from everywhere. */
  static Band of(int first, int end, List<int[]> parts) {
    int[] start = new int[end - first + 1];
    for (int[] part : parts) {
      Weights.visit(part, (bought, target, bits) -> start[bought - first + 1]++);
    }
    for (int item = 1; item < start.length; item++) {
      start[item] += start[item - 1];
    }
    long[] sorted = new long[start[start.length - 1]];
    int[] next = start.clone();
    for (int[] part : parts) {
      Weights.visit(
          part,
          (bought, target, bits) ->
              sorted[next[bought - first]++] =
                  (long) target << Integer.SIZE | Integer.toUnsignedLong(bits));
    }
    int[] targets = new int[sorted.length];
    float[] weights = new float[sorted.length];
    for (int item = 0; item < start.length - 1; item++) {
      Arrays.sort(sorted, start[item], start[item + 1]);
    }
    for (int at = 0; at < sorted.length; at++) {
      targets[at] = (int) (sorted[at] >>> Integer.SIZE);
      weights[at] = Float.intBitsToFloat((int) sorted[at]);
    }
    return new Band(start, targets, weights);
  }

  void write(ModelWriter writer) throws IOException {
    for (int item = 0; item < start.length - 1; item++) {
      writer.item(targets, weights, start[item], start[item + 1]);
    }
  }
}
