package io.backroom.testkit.simulation;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plays seeds from the command line, on stores in memory.
 *
 * <p>From the environment: {@code SEED} plays one seed and prints every step of it; otherwise
 * {@code SEEDS} seeds (1,000 by default) are played from {@code SEED_FROM} on (1 by default), each
 * of {@code STEPS} steps (200 by default), in {@code THREADS} threads (as many as there are
 * processors by default).
 */
public final class SimulationMain {
  private static final int RARE = 100;

  private SimulationMain() {}

  /**
   * Runs it. The exit code is 1 if a promise was broken, 2 for an environment that makes no sense.
   *
   * @param args none
   */
  public static void main(String[] args) {
    System.exit(run(System.getenv(), System.out));
  }

  static int run(Map<String, String> environment, PrintStream out) {
    try {
      long steps = number(environment, "STEPS", 200);
      long threads = number(environment, "THREADS", Runtime.getRuntime().availableProcessors());
      Simulation simulation =
          Simulation.on(FreshStores::inMemory)
              .steps(Math.toIntExact(steps))
              .threads(Math.toIntExact(threads));
      return environment.containsKey("SEED")
          ? one(simulation, number(environment, "SEED", 0), out)
          : many(
              simulation,
              number(environment, "SEED_FROM", 1),
              number(environment, "SEEDS", 1_000),
              out);
    } catch (IllegalArgumentException | ArithmeticException nonsense) {
      out.println(nonsense.getMessage());
      return 2;
    }
  }

  private static long number(Map<String, String> environment, String name, long otherwise) {
    String text = environment.getOrDefault(name, Long.toString(otherwise));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + "='" + text + "' must be a whole number", e);
    }
  }

  private static int one(Simulation simulation, long seed, PrintStream out) {
    simulation.trace(seed).forEach(out::println);
    SimulationReport report = simulation.run(seed, 1);
    report.failures().forEach(out::println);
    return report.failures().isEmpty() ? 0 : 1;
  }

  private static int many(Simulation simulation, long from, long count, PrintStream out) {
    long start = System.nanoTime();
    SimulationReport report = simulation.run(from, count);
    double seconds = Math.max(1, System.nanoTime() - start) / 1e9;
    out.printf(
        "%,d seeds from %,d, %,d steps in %.1f s, %.0f seeds a second%n",
        report.seeds(), from, report.steps(), seconds, report.seeds() / seconds);
    out.println("\nIn how many seeds each trouble could strike");
    new TreeMap<>(report.troubles()).forEach((name, n) -> out.printf("  %-24s %,9d%n", name, n));
    out.println("\nHow often each outcome was reached in each state");
    new TreeMap<>(report.coverage())
        .forEach((state, outcomes) -> out.printf("  %-32s %s%n", state, outcomes));
    out.printf("%nPairs reached less than %d times: %s%n", RARE, report.reachedLessThan(RARE));
    out.println("\nHow often each promise was looked at");
    new TreeMap<>(report.checks()).forEach((name, n) -> out.printf("  %-4s %,15d%n", name, n));
    report.failures().forEach(failure -> out.println("\nBROKEN " + failure));
    out.println(
        report.failures().isEmpty()
            ? "\nPASS: every promise was kept"
            : "\nFAIL: SEED=" + report.failures().get(0).seed() + " shows it again");
    return report.failures().isEmpty() ? 0 : 1;
  }
}
