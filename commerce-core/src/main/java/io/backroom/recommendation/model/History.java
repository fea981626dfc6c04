package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.Arrays;

/**
 * What a customer bought, and how much each item counts: the input of a list. Immutable.
 *
 * <p>A purchase shows in the next list because it is in the next history; no model has to change.
 */
public final class History {
  private final int[] items;
  private final float[] weights;

  private History(int[] items, float[] weights) {
    this.items = items;
    this.weights = weights;
  }

  /**
   * Returns a history in which every item counts the same.
   *
   * @param items the items, each once, ascending
   * @return the history
   */
  public static History of(int... items) {
    for (int at = 1; at < items.length; at++) {
      Require.when(items[at - 1] < items[at], "items", items[at], "must be ascending");
    }
    float[] weights = new float[items.length];
    Arrays.fill(weights, 1);
    return new History(items.clone(), weights);
  }

  /**
   * Returns what a customer bought; every item counts the same.
   *
   * @param purchases all purchases
   * @param customer whose
   * @return the history
   */
  public static History of(Purchases purchases, int customer) {
    int[] items = itemsOf(purchases, customer);
    float[] weights = new float[items.length];
    Arrays.fill(weights, 1);
    return new History(items, weights);
  }

  /**
   * Returns what a customer bought; an item counts less the longer ago it was bought last.
   *
   * @param purchases all purchases
   * @param customer whose
   * @param today the day of the list; later purchases count as if on that day
   * @param fading how fast
   * @return the history
   */
  public static History fading(Purchases purchases, int customer, int today, Fading fading) {
    int[] items = itemsOf(purchases, customer);
    float[] weights = new float[items.length];
    int from = purchases.byCustomer().from(customer);
    for (int at = 0; at < items.length; at++) {
      weights[at] = (float) fading.weight(today - purchases.lastDay()[from + at]);
    }
    return new History(items, weights);
  }

  /**
   * Returns a history in which every item counts as told.
   *
   * @param items the items, each once, ascending
   * @param weights how much each counts; below 0 it speaks against what it would speak for
   * @return the history
   */
  public static History weighted(int[] items, float[] weights) {
    Require.when(
        items.length == weights.length,
        "weights",
        weights.length,
        "must be one for each of " + items.length + " items");
    for (int at = 1; at < items.length; at++) {
      Require.when(items[at - 1] < items[at], "items", items[at], "must be ascending");
    }
    return new History(items.clone(), weights.clone());
  }

  private static int[] itemsOf(Purchases purchases, int customer) {
    PackedRows rows = purchases.byCustomer();
    return Arrays.copyOfRange(rows.index(), rows.from(customer), rows.to(customer));
  }

  /**
   * Returns how many items there are.
   *
   * @return the items
   */
  public int size() {
    return items.length;
  }

  /**
   * Returns an item.
   *
   * @param at which one, from 0
   * @return its number
   */
  public int item(int at) {
    return items[at];
  }

  /**
   * Returns how much an item counts.
   *
   * @param at which one, from 0
   * @return its weight
   */
  public double weight(int at) {
    return weights[at];
  }

  /**
   * Returns whether an item is among them.
   *
   * @param item which one
   * @return whether it was bought
   */
  public boolean contains(int item) {
    return Arrays.binarySearch(items, item) >= 0;
  }

  int[] items() {
    return items;
  }

  float[] weights() {
    return weights;
  }
}
