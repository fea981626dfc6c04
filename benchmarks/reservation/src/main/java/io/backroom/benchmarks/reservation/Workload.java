package io.backroom.benchmarks.reservation;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What is in stock and what is asked for, the same in every way that is compared.
 *
 * @param skus how many SKUs there are, at most 100,000
 * @param hot whether the first line of every reservation is one and the same SKU
 * @param lines how many lines each reservation has
 * @param units how many units of each SKU there are
 */
record Workload(int skus, boolean hot, int lines, int units) {
  static final int SKUS = 100_000;

  /** More than any round can sell. */
  static final int PLENTY = 10_000_000;

  static final Instant NOW = Instant.parse("2025-01-01T00:00:00Z");

  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final long STARTED = System.nanoTime();
  private static final int CUSTOMERS = 1_000;
  private static final int STRIDE = 3_001;

  private static final List<String> SKU_NAMES = names("sku-", SKUS);
  private static final List<String> OWNERS = names("customer-", CUSTOMERS);

  /** One SKU for all, or one of 100,000 for each. */
  static Workload oneLine(boolean hot) {
    return new Workload(hot ? 1 : SKUS, hot, 1, PLENTY);
  }

  /** One SKU for all or one of 100,000 for each, and two more of 100,000. */
  static Workload threeLines(boolean hot) {
    return new Workload(SKUS, hot, 3, PLENTY);
  }

  /** One SKU for all, and few units of it. */
  static Workload lastUnits(int units) {
    return new Workload(1, true, 1, units);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> "%s%06d".formatted(prefix, i)).toList();
  }

  static String sku(int number) {
    return SKU_NAMES.get(number);
  }

  /** Returns the names of the SKUs there are. */
  List<String> skuNames() {
    return SKU_NAMES.subList(0, skus);
  }

  long unitsInAll() {
    return (long) skus * units;
  }

  Request next(SplittableRandom random) {
    int[] wanted = new int[lines];
    int first = random.nextInt(skus);
    for (int i = hot ? 1 : 0; i < lines; i++) {
      wanted[i] = (first + i * STRIDE) % skus;
      if (hot && wanted[i] == 0) {
        wanted[i] = skus / 2;
      }
    }
    Arrays.sort(wanted);
    return new Request(
        Long.toHexString(random.nextLong()),
        OWNERS.get(random.nextInt(CUSTOMERS)),
        wanted,
        NOW.plus(KEPT).plusNanos(System.nanoTime() - STARTED));
  }
}
