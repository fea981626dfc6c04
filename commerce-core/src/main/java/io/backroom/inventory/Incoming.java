package io.backroom.inventory;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a center has and expects of a SKU for those who wait for it there, unit by unit in the order
 * of service: what is free in stock first, then the receipts by the dates at which they are
 * expected. Immutable.
 *
 * <p>A receipt that is not there an hour after its time is overdue. Nobody knows when it will come;
 * it counts as expected at the next of 1, 2, 4, 8 … days after its time, so that a date that is
 * told is always to come, and moves seldom.
 */
public final class Incoming {
  /** Work: stock or receipts of a SKU at a center have changed, and somebody may wait for them. */
  public static final String MOVED = "supply-moved";

  static final Duration GRACE = Duration.ofHours(1);

  private static final Duration FIRST_DELAY = Duration.ofDays(1);

  private static final Comparator<ExpectedReceipt> BY_ID =
      Comparator.comparing(ExpectedReceipt::id);

  private final long stock;
  private final List<ExpectedReceipt> receipts;

  /**
   * Tells that stock or receipts have changed.
   *
   * @param sku which SKU
   * @param center at which center
   * @param setback why dates may be later; empty if it can only bring them forward
   */
  public record Moved(Sku sku, CenterId center, Optional<Setback> setback) {
    static Moved forward(StockLevel level) {
      return new Moved(level.sku(), level.center(), Optional.empty());
    }
  }

  /**
   * Why goods come later than was told.
   *
   * @param reason the kind of reason
   * @param receipt the receipt it is about; empty if it is about none
   */
  public record Setback(PromiseReason reason, Optional<ReceiptId> receipt) {}

  /**
   * What brings a unit.
   *
   * @param receipt the receipt
   * @param at when it is expected at the center
   */
  public record Source(ReceiptId receipt, Instant at) {}

  /**
   * Returns under which subject it is told what happens to a SKU: no order has such an id.
   *
   * @param sku which SKU
   * @return the subject of its events and tasks
   */
  public static String subject(Sku sku) {
    return "sku:" + sku;
  }

  private Incoming(long stock, List<ExpectedReceipt> receipts) {
    this.stock = stock;
    this.receipts = receipts;
  }

  /**
   * Returns what is there and comes of a SKU at a center.
   *
   * @param level the counters there
   * @param now the time, which decides what is overdue
   * @return the units
   */
  public static Incoming of(StockLevel level, Instant now) {
    return new Incoming(Math.max(0, level.unpromised()), receipts(level, now));
  }

  /** Returns the receipts of a level with the times at which they are expected now, in order. */
  static List<ExpectedReceipt> receipts(StockLevel level, Instant now) {
    return level.expected().stream()
        .map(receipt -> new ExpectedReceipt(receipt.id(), receipt.line(), at(receipt, now)))
        .sorted(Comparator.comparing(ExpectedReceipt::expectedAt).thenComparing(BY_ID))
        .toList();
  }

  /** When a receipt is expected as far as can be told now. */
  static Instant at(ExpectedReceipt receipt, Instant now) {
    Instant at = receipt.expectedAt();
    if (!isOverdue(receipt, now)) {
      return at;
    }
    Duration delay = FIRST_DELAY;
    while (!at.plus(delay).isAfter(now)) {
      delay = delay.multipliedBy(2);
    }
    return at.plus(delay);
  }

  static boolean isOverdue(ExpectedReceipt receipt, Instant now) {
    return !receipt.expectedAt().plus(GRACE).isAfter(now);
  }

  /**
   * Returns how many units are on their way.
   *
   * @return the units, not negative
   */
  public long expected() {
    return receipts.stream().mapToLong(receipt -> receipt.line().quantity()).sum();
  }

  /**
   * Tells whether a unit is in stock.
   *
   * @param unit the place of the unit in the order of service, from 1
   * @return whether it need not wait for a receipt
   */
  public boolean isInStock(long unit) {
    return unit <= stock;
  }

  /**
   * Returns what brings a unit that is not in stock.
   *
   * @param unit the place of the unit in the order of service, from 1
   * @return the receipt that brings it; empty if it is in stock, or if fewer units are expected
   */
  public Optional<Source> source(long unit) {
    long before = stock;
    for (ExpectedReceipt receipt : receipts) {
      before += receipt.line().quantity();
      if (unit > stock && unit <= before) {
        return Optional.of(new Source(receipt.id(), receipt.expectedAt()));
      }
    }
    return Optional.empty();
  }
}
