package io.backroom.benchmarks.micro;

import io.backroom.routing.exact.SourcingAnswer;
import io.backroom.routing.exact.SourcingProblem;
import io.backroom.routing.exact.SourcingSolver;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One order split over ten centers. With the gc profiler it shows what an order allocates, which is
 * nothing: {@code java -cp CLASSPATH org.openjdk.jmh.Main RoutingBenchmark -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RoutingBenchmark {
  private static final int CENTERS = 10;

  /** Orders that take turns. */
  private static final int ORDERS = 256;

  /** How many lines each order has. */
  @Param({"1", "3", "8"})
  public int lines;

  private final SourcingSolver solver = new SourcingSolver();
  private final SourcingAnswer answer = new SourcingAnswer();
  private final SourcingProblem[] problems = new SourcingProblem[ORDERS];
  private int turn;

  /** Makes orders of which a center has four lines in five. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(lines);
    for (int order = 0; order < ORDERS; order++) {
      int[] quantity = random.ints(lines, 1, 3).toArray();
      int[] available = random.ints((long) lines * CENTERS, -1, 5).toArray();
      for (int cell = 0; cell < available.length; cell++) {
        available[cell] = Math.max(0, available[cell]);
      }
      long[] fixed = random.longs(CENTERS, 80_000, 120_000).toArray();
      long[] unit = random.longs((long) lines * CENTERS, 4_000, 25_000).toArray();
      problems[order] = SourcingProblem.of(quantity, available, fixed, unit);
    }
  }

  /**
   * Splits the next order.
   *
   * @return its cost
   */
  @Benchmark
  public long solve() {
    turn = (turn + 1) % ORDERS;
    solver.solve(problems[turn], answer);
    return answer.cost();
  }
}
