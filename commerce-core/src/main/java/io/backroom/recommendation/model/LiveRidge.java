package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Queue;

/**
 * A {@link LocalRidge} that follows purchases one by one. Once everything that a purchase touched
 * has been learned anew, the model is that of {@link LocalRidge#train} on all purchases, to the
 * byte.
 *
 * <p>A purchase is counted at once and touches the item, what it speaks for, and what the customer
 * bought before: those items wait to be learned anew. Where customers of many items count less
 * ({@link RidgeSettings#customerExponent}), or too many are left out, a customer who passes such a
 * bound changes counts of everything, and everything waits; with an exponent of 0 that does not
 * happen. The buyer's own list needs none of this: a purchase shows in it because it is in the
 * {@link History}.
 *
 * <p>Memory: 8 bytes for each pair of customer and item with room to grow, 12 for each weight, and
 * some 60 for each customer and item. One thread at a time; the models that it gives out never
 * change.
 */
public final class LiveRidge {
  private final GrowingRows byCustomer;
  private final GrowingRows byItem;
  private final CustomerWeights weights;
  private final Popularities popularities;
  private final TargetSolver solver;
  private final TargetRow[] rows;

  /** For each item, those that it speaks for, and some that it spoke for once. */
  private final GrowingRows speaksFor = new GrowingRows();

  private final BitSet waiting = new BitSet();
  private final Queue<Integer> bought = new ArrayDeque<>();

  private LiveRidge(Purchases purchases, RidgeSettings settings) {
    byCustomer = GrowingRows.of(purchases.byCustomer());
    byItem = GrowingRows.of(purchases.byItem());
    weights = new CustomerWeights(settings);
    popularities = new Popularities(purchases.items(), weights, settings);
    PostingCounts counts = new PostingCounts(byCustomer, byItem, weights);
    for (int item = 0; item < purchases.items(); item++) {
      popularities.set(item, counts.of(item));
    }
    solver = new TargetSolver(counts, settings, weights, popularities);
    rows = new TargetRow[purchases.items()];
    Arrays.fill(rows, TargetRow.EMPTY);
    speaksFor.grow(rows.length);
    waiting.set(0, rows.length);
  }

  /**
   * Starts from purchases; all items wait to be learned.
   *
   * @param purchases what was bought so far; its bounds of customers and items are those of all
   *     later purchases, so make room in the {@link PurchaseLog} for those to come
   * @param settings what is left open
   * @return nothing learned yet
   */
  public static LiveRidge of(Purchases purchases, RidgeSettings settings) {
    return new LiveRidge(purchases, settings);
  }

  /**
   * Counts a purchase.
   *
   * @param customer who bought, below the bound
   * @param item what, below the bound
   * @return whether it is the first one of this item by this customer; another changes nothing
   */
  public boolean add(int customer, int item) {
    Require.range("customer", customer, 0, byCustomer.count() - 1L);
    Require.range("item", item, 0, byItem.count() - 1L);
    if (byCustomer.contains(customer, item)) {
      return false;
    }
    int before = weights.of(byCustomer.length(customer));
    byCustomer.add(customer, item);
    byItem.add(item, customer);
    int after = weights.of(byCustomer.length(customer));
    boolean first = byCustomer.length(customer) == 1;
    if (before != after && !first) {
      reweigh(customer, item, before, after);
    } else if (after > 0) {
      popularities.add(item, after);
      touch(customer, item);
    }
    if (after > 0) {
      bought.add(item);
    }
    return true;
  }

  /** All that a customer bought counts differently: whatever was bought with any of it may, too. */
  private void reweigh(int customer, int item, int before, int after) {
    int[] items = byCustomer.values(customer);
    for (int at = 0; at < byCustomer.length(customer); at++) {
      popularities.add(items[at], items[at] == item ? after : after - before);
    }
    waiting.set(0, rows.length);
  }

  /** Counts with one item changed, those between it and what its buyer has. */
  private void touch(int customer, int item) {
    waiting.set(item);
    setAll(byCustomer, customer);
    setAll(speaksFor, item);
  }

  private void setAll(GrowingRows of, int row) {
    int[] some = of.values(row);
    for (int at = 0; at < of.length(row); at++) {
      waiting.set(some[at]);
    }
  }

  /**
   * Forgets a customer: once everything is learned anew, the model is that of purchases without
   * theirs.
   *
   * @param customer whom
   */
  public void forget(int customer) {
    Require.range("customer", customer, 0, byCustomer.count() - 1L);
    int weight = weights.of(byCustomer.length(customer));
    int[] items = byCustomer.values(customer);
    for (int at = 0; at < byCustomer.length(customer); at++) {
      byItem.remove(items[at], customer);
      popularities.add(items[at], -weight);
    }
    if (byCustomer.length(customer) > 0) {
      byCustomer.clear(customer);
      waiting.set(0, rows.length);
    }
  }

  /**
   * Learns items anew that wait for it, bought ones first.
   *
   * @param limit how many at most, 1 or more
   * @return how many were learned; fewer than the limit if none waits any more
   */
  public int refresh(int limit) {
    Require.range("limit", limit, 1, Integer.MAX_VALUE);
    int learned = 0;
    while (learned < limit && !waiting.isEmpty()) {
      Integer item = bought.poll();
      int next = item == null ? waiting.nextSetBit(0) : item;
      if (waiting.get(next)) {
        waiting.clear(next);
        learn(next);
        learned++;
      }
    }
    return learned;
  }

  private void learn(int item) {
    TargetRow before = rows[item];
    rows[item] = solver.solve(item);
    for (int neighbor : rows[item].neighbors()) {
      boolean known = Arrays.binarySearch(before.neighbors(), neighbor) >= 0;
      if (!known && !speaksFor.contains(neighbor, item)) {
        speaksFor.add(neighbor, item);
      }
    }
  }

  /**
   * Returns how many items wait to be learned anew.
   *
   * @return 0 if the model is that of all purchases
   */
  public int waiting() {
    return waiting.cardinality();
  }

  /**
   * Returns the model as it is now.
   *
   * @return a model of its own, to be put in the place of an earlier one at once
   */
  public ItemModel model() {
    return ItemModel.of(rows);
  }
}
