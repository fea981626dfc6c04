package io.backroom.benchmarks.peer;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Trains, answers and times one recommender, alone in its process, and writes down how it did. */
public final class PeerRun {
  private static final int LIST = 20;
  private static final int TIMED_LIST = 10;
  private static final int TIMED = 3_000;

  /** The best of so many asks is taken: what else the machine does is not the contender's time. */
  private static final int ASKS = 3;

  private static final long LISTS_NANOS = 60_000_000_000L;
  private static final long TIMED_NANOS = 15_000_000_000L;

  private PeerRun() {}

  /** Learns. */
  @FunctionalInterface
  public interface Trainer {
    /**
     * Learns from pairs: this is timed.
     *
     * @param pairs what was bought
     * @param way which of the peer's ways, and its settings
     * @return ready to answer
     * @throws Exception if the peer fails
     */
    Lists train(Pairs pairs, String way) throws Exception;
  }

  /**
   * Runs a peer.
   *
   * @param args the file of pairs, the file of customers, the file to be written, and the way
   * @param trainer the peer
   * @throws Exception if the peer fails
   */
  public static void run(String[] args, Trainer trainer) throws Exception {
    Pairs pairs = Pairs.read(Path.of(args[0]));
    int[] customers =
        Files.readAllLines(Path.of(args[1])).stream().mapToInt(Integer::parseInt).toArray();
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    Lists lists = trainer.train(pairs, args[3]);
    cpu = cpuNanos() - cpu;
    wall = System.nanoTime() - wall;
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[2])))) {
      writeLists(lists, customers, out);
      times(lists, customers); // warms up
      long[] nanos = times(lists, customers);
      out.println("cpu " + cpu / 1e9);
      out.println("wall " + wall / 1e9);
      out.println("bytes " + lists.bytes());
      out.println("p50 " + nanos[nanos.length / 2] / 1e3);
      out.println("p99 " + nanos[nanos.length * 99 / 100] / 1e3);
      lists.more().forEach((name, number) -> out.println(name + " " + number));
    }
  }

  private static void writeLists(Lists lists, int[] customers, PrintWriter out) throws Exception {
    long end = System.nanoTime() + LISTS_NANOS;
    // Spread over all customers, so that those of a peer that is too slow are a fair sample.
    int stride = 97;
    for (int i = 0; i < stride; i++) {
      for (int at = i; at < customers.length && System.nanoTime() < end; at += stride) {
        StringBuilder line = new StringBuilder("list ").append(customers[at]);
        for (int item : lists.top(customers[at], LIST)) {
          line.append(' ').append(item);
        }
        out.println(line);
      }
    }
  }

  private static long[] times(Lists lists, int[] customers) throws Exception {
    long end = System.nanoTime() + TIMED_NANOS;
    long[] nanos = new long[Math.min(TIMED, customers.length)];
    int size = 0;
    double stride = (double) customers.length / nanos.length;
    while (size < nanos.length && (size == 0 || System.nanoTime() < end)) {
      int customer = customers[(int) (size * stride)];
      long best = Long.MAX_VALUE;
      for (int ask = 0; ask < ASKS && (ask == 0 || System.nanoTime() < end); ask++) {
        long start = System.nanoTime();
        int[] list = lists.answer(customer, TIMED_LIST);
        best = Math.min(best, System.nanoTime() - start);
        if (list.length > TIMED_LIST) {
          throw new IOException("The list is too long");
        }
      }
      nanos[size++] = best;
    }
    long[] timed = Arrays.copyOf(nanos, size);
    Arrays.sort(timed);
    return timed;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
