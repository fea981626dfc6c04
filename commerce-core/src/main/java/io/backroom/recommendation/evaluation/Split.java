package io.backroom.recommendation.evaluation;

import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.spi.value.Require;

/**
 * Purchases to learn from, and later ones to be foretold.
 *
 * @param log what may be learned from
 * @param train the pairs of the log
 * @param test the pairs that are to be foretold
 * @param today the day after the last purchase that may be learned from
 */
public record Split(PurchaseLog log, Purchases train, Purchases test, int today) {
  /**
   * Returns a split of given parts.
   *
   * @param log what may be learned from
   * @param test what is to be foretold
   * @return the split
   */
  public static Split of(PurchaseLog log, PurchaseLog test) {
    return new Split(log, Purchases.of(log), Purchases.of(test), log.lastDay() + 1);
  }

  /**
   * Splits a log by time: nothing is learned from what came later than anything that is foretold.
   *
   * @param log all purchases
   * @param day the first day of the test
   * @return the split
   */
  public static Split byTime(PurchaseLog log, int day) {
    PurchaseLog train = log.between(Integer.MIN_VALUE, day);
    PurchaseLog test = log.between(day, Integer.MAX_VALUE);
    return new Split(train, Purchases.of(train), Purchases.of(test), day);
  }

  /**
   * Splits a log so that the last days hold a share of the purchases, or a little more.
   *
   * @param log all purchases
   * @param share the share of purchases to be foretold, more than 0 and less than 1
   * @return the split
   */
  public static Split lastShare(PurchaseLog log, double share) {
    Require.when(share > 0 && share < 1, "share", share, "must be between 0 and 1");
    int low = log.lastDay();
    for (int row = 0; row < log.size(); row++) {
      low = Math.min(low, log.day(row));
    }
    int high = log.lastDay();
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (log.between(middle, Integer.MAX_VALUE).size() >= share * log.size()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return byTime(log, low);
  }

  /** Returns the same training part with other purchases to be foretold. */
  Split testedBy(PurchaseLog other) {
    return new Split(log, train, Purchases.of(other), today);
  }

  /**
   * Splits pairs by a hash of their numbers: for data without times. What is foretold then is not
   * the future, so figures are far higher than by time.
   *
   * @param log all purchases
   * @param every one of so many pairs is to be foretold, 2 or more
   * @return the split; the same log gives the same one
   */
  public static Split byHash(PurchaseLog log, int every) {
    Require.range("every", every, 2, Integer.MAX_VALUE);
    PurchaseLog.Builder train = PurchaseLog.builder(log.customers(), log.items());
    PurchaseLog.Builder test = PurchaseLog.builder(log.customers(), log.items());
    for (int row = 0; row < log.size(); row++) {
      boolean held = hash(log.customer(row), log.item(row)) % every == 0;
      (held ? test : train).add(log.customer(row), log.item(row), log.day(row));
    }
    return of(train.build(), test.build());
  }

  /** The finalizer of MurmurHash3 (Appleby, public domain) over both numbers; not negative. */
  private static long hash(int customer, int item) {
    long hash = (long) customer << 32 | item;
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    return (hash ^ hash >>> 33) >>> 1;
  }
}
