package io.backroom.recommendation.model;

/** All counts of a small catalog in one table: fastest where items are bought by many. */
final class DenseCounts implements Counts {
  /** The table of so many items takes 67 MB. */
  static final int ITEMS_MAX = 4096;

  private final int items;
  private final int[] table;
  private final float unit;

  private DenseCounts(int items, int unit) {
    this.items = items;
    this.unit = unit;
    table = new int[items * items];
  }

  /** Counts a catalog of at most so many items whose counts all fit an int. */
  static DenseCounts of(Rows byCustomer, int items, CustomerWeights weights) {
    DenseCounts counts = new DenseCounts(items, weights.unit());
    for (int customer = 0; customer < byCustomer.count(); customer++) {
      int weight = weights.of(byCustomer.length(customer));
      if (weight > 0) {
        counts.add(byCustomer, customer, weight);
      }
    }
    return counts;
  }

  private void add(Rows byCustomer, int customer, int weight) {
    int[] bought = byCustomer.values(customer);
    int to = byCustomer.to(customer);
    for (int at = byCustomer.from(customer); at < to; at++) {
      int row = bought[at] * items;
      for (int other = byCustomer.from(customer); other < to; other++) {
        table[row + bought[other]] += weight;
      }
    }
  }

  @Override
  public long of(int item) {
    return table[item * items + item];
  }

  @Override
  public void together(int target, Visitor visitor) {
    int row = target * items;
    for (int item = 0; item < items; item++) {
      if (table[row + item] > 0 && item != target) {
        visitor.visit(item, table[row + item]);
      }
    }
  }

  @Override
  public void block(int[] some, int size, float[][] rows) {
    for (int a = 0; a < size; a++) {
      int row = some[a] * items;
      float[] to = rows[a];
      for (int b = a; b < size; b++) {
        to[b] = table[row + some[b]] / unit;
      }
    }
  }
}
