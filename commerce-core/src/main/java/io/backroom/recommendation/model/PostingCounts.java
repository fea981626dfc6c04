package io.backroom.recommendation.model;

import java.util.Arrays;

/**
 * Counts made anew from the lists of who bought what, whenever they are asked for: nothing is
 * stored for pairs of items.
 *
 * <p>The counts among some items are a sum over their customers: walk the customers of each of the
 * items, note for each customer which of the items they have, then count the pairs within each
 * note. That takes as many steps as the counts add up to, however much else the customers bought.
 *
 * <p>Memory beside the lists: 8 bytes for each item, 8 for each customer, and 8 for each pair of
 * the items asked for.
 */
final class PostingCounts implements Counts {
  private static final int[] NOTHING = {};

  private final Rows byCustomer;
  private final Rows byItem;
  private final CustomerWeights weights;
  private final long[] sums;
  private final int[] seen;
  private final int[][] notes;
  private final int[] noted;
  private long[] pairs = new long[0];

  PostingCounts(Rows byCustomer, Rows byItem, CustomerWeights weights) {
    this.byCustomer = byCustomer;
    this.byItem = byItem;
    this.weights = weights;
    sums = new long[byItem.count()];
    seen = new int[byItem.count()];
    notes = new int[byCustomer.count()][];
    noted = new int[byCustomer.count()];
    Arrays.fill(notes, NOTHING);
  }

  @Override
  public long of(int item) {
    long sum = 0;
    int[] customers = byItem.values(item);
    for (int at = byItem.from(item); at < byItem.to(item); at++) {
      sum += weights.of(byCustomer.length(customers[at]));
    }
    return sum;
  }

  @Override
  public void together(int target, Visitor visitor) {
    int size = 0;
    int[] customers = byItem.values(target);
    for (int at = byItem.from(target); at < byItem.to(target); at++) {
      int customer = customers[at];
      int weight = weights.of(byCustomer.length(customer));
      if (weight > 0) {
        size = add(customer, weight, size);
      }
    }
    for (int at = 0; at < size; at++) {
      int item = seen[at];
      if (item != target) {
        visitor.visit(item, sums[item]);
      }
      sums[item] = 0;
    }
  }

  private int add(int customer, int weight, int before) {
    int size = before;
    int[] items = byCustomer.values(customer);
    for (int at = byCustomer.from(customer); at < byCustomer.to(customer); at++) {
      int item = items[at];
      if (sums[item] == 0) {
        seen[size++] = item;
      }
      sums[item] += weight;
    }
    return size;
  }

  @Override
  public void block(int[] items, int size, float[][] rows) {
    if (pairs.length < size * size) {
      pairs = new long[size * size];
    }
    Arrays.fill(pairs, 0, size * size, 0);
    for (int a = 0; a < size; a++) {
      int[] customers = byItem.values(items[a]);
      for (int at = byItem.from(items[a]); at < byItem.to(items[a]); at++) {
        note(customers[at], a);
      }
    }
    for (int a = 0; a < size; a++) {
      int[] customers = byItem.values(items[a]);
      for (int at = byItem.from(items[a]); at < byItem.to(items[a]); at++) {
        count(customers[at], size);
      }
    }
    float unit = weights.unit();
    for (int a = 0; a < size; a++) {
      for (int b = a; b < size; b++) {
        rows[a][b] = pairs[a * size + b] / unit;
      }
    }
  }

  private void note(int customer, int place) {
    int[] note = notes[customer];
    int length = noted[customer];
    if (length == note.length) {
      note = Arrays.copyOf(note, Math.max(4, 2 * length));
      notes[customer] = note;
    }
    note[length] = place;
    noted[customer] = length + 1;
  }

  /** Counts a customer's pairs when the customer is met first, and empties the note. */
  private void count(int customer, int size) {
    int length = noted[customer];
    if (length == 0) {
      return;
    }
    noted[customer] = 0;
    int weight = weights.of(byCustomer.length(customer));
    int[] note = notes[customer];
    for (int x = 0; x < length && weight > 0; x++) {
      int row = note[x] * size;
      for (int y = x; y < length; y++) {
        pairs[row + note[y]] += weight;
      }
    }
  }
}
