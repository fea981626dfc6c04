package io.backroom.testkit.simulation;

import io.backroom.spi.value.Result;
import java.util.Map;
import java.util.TreeMap;

/** How often each pair of a state and what happened in it was reached. Not thread-safe. */
final class Coverage {
  private final Map<String, Map<String, Long>> counts = new TreeMap<>();

  void count(String state, String outcome) {
    counts.computeIfAbsent(state, s -> new TreeMap<>()).merge(outcome, 1L, Long::sum);
  }

  /** Counts the answer to a command; returns it in words. */
  String answer(String what, Result<?> result) {
    String outcome = outcome(result);
    count(what, outcome);
    return what + " " + outcome;
  }

  private static <T> String outcome(Result<T> result) {
    return result.fold(done -> "done", refusal -> refusal.code().name());
  }

  void add(Coverage other) {
    other.counts.forEach(
        (state, outcomes) ->
            outcomes.forEach(
                (outcome, count) ->
                    counts
                        .computeIfAbsent(state, s -> new TreeMap<>())
                        .merge(outcome, count, Long::sum)));
  }

  Map<String, Map<String, Long>> counts() {
    return counts;
  }
}
