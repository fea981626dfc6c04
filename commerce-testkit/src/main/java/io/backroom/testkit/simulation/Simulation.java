package io.backroom.testkit.simulation;

import io.backroom.spi.store.Stores;
import io.backroom.spi.value.Require;
import io.backroom.testkit.simulation.Play.Ending;
import io.backroom.testkit.simulation.SimulationReport.Failure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Plays a small shop from seeds, with the library as it is: customers, agents, a warehouse and a
 * payment provider at their work on one to three nodes, while stores fail and lose answers,
 * processes die and stand still, clocks jump, messages get lost, and payments go every way they
 * can. After every step, and once all is at rest, everything is counted again from outside.
 *
 * <p>Everything that happens in a play follows from its seed: a seed that fails fails again. Its
 * failure is shortened to the fewest steps and troubles that still show it.
 *
 * <pre>{@code
 * SimulationReport report =
 *     Simulation.on(() -> new MyWorld(newEmptyDatabase())).steps(200).run(1, 1_000);
 * report.requireSound();
 * }</pre>
 *
 * <p>Immutable. A run uses as many threads as it is told; each seed is played in one.
 */
public final class Simulation {
  private static final int SHORTEN_ATTEMPTS_MAX = 600;

  private final Supplier<Stores> fresh;
  private final int steps;
  private final int threads;

  private Simulation(Supplier<Stores> fresh, int steps, int threads) {
    this.fresh = fresh;
    this.steps = steps;
    this.threads = threads;
  }

  /**
   * Returns a simulation on stores of the host's, of 200 steps a seed, in one thread.
   *
   * @param fresh gives new, empty stores for each play; asked from several threads
   * @return the simulation
   */
  public static Simulation on(Supplier<Stores> fresh) {
    return new Simulation(fresh, 200, 1);
  }

  /**
   * Returns a simulation with plays of another length.
   *
   * @param wanted steps for each seed, 1 to 100,000
   * @return the simulation
   */
  public Simulation steps(int wanted) {
    Require.range("steps", wanted, 1, 100_000);
    return new Simulation(fresh, wanted, threads);
  }

  /**
   * Returns a simulation that plays several seeds at once.
   *
   * @param wanted the number of threads, 1 to 64
   * @return the simulation
   */
  public Simulation threads(int wanted) {
    Require.range("threads", wanted, 1, 64);
    return new Simulation(fresh, steps, wanted);
  }

  /**
   * Plays seeds one after the other.
   *
   * @param from the first seed
   * @param count how many seeds, at least 1
   * @return what came of them; at most the first three failures are shortened and told
   */
  public SimulationReport run(long from, long count) {
    Require.range("count", count, 1, Long.MAX_VALUE - Math.max(0, from));
    AtomicLong next = new AtomicLong(from);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Part>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(executor.submit(() -> part(next, from + count)));
      }
      Part all = new Part();
      for (Future<Part> part : parts) {
        all.add(part.get());
      }
      return all.report(count);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The simulation was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The simulation itself has failed", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  /**
   * Plays one seed and returns what happened in it, a line for each step.
   *
   * @param seed the seed
   * @return the trace; its last line tells whether a promise was broken
   */
  public List<String> trace(long seed) {
    return List.copyOf(play(seed, Step.script(seed, steps), Set.of()).trace());
  }

  private Ending play(long seed, List<Step> script, Set<Trouble> without) {
    return new Play(seed, script, without).perform(fresh);
  }

  private Part part(AtomicLong next, long end) {
    Part part = new Part();
    Map<Invariant, Long> before = new EnumMap<>(Invariant.class);
    for (Invariant invariant : Invariant.values()) {
      before.put(invariant, invariant.checksOfThisThread());
    }
    for (long seed = next.getAndIncrement();
        seed < end && part.failures.size() < SimulationReport.FAILURES_MAX;
        seed = next.getAndIncrement()) {
      Ending ending = play(seed, Step.script(seed, steps), Set.of());
      part.steps += steps;
      part.coverage.add(ending.coverage());
      for (Trouble trouble : new Weather(seed, Set.of()).troubles()) {
        part.troubles.merge(trouble, 1L, Long::sum);
      }
      if (ending.broken().isPresent()) {
        part.failures.add(shorten(seed, ending));
      }
    }
    before.forEach(
        (invariant, looks) ->
            part.checks.merge(invariant.name(), invariant.checksOfThisThread() - looks, Long::sum));
    return part;
  }

  /** Leaves out steps, in ever smaller chunks, and then troubles, while the same promise breaks. */
  private Failure shorten(long seed, Ending first) {
    Invariant invariant = first.broken().orElseThrow().invariant();
    List<Step> script = Step.script(seed, steps);
    Set<Trouble> without = EnumSet.noneOf(Trouble.class);
    Ending shortest = first;
    int attempts = 0;
    for (int chunk = script.size() / 2; chunk >= 1; chunk /= 2) {
      for (int at = 0; at < script.size() && attempts < SHORTEN_ATTEMPTS_MAX; attempts++) {
        List<Step> fewer = new ArrayList<>(script.subList(0, at));
        fewer.addAll(script.subList(Math.min(script.size(), at + chunk), script.size()));
        Ending ending = play(seed, fewer, without);
        if (breaks(ending, invariant)) {
          script = fewer;
          shortest = ending;
        } else {
          at += chunk;
        }
      }
    }
    for (Trouble trouble : new Weather(seed, Set.of()).troubles()) {
      Set<Trouble> calmer = EnumSet.copyOf(without);
      calmer.add(trouble);
      Ending ending = play(seed, script, calmer);
      if (breaks(ending, invariant)) {
        without = calmer;
        shortest = ending;
      }
    }
    Set<Trouble> left = new Weather(seed, without).troubles();
    return new Failure(
        seed,
        invariant.name(),
        shortest.broken().orElseThrow().words(),
        left.stream().map(Enum::name).toList(),
        shortest.trace());
  }

  private static boolean breaks(Ending ending, Invariant invariant) {
    return ending.broken().filter(broken -> broken.invariant() == invariant).isPresent();
  }

  /** What one thread has seen. */
  private static final class Part {
    private final Coverage coverage = new Coverage();
    private final Map<Trouble, Long> troubles = new EnumMap<>(Trouble.class);
    private final Map<String, Long> checks = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();
    private long steps;

    void add(Part other) {
      coverage.add(other.coverage);
      other.troubles.forEach((trouble, seeds) -> troubles.merge(trouble, seeds, Long::sum));
      other.checks.forEach((promise, count) -> checks.merge(promise, count, Long::sum));
      failures.addAll(other.failures);
      steps += other.steps;
    }

    SimulationReport report(long seeds) {
      Map<String, Long> byName = new TreeMap<>();
      troubles.forEach((trouble, count) -> byName.put(trouble.name(), count));
      return new SimulationReport(
          seeds,
          steps,
          byName,
          coverage.counts(),
          checks,
          failures.stream().limit(SimulationReport.FAILURES_MAX).toList());
    }
  }
}
