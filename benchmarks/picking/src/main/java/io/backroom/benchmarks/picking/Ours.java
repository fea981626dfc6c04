package io.backroom.benchmarks.picking;

import com.sun.management.ThreadMXBean;
import io.backroom.fulfillment.tour.PickTour;
import io.backroom.fulfillment.tour.PickTours;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.tour.TourLength;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/** The tours of the library, with one thread. */
final class Ours {
  /** How often tours are found between two looks at the clock, which take time, too. */
  private static final int PASSES = 20;

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  private Ours() {}

  /** Finds the tour: in which order to pick, which way to walk, and how far. */
  static PickTour tour(Instance instance) {
    return new PickTours(instance.grid()).of(instance.stops());
  }

  static long length(Instance instance) {
    return new TourLength(instance.grid()).of(instance.stops());
  }

  /** Whether a tour walks as far as it says, past every stop and back to the depot. */
  static boolean isWalked(Instance instance, PickTour tour) {
    long way = 0;
    Stop here = tour.walk().get(0);
    boolean straight = true;
    for (Stop next : tour.walk()) {
      boolean onCrossAisle =
          next.position() == here.position()
              && next.position() % instance.grid().blockLength() == 0;
      straight &= next.aisle() == here.aisle() || onCrossAisle;
      way += Math.abs(next.position() - here.position());
      way += (long) instance.grid().aisleDistance() * Math.abs(next.aisle() - here.aisle());
      here = next;
    }
    Stop depot = instance.stops().get(0);
    return straight
        && way == tour.length()
        && here.equals(depot)
        && tour.walk().get(0).equals(depot)
        && tour.walk().containsAll(instance.stops());
  }

  /** The time that the thread has worked, in nanoseconds: what others do counts less. */
  static long cpuNanos() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /**
   * Finds some tours over and over.
   *
   * @param least for how many nanoseconds, at least
   * @return nanoseconds for a tour
   */
  static double nanos(List<Instance> some, ToLongFunction<Instance> way, long least) {
    long expected = some.stream().mapToLong(way).sum() * PASSES;
    long rounds = 0;
    long started = cpuNanos();
    long now = started;
    while (now - started < least) {
      long sum = 0;
      for (int pass = 0; pass < PASSES; pass++) {
        for (Instance instance : some) {
          sum += way.applyAsLong(instance);
        }
      }
      if (sum != expected) {
        throw new IllegalStateException("The same stops had different tours");
      }
      rounds++;
      now = cpuNanos();
    }
    return (double) (now - started) / rounds / PASSES / some.size();
  }

  /** Returns how many bytes it allocates to find the length of a tour. */
  static double bytes(List<Instance> some) {
    List<TourLength> lengths = some.stream().map(one -> new TourLength(one.grid())).toList();
    int passes = 100;
    long sum = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < lengths.size(); i++) {
        sum += lengths.get(i).of(some.get(i).stops());
      }
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (sum != passes * some.stream().mapToLong(Ours::length).sum()) {
      throw new IllegalStateException("The same stops had different tours");
    }
    return (double) bytes / passes / some.size();
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
