package io.backroom.stock;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One SKU at one center with its counters, which {@link StockDecider#carryOut} changes in place.
 * Not thread-safe: whoever decides on a shelf or reads it holds the lock that guards it.
 */
public final class Shelf {
  private static final Comparator<ExpectedReceipt> EARLIEST_FIRST =
      Comparator.comparing(ExpectedReceipt::expectedAt).thenComparing(ExpectedReceipt::id);

  private final Sku sku;
  private final CenterId center;
  private boolean isNew;
  private int onHand;
  private int unavailable;
  private int reserved;
  private int allocated;
  private int backordered;
  private List<ExpectedReceipt> expected = List.of();

  /**
   * Creates the shelf of a SKU that the center has never seen.
   *
   * @param sku which SKU
   * @param center at which center
   */
  public Shelf(Sku sku, CenterId center) {
    this.sku = sku;
    this.center = center;
    this.isNew = true;
  }

  /**
   * Creates a shelf as it was left.
   *
   * @param level its counters and the receipts that are expected
   */
  public Shelf(StockLevel level) {
    sku = level.sku();
    center = level.center();
    onHand = level.onHand();
    unavailable = level.unavailable();
    reserved = level.reserved();
    allocated = level.allocated();
    backordered = level.backordered();
    expected = level.expected();
  }

  /**
   * Tells whether nothing was ever carried out here: a store that has no such level adds one.
   *
   * @return whether it was created empty and no command has been carried out on it since
   */
  public boolean isNew() {
    return isNew;
  }

  /**
   * Returns which SKU it is.
   *
   * @return the SKU
   */
  public Sku sku() {
    return sku;
  }

  /**
   * Returns where it is.
   *
   * @return the center
   */
  public CenterId center() {
    return center;
  }

  /**
   * Returns the counters as they are now.
   *
   * @return a level that does not change any more
   */
  public StockLevel level() {
    return new StockLevel(
        sku, center, onHand, unavailable, reserved, allocated, backordered, expected);
  }

  int onHand() {
    return onHand;
  }

  int unavailable() {
    return unavailable;
  }

  int reserved() {
    return reserved;
  }

  int allocated() {
    return allocated;
  }

  int backordered() {
    return backordered;
  }

  /** Compares with a place in the order of (SKU, center). */
  int compareTo(Sku otherSku, CenterId otherCenter) {
    int bySku = sku.compareTo(otherSku);
    return bySku != 0 ? bySku : center.compareTo(otherCenter);
  }

  void add(StockChange change) {
    isNew = false;
    onHand += change.onHand();
    unavailable += change.unavailable();
    reserved += change.reserved();
    allocated += change.allocated();
    backordered += change.backordered();
    change.receipt().ifPresent(this::expect);
  }

  private void expect(ReceiptChange change) {
    List<ExpectedReceipt> all = new ArrayList<>(expected);
    all.removeIf(other -> other.id().equals(change.id()));
    change.after().ifPresent(all::add);
    all.sort(EARLIEST_FIRST);
    expected = List.copyOf(all);
  }
}
