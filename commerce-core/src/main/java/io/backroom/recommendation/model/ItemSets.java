package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;

/**
 * What each customer bought, each item once: all that {@link LocalRidge} learns from. Who the
 * customers are, and when they bought, is not in it. Immutable.
 *
 * <p>Memory: 8 bytes for each pair of customer and item, and 4 for each customer and item.
 */
public final class ItemSets {
  private final PackedRows byCustomer;
  private final PackedRows byItem;

  private ItemSets(PackedRows byCustomer, PackedRows byItem) {
    this.byCustomer = byCustomer;
    this.byItem = byItem;
  }

  /**
   * Returns the sets of purchases, with which they share their memory.
   *
   * @param purchases what was bought
   * @return a set for each customer
   */
  public static ItemSets of(Purchases purchases) {
    return new ItemSets(purchases.byCustomer(), purchases.byItem());
  }

  /**
   * Starts to collect sets, for whoever has read them from elsewhere.
   *
   * @param items items are below this number, 0 to 100,000,000
   * @param sets how many sets there will be, 0 or more
   * @param pairs how many items there will be in all of them together, 0 or more
   * @return nothing collected yet
   */
  public static Builder builder(int items, int sets, int pairs) {
    Require.range("items", items, 0, PurchaseLog.NUMBER_MAX);
    Require.range("sets", sets, 0, Integer.MAX_VALUE - 1);
    Require.range("pairs", pairs, 0, Integer.MAX_VALUE);
    return new Builder(items, sets, pairs);
  }

  /**
   * Returns the bound of the items' numbers.
   *
   * @return items are 0 to one less
   */
  public int items() {
    return byItem.count();
  }

  /**
   * Returns how many pairs of customer and item there are.
   *
   * @return the pairs
   */
  public int pairs() {
    return byCustomer.index().length;
  }

  PackedRows byCustomer() {
    return byCustomer;
  }

  PackedRows byItem() {
    return byItem;
  }

  /** Collects sets in any order: no count depends on it. One thread. */
  public static final class Builder {
    private final int items;
    private final int[] start;
    private final int[] index;
    private int sets;

    private Builder(int items, int sets, int pairs) {
      this.items = items;
      start = new int[sets + 1];
      index = new int[pairs];
    }

    /**
     * Adds what one customer bought.
     *
     * @param from holds the items
     * @param at where they begin in it
     * @param length how many there are; they ascend, so that each is there once
     * @return this
     */
    public Builder add(int[] from, int at, int length) {
      Require.range("sets", sets + 1L, 0, start.length - 1L);
      Require.range("pairs", (long) start[sets] + length, 0, index.length);
      int before = -1;
      for (int i = at; i < at + length; i++) {
        Require.when(from[i] > before, "items", from[i], "must be ascending from 0");
        Require.range("items", from[i], 0, items - 1L);
        before = from[i];
      }
      System.arraycopy(from, at, index, start[sets], length);
      start[sets + 1] = start[sets] + length;
      sets++;
      return this;
    }

    /**
     * Returns the sets.
     *
     * @return all that were announced
     */
    public ItemSets build() {
      Require.range("sets", sets, start.length - 1L, start.length - 1L);
      Require.range("pairs", start[sets], index.length, index.length);
      PackedRows byCustomer = new PackedRows(start, index);
      return new ItemSets(byCustomer, byCustomer.transposed(items));
    }
  }
}
