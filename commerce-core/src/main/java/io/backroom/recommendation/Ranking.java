package io.backroom.recommendation;

/**
 * A heap of everything with a positive score, best first, equal scores by name: building it is
 * linear, and only what is drawn gets sorted.
 *
 * @param <N> the type of the names
 */
final class Ranking<N extends Comparable<N>> {
  private final double[] scores;
  private final Names<N> names;
  private final int[] heap;
  private int size;

  /**
   * Creates a ranking.
   *
   * @param scores the scores by index
   * @param names the names by index; at least those with a positive score stay as they are
   */
  Ranking(double[] scores, Names<N> names) {
    this.scores = scores;
    this.names = names;
    heap = new int[scores.length];
    for (int index = 0; index < scores.length; index++) {
      if (scores[index] > 0) {
        heap[size++] = index;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      sink(at);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Removes the best and returns its index. */
  int poll() {
    int best = heap[0];
    heap[0] = heap[--size];
    sink(0);
    return best;
  }

  N name(int index) {
    return names.name(index);
  }

  double score(int index) {
    return scores[index];
  }

  private void sink(int start) {
    int at = start;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], heap[at])) {
        return;
      }
      int swap = heap[at];
      heap[at] = heap[child];
      heap[child] = swap;
      at = child;
    }
  }

  private boolean before(int left, int right) {
    return scores[left] != scores[right]
        ? scores[left] > scores[right]
        : names.name(left).compareTo(names.name(right)) < 0;
  }
}
