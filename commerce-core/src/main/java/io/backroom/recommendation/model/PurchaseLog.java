package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.util.Arrays;

/**
 * Purchases as they were made: a customer bought an item on a day, one row for each. Immutable.
 *
 * <p>Memory: 12 bytes for each row.
 */
public final class PurchaseLog {
  /** The most customers, and the most items. */
  public static final int NUMBER_MAX = 100_000_000;

  private final int[] customer;
  private final int[] item;
  private final int[] day;
  private final int size;
  private final int customers;
  private final int items;

  private PurchaseLog(Builder builder) {
    customer = builder.customer;
    item = builder.item;
    day = builder.day;
    size = builder.size;
    customers = builder.customers;
    items = builder.items;
  }

  /**
   * Starts a log.
   *
   * @param customers customers are below this number; more are made room for as they come
   * @param items items are below this number; more are made room for as they come
   * @return an empty log to be filled
   */
  public static Builder builder(int customers, int items) {
    Require.range("customers", customers, 0, NUMBER_MAX);
    Require.range("items", items, 0, NUMBER_MAX);
    return new Builder(customers, items);
  }

  /**
   * Returns how many rows there are.
   *
   * @return the rows
   */
  public int size() {
    return size;
  }

  /**
   * Returns the bound of the customers' numbers.
   *
   * @return one more than the greatest number, at least
   */
  public int customers() {
    return customers;
  }

  /**
   * Returns the bound of the items' numbers.
   *
   * @return one more than the greatest number, at least
   */
  public int items() {
    return items;
  }

  /**
   * Returns who bought.
   *
   * @param row which row, from 0, in the order in which they were added
   * @return the customer's number
   */
  public int customer(int row) {
    return customer[row];
  }

  /**
   * Returns what was bought.
   *
   * @param row which row
   * @return the item's number
   */
  public int item(int row) {
    return item[row];
  }

  /**
   * Returns when it was bought.
   *
   * @param row which row
   * @return the day, counted from a day of the caller's choice
   */
  public int day(int row) {
    return day[row];
  }

  /**
   * Returns the day of the last purchase.
   *
   * @return the day; 0 if there is no purchase
   */
  public int lastDay() {
    int last = size == 0 ? 0 : day[0];
    for (int row = 1; row < size; row++) {
      last = Math.max(last, day[row]);
    }
    return last;
  }

  /**
   * Returns a part of this log, with the same numbers of customers and items.
   *
   * @param from the first day
   * @param to the day after the last
   * @return the rows of these days, in the same order
   */
  public PurchaseLog between(int from, int to) {
    Builder part = builder(customers, items);
    for (int row = 0; row < size; row++) {
      if (day[row] >= from && day[row] < to) {
        part.add(customer[row], item[row], day[row]);
      }
    }
    return part.build();
  }

  /** Returns the rows in the order of customer, then item; rows of one pair as they were added. */
  int[] sorted() {
    int[] byItem = order(item, items, new int[0]);
    return order(customer, customers, byItem);
  }

  /** Sorts rows, or all of them as they are, by a key; equal keys keep their order. */
  private int[] order(int[] key, int bound, int[] before) {
    int[] next = PackedRows.starts(key, size, bound);
    int[] order = new int[size];
    for (int at = 0; at < size; at++) {
      int row = before.length == 0 ? at : before[at];
      order[next[key[row]]++] = row;
    }
    return order;
  }

  /** Collects rows one by one; nothing else of them is kept. One thread. */
  public static final class Builder {
    private int[] customer = new int[16];
    private int[] item = new int[16];
    private int[] day = new int[16];
    private int size;
    private int customers;
    private int items;

    private Builder(int customers, int items) {
      this.customers = customers;
      this.items = items;
    }

    /**
     * Adds a purchase.
     *
     * @param customer who bought, 0 to 99,999,999
     * @param item what, 0 to 99,999,999
     * @param day when, counted from a day of the caller's choice
     * @return this
     */
    public Builder add(int customer, int item, int day) {
      Require.range("customer", customer, 0, NUMBER_MAX - 1);
      Require.range("item", item, 0, NUMBER_MAX - 1);
      if (size == this.item.length) {
        int length = size + (size >> 1);
        this.customer = Arrays.copyOf(this.customer, length);
        this.item = Arrays.copyOf(this.item, length);
        this.day = Arrays.copyOf(this.day, length);
      }
      this.customer[size] = customer;
      this.item[size] = item;
      this.day[size++] = day;
      customers = Math.max(customers, customer + 1);
      items = Math.max(items, item + 1);
      return this;
    }

    /**
     * Returns the log; more rows can be added afterwards for another one.
     *
     * @return the rows so far
     */
    public PurchaseLog build() {
      customer = Arrays.copyOf(customer, Math.max(16, size));
      item = Arrays.copyOf(item, Math.max(16, size));
      day = Arrays.copyOf(day, Math.max(16, size));
      return new PurchaseLog(this);
    }
  }
}
