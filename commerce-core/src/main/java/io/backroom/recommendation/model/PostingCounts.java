package io.backroom.recommendation.model;

import java.util.Arrays;

/**
 * Counts made anew from the lists of who bought what, whenever they are asked for: nothing is
 * stored for pairs of items.
 *
 * <p>The counts among some items are a sum over their customers: walk the customers of each of the
 * items, sort these meetings by customer, then count the pairs within what each customer has of the
 * items. That takes as many steps as the counts add up to, however much else the customers bought.
 *
 * <p>Memory beside the lists: 12 bytes for each item, 4 for each customer, 8 for each pair of the
 * items asked for, and 8 to 40 for each customer of each of these.
 */
final class PostingCounts implements Counts {
  private final Rows byCustomer;
  private final Rows byItem;
  private final CustomerWeights weights;
  private final long[] sums;
  private final int[] seen;
  private long[] pairs = new long[0];

  /** For each customer, 1 + the place among those met; 0 for all others. */
  private final int[] placeOf;

  /** The customers met, and where the notes of each end. */
  private int[] met = new int[64];

  private int[] end = new int[64];
  private int customersMet;

  /** The place of the customer of each meeting, by item. */
  private int[] meetings = new int[64];

  /** Which of the items each meeting was over, by customer. */
  private int[] notes = new int[64];

  PostingCounts(Rows byCustomer, Rows byItem, CustomerWeights weights) {
    this.byCustomer = byCustomer;
    this.byItem = byItem;
    this.weights = weights;
    sums = new long[byItem.count()];
    seen = new int[byItem.count()];
    placeOf = new int[byCustomer.count()];
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
    meet(items, size);
    note(items, size);
    for (int place = 0, from = 0; place < customersMet; place++) {
      count(met[place], from, end[place], size);
      from = end[place];
      placeOf[met[place]] = 0;
    }
    float unit = weights.unit();
    for (int a = 0; a < size; a++) {
      for (int b = a; b < size; b++) {
        rows[a][b] = pairs[a * size + b] / unit;
      }
    }
  }

  /** Walks the customers of the items, and counts how often each is met. */
  private void meet(int[] items, int size) {
    customersMet = 0;
    int meeting = 0;
    for (int a = 0; a < size; a++) {
      int[] customers = byItem.values(items[a]);
      int to = byItem.to(items[a]);
      makeRoom(meeting + byItem.length(items[a]));
      for (int at = byItem.from(items[a]); at < to; at++) {
        int place = placeOf[customers[at]] - 1;
        if (place < 0) {
          place = customersMet++;
          placeOf[customers[at]] = place + 1;
          met[place] = customers[at];
          end[place] = 0;
        }
        end[place]++;
        meetings[meeting++] = place;
      }
    }
  }

  /** There are at most as many customers as meetings, so that all have the same room. */
  private void makeRoom(int size) {
    if (size > meetings.length) {
      int length = Math.max(size, 2 * meetings.length);
      meetings = Arrays.copyOf(meetings, length);
      notes = Arrays.copyOf(notes, length);
      met = Arrays.copyOf(met, length);
      end = Arrays.copyOf(end, length);
    }
  }

  /** Sorts the meetings by customer: what each has of the items, in their order. */
  private void note(int[] items, int size) {
    int from = 0;
    for (int place = 0; place < customersMet; place++) {
      int length = end[place];
      end[place] = from; // moves to the end as the notes are written
      from += length;
    }
    int meeting = 0;
    for (int a = 0; a < size; a++) {
      for (int to = meeting + byItem.length(items[a]); meeting < to; meeting++) {
        notes[end[meetings[meeting]]++] = a;
      }
    }
  }

  private void count(int customer, int from, int to, int size) {
    int weight = weights.of(byCustomer.length(customer));
    for (int x = from; x < to && weight > 0; x++) {
      int row = notes[x] * size;
      for (int y = x; y < to; y++) {
        pairs[row + notes[y]] += weight;
      }
    }
  }
}
