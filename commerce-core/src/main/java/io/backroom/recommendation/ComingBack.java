package io.backroom.recommendation;

import io.backroom.recommendation.model.PurchaseLog;

/**
 * How soon the customers of a shop come back for what they bought: for how many days a purchase
 * counts as just made, so that it is not offered again.
 *
 * <p>Of what customers bought for the first time, and ordered again d days later, some share is in
 * that next order. The days end with the first d for which this share, over all next orders of 1 to
 * d days later, is one in 20 or more: who buys for a shop of their own, or for a kitchen, comes
 * back within days, who buys a lamp does not. What is used up anyway ({@link Repeats}) is not
 * looked at, and as long as fewer than 200 such purchases speak, they say nothing.
 */
final class ComingBack {
  /** As long as nothing else is learned. */
  static final int DAYS_MAX = 14;

  private static final int ONE_IN = 20;
  private static final int PURCHASES_MIN = 200;

  private final PurchaseLog log;
  private final boolean[] usedUp;
  private final long[] bought = new long[DAYS_MAX];
  private final long[] again = new long[DAYS_MAX];

  private ComingBack(PurchaseLog log) {
    this.log = log;
    usedUp = usedUp(log);
  }

  /**
   * Learns from purchases.
   *
   * @param log the rows of each customer together, their oldest first
   * @return for how many days a purchase counts as just made, 1 to 14: 1 is the day itself
   */
  static int days(PurchaseLog log) {
    ComingBack coming = new ComingBack(log);
    coming.count();
    long boughtSoFar = 0;
    long againSoFar = 0;
    for (int day = 1; day < DAYS_MAX; day++) {
      boughtSoFar += coming.bought[day];
      againSoFar += coming.again[day];
      if (boughtSoFar >= PURCHASES_MIN && againSoFar * ONE_IN >= boughtSoFar) {
        return day;
      }
    }
    return DAYS_MAX;
  }

  private static boolean[] usedUp(PurchaseLog log) {
    int[] customers = new int[log.items()];
    int[] returned = new int[log.items()];
    int[] lastCustomer = new int[log.items()];
    int[] lastDay = new int[log.items()];
    for (int row = 0; row < log.size(); row++) {
      int item = log.item(row);
      int customer = log.customer(row) + 1;
      if (lastCustomer[item] != customer) {
        lastCustomer[item] = customer;
        lastDay[item] = log.day(row);
        customers[item]++;
      } else if (lastDay[item] != log.day(row) && lastDay[item] >= 0) {
        lastDay[item] = -1; // counted once
        returned[item]++;
      }
    }
    boolean[] usedUp = new boolean[customers.length];
    for (int item = 0; item < usedUp.length; item++) {
      usedUp[item] = Repeats.isConsumable(customers[item], returned[item]);
    }
    return usedUp;
  }

  private void count() {
    int[] knownTo = new int[log.items()];
    int[] inNext = new int[log.items()];
    int from = 0;
    while (from < log.size()) {
      int next = endOfDay(from);
      int to =
          next < log.size() && log.customer(next) == log.customer(from) ? endOfDay(next) : next;
      for (int row = next; row < to; row++) {
        inNext[log.item(row)] = next;
      }
      int gap = to > next ? log.day(next) - log.day(from) : DAYS_MAX;
      for (int row = from; row < next; row++) {
        int item = log.item(row);
        if (knownTo[item] != log.customer(row) + 1 && !usedUp[item] && gap < DAYS_MAX) {
          bought[gap]++;
          again[gap] += inNext[item] == next ? 1 : 0;
        }
        knownTo[item] = log.customer(row) + 1;
      }
      from = next;
    }
  }

  /** Where the rows of one customer and day end. */
  private int endOfDay(int from) {
    int row = from;
    while (row < log.size()
        && log.customer(row) == log.customer(from)
        && log.day(row) == log.day(from)) {
      row++;
    }
    return row;
  }
}
