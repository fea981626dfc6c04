package io.backroom.benchmarks.recommendation;

import io.backroom.recommendation.model.History;
import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.ItemSets;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.recommendation.model.Scorer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.BitSet;

/** Learns from made-up purchases of one size, alone in a process whose heap is bounded. */
public final class ScaleRun {
  static final int NEIGHBORS = 50;

  private static final RidgeSettings SETTINGS =
      new RidgeSettings(NEIGHBORS, 0.4, 30, 0.1, 0.5, 0, Integer.MAX_VALUE);

  private static final int LIST = 10;
  private static final int ASKED = 3_000;
  private static final int ASKS = 3;

  private ScaleRun() {}

  /**
   * Prints what it took: a name and a number a line.
   *
   * @param args how many items, and how many customers
   * @throws IOException never
   */
  public static void main(String[] args) throws IOException {
    int items = Integer.parseInt(args[0]);
    MadePurchases made = new MadePurchases(items, Integer.parseInt(args[1]));
    ItemSets.Builder collected = made.collect();
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    ItemSets sets = collected.build();
    ItemModel model = LocalRidge.train(sets, SETTINGS);
    System.out.println("cpu " + (cpuNanos() - cpu) / 1e9);
    System.out.println("wall " + (System.nanoTime() - wall) / 1e9);
    System.out.println("pairs " + sets.pairs());
    System.out.println("weights " + model.size());
    System.out.println("peak " + peak());
    CountedBytes bytes = new CountedBytes();
    model.write(bytes);
    System.out.println("bytes " + bytes.count());
    Scorer scorer = new Scorer(model);
    times(made, items, scorer); // warms up
    long[] nanos = times(made, items, scorer);
    System.out.println("p50 " + nanos[nanos.length / 2] / 1e3);
    System.out.println("p99 " + nanos[nanos.length * 99 / 100] / 1e3);
  }

  private static long[] times(MadePurchases made, int items, Scorer scorer) {
    BitSet sellable = new BitSet();
    sellable.set(0, items);
    long[] nanos = new long[Math.min(ASKED, made.customers())];
    for (int at = 0; at < nanos.length; at++) {
      History history = History.of(made.of((int) ((long) at * made.customers() / nanos.length)));
      nanos[at] = Long.MAX_VALUE;
      for (int ask = 0; ask < ASKS; ask++) {
        long start = System.nanoTime();
        scorer.top(history, LIST, item -> sellable.get(item) && !history.contains(item));
        nanos[at] = Math.min(nanos[at], System.nanoTime() - start);
      }
    }
    Arrays.sort(nanos);
    return nanos;
  }

  /** Returns the most bytes that were in use, those that nobody needed any more included. */
  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** Counts what is written to it. */
  static final class CountedBytes extends OutputStream {
    private long count;

    @Override
    public void write(int one) {
      count++;
    }

    @Override
    public void write(byte[] some, int from, int length) {
      count += length;
    }

    long count() {
      return count;
    }
  }
}
