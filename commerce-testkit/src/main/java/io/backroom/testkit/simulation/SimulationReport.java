package io.backroom.testkit.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a run of seeds.
 *
 * @param seeds how many seeds were asked for
 * @param steps how many steps were played in all, without those of the clear day at the end
 * @param troubles in how many seeds each trouble could strike, by its name
 * @param coverage how often each outcome was reached in each state
 * @param checks how often each promise was looked at, by its short name
 * @param failures the first promises that were broken, at most {@value #FAILURES_MAX}
 */
public record SimulationReport(
    long seeds,
    long steps,
    Map<String, Long> troubles,
    Map<String, Map<String, Long>> coverage,
    Map<String, Long> checks,
    List<Failure> failures) {
  /** After so many failures a run ends. */
  public static final int FAILURES_MAX = 3;

  /** Copies all of it. */
  public SimulationReport {
    troubles = Map.copyOf(troubles);
    coverage = Map.copyOf(coverage);
    checks = Map.copyOf(checks);
    failures = List.copyOf(failures);
  }

  /**
   * A promise that was broken, in the shortest play that shows it.
   *
   * @param seed the seed
   * @param promise the short name of the promise
   * @param message what is wrong
   * @param troubles which troubles it takes
   * @param trace what happened, a line for each step
   */
  public record Failure(
      long seed, String promise, String message, List<String> troubles, List<String> trace) {
    /** Copies the lists. */
    public Failure {
      troubles = List.copyOf(troubles);
      trace = List.copyOf(trace);
    }

    @Override
    public String toString() {
      return "SEED="
          + seed
          + " "
          + message
          + "\n  with "
          + troubles
          + "\n  "
          + String.join("\n  ", trace);
    }
  }

  /**
   * Returns how many pairs of a state and an outcome were reached less often than a number.
   *
   * @param times the number
   * @return the pairs, as {@code state -> outcome: count}
   */
  public List<String> reachedLessThan(long times) {
    return new TreeMap<>(coverage)
        .entrySet().stream()
            .flatMap(
                state ->
                    state.getValue().entrySet().stream()
                        .filter(outcome -> outcome.getValue() < times)
                        .map(
                            outcome ->
                                state.getKey()
                                    + " -> "
                                    + outcome.getKey()
                                    + ": "
                                    + outcome.getValue()))
            .toList();
  }

  /**
   * Does nothing if every promise was kept.
   *
   * @throws AssertionError with the shortest play of each failure otherwise
   */
  public void requireSound() {
    if (!failures.isEmpty()) {
      throw new AssertionError(
          String.join("\n\n", failures.stream().map(Failure::toString).toList()));
    }
  }
}
