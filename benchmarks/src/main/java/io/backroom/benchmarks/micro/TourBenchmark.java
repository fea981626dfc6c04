package io.backroom.benchmarks.micro;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.PickTour;
import io.backroom.fulfillment.tour.PickTours;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.tour.TourLength;
import java.util.ArrayList;
import java.util.List;
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
 * A picker's tour over 20 stops in 20 aisles. With the gc profiler it shows what the length of a
 * tour allocates, which is nothing: {@code java -cp CLASSPATH org.openjdk.jmh.Main TourBenchmark
 * -prof gc}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TourBenchmark {
  private static final int AISLES = 20;
  private static final int STOPS = 20;

  /** Tours that take turns. */
  private static final int TOURS = 256;

  /** How many blocks the warehouse has. */
  @Param({"1", "2", "3"})
  public int blocks;

  private final List<List<Stop>> stops = new ArrayList<>();
  private AisleGrid grid = new AisleGrid(1, 1, 1, 1);
  private TourLength length = new TourLength(grid);
  private PickTours tours = new PickTours(grid);
  private int turn;

  /** Puts stops anywhere. */
  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(blocks);
    grid = new AisleGrid(blocks, AISLES, 12, 3);
    length = new TourLength(grid);
    tours = new PickTours(grid);
    for (int tour = 0; tour < TOURS; tour++) {
      List<Stop> some = new ArrayList<>();
      for (int stop = 0; stop < STOPS; stop++) {
        some.add(new Stop(random.nextInt(AISLES), random.nextInt(12 * blocks + 1)));
      }
      stops.add(some);
    }
  }

  /**
   * Finds the length of the next tour.
   *
   * @return its length
   */
  @Benchmark
  public long length() {
    turn = (turn + 1) % TOURS;
    return length.of(stops.get(turn));
  }

  /**
   * Finds the next tour.
   *
   * @return its stops in order, and its turns
   */
  @Benchmark
  public PickTour tour() {
    turn = (turn + 1) % TOURS;
    return tours.of(stops.get(turn));
  }
}
