package io.backroom.examples.replay;

import java.util.Map;
import java.util.TreeMap;

/** Counts things by name. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  void add(String what) {
    add(what, 1);
  }

  void add(String what, long some) {
    counts.merge(what, some, Long::sum);
  }

  long get(String what) {
    return counts.getOrDefault(what, 0L);
  }

  long sum() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** All counts by name. */
  Map<String, Long> all() {
    return new TreeMap<>(counts);
  }
}
