package io.backroom.benchmarks.recommendation;

import io.backroom.benchmarks.peer.Pairs;
import io.backroom.recommendation.model.LiveRidge;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.RidgeSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/** What one more purchase takes in CPU time: counted, and its item learned anew. */
final class Freshness {
  private static final int PURCHASES = 2_000;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private Freshness() {}

  /** Returns microseconds by name. The first half of the purchases warms up. */
  static Map<String, Double> measure(Pairs pairs, Purchases purchases, RidgeSettings settings) {
    LiveRidge live = LiveRidge.of(purchases, settings);
    live.refresh(Integer.MAX_VALUE);
    SplittableRandom random = new SplittableRandom(1);
    long[] count = new long[PURCHASES];
    long[] learn = new long[PURCHASES];
    for (int at = -PURCHASES; at < PURCHASES; ) {
      // Who buys more is more likely to buy next, and what sells is more likely to be bought.
      int customer = pairs.customer()[random.nextInt(pairs.size())];
      int item = pairs.item()[random.nextInt(pairs.size())];
      long start = CPU.getCurrentThreadCpuTime();
      boolean first = live.add(customer, item);
      long counted = CPU.getCurrentThreadCpuTime();
      if (first) {
        live.refresh(1);
        if (at >= 0) {
          count[at] = counted - start;
          learn[at] = CPU.getCurrentThreadCpuTime() - counted;
        }
        at++;
      }
    }
    Arrays.sort(count);
    Arrays.sort(learn);
    return Map.of(
        "count50", count[PURCHASES / 2] / 1e3,
        "count99", count[PURCHASES * 99 / 100] / 1e3,
        "learn50", learn[PURCHASES / 2] / 1e3,
        "learn99", learn[PURCHASES * 99 / 100] / 1e3);
  }
}
