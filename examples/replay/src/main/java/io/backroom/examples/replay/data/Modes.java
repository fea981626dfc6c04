package io.backroom.examples.replay.data;

import java.util.Comparator;
import java.util.Map;

/** The most frequent value. */
final class Modes {
  private Modes() {}

  /** Of equally frequent values the smallest, so that the answer never depends on an order. */
  static <T extends Comparable<T>> T of(Map<T, Integer> counts) {
    Comparator<Map.Entry<T, Integer>> byCount = Map.Entry.comparingByValue();
    Comparator<Map.Entry<T, Integer>> smallestLast =
        Map.Entry.comparingByKey(Comparator.reverseOrder());
    return counts.entrySet().stream()
        .max(byCount.thenComparing(smallestLast))
        .orElseThrow(() -> new IllegalArgumentException("no values"))
        .getKey();
  }
}
