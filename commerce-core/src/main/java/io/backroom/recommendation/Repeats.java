package io.backroom.recommendation;

import java.util.ArrayList;
import java.util.List;

/** How customers buy each SKU again. Whole numbers, so that no order of arrival shows. */
final class Repeats {
  /** With fewer customers nothing can be said of a SKU. */
  private static final int CUSTOMERS_MIN = 10;

  /** Where at least one in so many customers comes back for it, a SKU is used up. */
  private static final int ONE_IN = 4;

  private final List<Sums> bySku = new ArrayList<>();

  private static final class Sums {
    private int customers;
    private int again;
    private long repeats;
    private long days;
  }

  /** Counts a customer's row more (1) or less (-1). */
  void count(int sku, Profile.Row row, int change) {
    while (bySku.size() <= sku) {
      bySku.add(new Sums());
    }
    if (row.times() > 0) {
      Sums sums = bySku.get(sku);
      sums.customers += change;
      sums.again += row.times() > 1 ? change : 0;
      sums.repeats += (long) change * (row.times() - 1);
      sums.days += (long) change * (row.last() - row.first());
    }
  }

  /** Whether customers come back for a SKU often enough to call it a consumable. */
  boolean isConsumable(int sku) {
    return sku < bySku.size() && isConsumable(bySku.get(sku).customers, bySku.get(sku).again);
  }

  /** Whether customers come back for something often enough to call it a consumable. */
  static boolean isConsumable(int customers, int again) {
    return customers >= CUSTOMERS_MIN && again * ONE_IN >= customers;
  }

  /** Returns the mean days between two purchases over all customers; 0 if nobody repeated it. */
  double meanDays(int sku) {
    boolean known = sku < bySku.size() && bySku.get(sku).repeats > 0;
    return known ? (double) bySku.get(sku).days / bySku.get(sku).repeats : 0;
  }

  int customers(int sku) {
    return sku < bySku.size() ? bySku.get(sku).customers : 0;
  }
}
