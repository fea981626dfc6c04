package io.backroom.recommendation.model;

import java.util.Arrays;

/**
 * Which customers bought which items: each pair once, by customer and by item. Immutable.
 *
 * <p>Memory: 12 bytes for each pair and 4 for each customer and item; making it takes another 8
 * bytes for each row of the log.
 */
public final class Purchases {
  private final PackedRows byCustomer;
  private final PackedRows byItem;
  private final int[] lastDay;

  private Purchases(PackedRows byCustomer, PackedRows byItem, int[] lastDay) {
    this.byCustomer = byCustomer;
    this.byItem = byItem;
    this.lastDay = lastDay;
  }

  /**
   * Returns the pairs of a log.
   *
   * @param log purchases in any order
   * @return each customer and item that occur together, with the last day
   */
  public static Purchases of(PurchaseLog log) {
    int[] order = log.sorted();
    int[] start = new int[log.customers() + 1];
    int[] items = new int[order.length];
    int[] days = new int[order.length];
    int pairs = 0;
    for (int at = 0; at < order.length; at++) {
      int row = order[at];
      if (at > 0 && samePair(log, order[at - 1], row)) {
        days[pairs - 1] = Math.max(days[pairs - 1], log.day(row));
      } else {
        items[pairs] = log.item(row);
        days[pairs++] = log.day(row);
        start[log.customer(row) + 1]++;
      }
    }
    for (int customer = 0; customer < log.customers(); customer++) {
      start[customer + 1] += start[customer];
    }
    PackedRows byCustomer = new PackedRows(start, Arrays.copyOf(items, pairs));
    return new Purchases(
        byCustomer, byCustomer.transposed(log.items()), Arrays.copyOf(days, pairs));
  }

  private static boolean samePair(PurchaseLog log, int one, int other) {
    return log.customer(one) == log.customer(other) && log.item(one) == log.item(other);
  }

  /**
   * Returns the bound of the customers' numbers.
   *
   * @return customers are 0 to one less
   */
  public int customers() {
    return byCustomer.count();
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
   * Returns how many pairs there are.
   *
   * @return the pairs
   */
  public int pairs() {
    return lastDay.length;
  }

  /**
   * Returns how many items a customer bought.
   *
   * @param customer whose
   * @return the items, each once
   */
  public int itemsOf(int customer) {
    return byCustomer.length(customer);
  }

  /**
   * Returns how many customers bought an item.
   *
   * @param item which one
   * @return the customers, each once
   */
  public int customersOf(int item) {
    return byItem.length(item);
  }

  /**
   * Returns an item of a customer.
   *
   * @param customer whose
   * @param at which of the customer's items, from 0, in the order of their numbers
   * @return the item
   */
  public int item(int customer, int at) {
    return byCustomer.index()[byCustomer.from(customer) + at];
  }

  /**
   * Returns when a customer bought an item last.
   *
   * @param customer whose
   * @param at which of the customer's items, from 0, in the order of their numbers
   * @return the day
   */
  public int day(int customer, int at) {
    return lastDay[byCustomer.from(customer) + at];
  }

  /**
   * Returns whether a customer bought an item.
   *
   * @param customer who
   * @param item what
   * @return whether the pair is there
   */
  public boolean bought(int customer, int item) {
    return byCustomer.place(customer, item) >= 0;
  }

  PackedRows byCustomer() {
    return byCustomer;
  }

  PackedRows byItem() {
    return byItem;
  }

  /** The last day of each pair, in the order of {@link #byCustomer}. */
  int[] lastDay() {
    return lastDay;
  }
}
