package io.backroom.stock;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Optional;

/**
 * What a command changes on one shelf, in units. It belongs to its {@link StockDecider} and is used
 * again by the next decision.
 */
public final class StockChange {
  private Shelf shelf; // of this decision, another one in the next
  private int onHand;
  private int unavailable;
  private int reserved;
  private int allocated;
  private int backordered;
  private Optional<ReceiptChange> receipt = Optional.empty();

  /** Units that the command names here, over all its lines, while it is decided. */
  private long wanted;

  /** Units that it wants from receipts, likewise. */
  private long later;

  /** The least of their limits. */
  private int limit;

  StockChange(Shelf shelf) {
    this.shelf = shelf;
    wantNothing();
  }

  void begin(Shelf next) {
    shelf = next;
    onHand = 0;
    unavailable = 0;
    reserved = 0;
    allocated = 0;
    backordered = 0;
    receipt = Optional.empty();
    wantNothing();
  }

  /**
   * Returns the shelf.
   *
   * @return the very shelf that the view has shown
   */
  public Shelf shelf() {
    return shelf;
  }

  /**
   * Returns the change of on hand.
   *
   * @return units, negative if it falls
   */
  public int onHand() {
    return onHand;
  }

  /**
   * Returns the change of unavailable.
   *
   * @return units, negative if it falls
   */
  public int unavailable() {
    return unavailable;
  }

  /**
   * Returns the change of reserved.
   *
   * @return units, negative if it falls
   */
  public int reserved() {
    return reserved;
  }

  /**
   * Returns the change of allocated.
   *
   * @return units, negative if it falls
   */
  public int allocated() {
    return allocated;
  }

  /**
   * Returns the change of backordered.
   *
   * @return units, negative if it falls
   */
  public int backordered() {
    return backordered;
  }

  /**
   * Returns what becomes of an expected receipt.
   *
   * @return the receipt's change; a command has at most one, on one shelf
   */
  public Optional<ReceiptChange> receipt() {
    return receipt;
  }

  /**
   * Tells whether any counter changes: only then is there a movement. A shelf can come without one,
   * because its receipts change or because it is there from now on.
   *
   * @return whether a counter changes
   */
  public boolean isMovement() {
    return (onHand | unavailable | reserved | allocated | backordered) != 0;
  }

  /**
   * Returns the change as a movement of the ledger.
   *
   * @param sequence its place in the ledger
   * @param at the time of the command
   * @param cause the command
   * @return the movement
   */
  public StockMovement movement(long sequence, Instant at, StockCommand cause) {
    return new StockMovement(
        sequence,
        at,
        cause.id(),
        cause.getClass().getSimpleName(),
        shelf.sku(),
        shelf.center(),
        onHand,
        unavailable,
        reserved,
        allocated,
        backordered);
  }

  Sku sku() {
    return shelf.sku();
  }

  CenterId center() {
    return shelf.center();
  }

  void add(int toOnHand, int toUnavailable) {
    onHand = Math.addExact(onHand, toOnHand);
    unavailable = Math.addExact(unavailable, toUnavailable);
  }

  void keep(int toReserved, int toAllocated, int toBackordered) {
    reserved = Math.addExact(reserved, toReserved);
    allocated = Math.addExact(allocated, toAllocated);
    backordered = Math.addExact(backordered, toBackordered);
  }

  /** Announces what is still to come of a receipt, or calls it off with 0. */
  void announce(ReceiptId id, int quantity, Instant expectedAt) {
    Optional<ExpectedReceipt> after =
        quantity > 0
            ? Optional.of(
                new ExpectedReceipt(id, new StockLine(sku(), center(), quantity), expectedAt))
            : Optional.empty();
    receipt = Optional.of(new ReceiptChange(id, after));
  }

  void want(int units) {
    wanted += units;
  }

  void wantLater(int units, int most) {
    later += units;
    limit = Math.min(limit, most);
  }

  long wanted() {
    return wanted;
  }

  long later() {
    return later;
  }

  void wantNothing() {
    wanted = 0;
    later = 0;
    limit = Integer.MAX_VALUE;
  }

  /** Returns how many units of {@link #later} its limit leaves room for. */
  long holdableLater() {
    return (long) limit - shelf.backordered() - backordered;
  }

  /** Returns how many units may still be held here under a limit on what is. */
  long holdable(int heldMax) {
    return (long) heldMax - shelf.reserved() - reserved;
  }

  /** Returns what {@code StockLevel.unpromised} would be afterwards. */
  long unpromised() {
    return unpromisedBefore() + onHand - unavailable - reserved - allocated;
  }

  private long unpromisedBefore() {
    return (long) shelf.onHand() - shelf.unavailable() - shelf.reserved() - shelf.allocated();
  }

  /** Returns what {@code StockLevel.availableToPromise} would be afterwards. */
  long availableToPromise() {
    return unpromised() - shelf.backordered() - backordered;
  }

  int onHandAfter() {
    return shelf.onHand() + onHand;
  }

  int unavailableAfter() {
    return shelf.unavailable() + unavailable;
  }

  /** Refuses to take a counter out of its range. */
  void requireRange() {
    Math.addExact(shelf.onHand(), onHand);
    Math.addExact(shelf.unavailable(), unavailable);
    Math.addExact(shelf.reserved(), reserved);
    Math.addExact(shelf.allocated(), allocated);
    Math.addExact(shelf.backordered(), backordered);
  }
}
