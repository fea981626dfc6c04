package io.backroom.benchmarks.recommendation;

import io.backroom.recommendation.model.ItemSets;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Made-up purchases of a shop of any size, the same for the same size: a customer buys some 19
 * items, most of them of three tastes of their own, each of 200 items of which the first ones sell
 * best.
 */
final class MadePurchases {
  private static final int TASTE = 200;
  private static final int TASTES_OF_ONE = 3;
  private static final int OWN_PERCENT = 85;
  private static final int ITEMS_MIN = 2;
  private static final int ITEMS_MAX = 300;
  private static final double ITEMS_MEAN = 17.7;

  private final int items;
  private final int customers;
  private final int tastes;

  MadePurchases(int items, int customers) {
    this.items = items;
    this.customers = customers;
    tastes = items / TASTE;
  }

  /** Returns what a customer bought, ascending. */
  int[] of(int customer) {
    SplittableRandom random = new SplittableRandom(customer);
    int[] own = random.ints(TASTES_OF_ONE, 0, tastes).toArray();
    int size = ITEMS_MIN + (int) Math.min(ITEMS_MAX, -ITEMS_MEAN * Math.log(random.nextDouble()));
    return IntStream.generate(() -> item(random, own)).distinct().limit(size).sorted().toArray();
  }

  private int item(SplittableRandom random, int[] own) {
    int taste =
        random.nextInt(100) < OWN_PERCENT
            ? own[random.nextInt(TASTES_OF_ONE)]
            : random.nextInt(tastes);
    int rank = (int) (TASTE * Math.pow(random.nextDouble(), 1.5));
    return rank * tastes + taste;
  }

  int customers() {
    return customers;
  }

  /** Returns the purchases, ready to be closed; they are made twice, and held once. */
  ItemSets.Builder collect() {
    int pairs = IntStream.range(0, customers).map(customer -> of(customer).length).sum();
    ItemSets.Builder builder = ItemSets.builder(items, customers, pairs);
    for (int customer = 0; customer < customers; customer++) {
      int[] bought = of(customer);
      builder.add(bought, 0, bought.length);
    }
    return builder;
  }
}
