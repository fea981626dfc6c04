package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.ReceiptChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a command did to the level of one SKU at one center: what to add to each counter, in units,
 * and what became of an expected receipt. A level that was not there is there afterwards, also if
 * nothing is added.
 *
 * @param sku which SKU
 * @param center at which center
 * @param onHand change of on hand
 * @param unavailable change of unavailable
 * @param reserved change of reserved
 * @param allocated change of allocated
 * @param backordered change of backordered
 * @param receipt the receipt that was announced, changed or called off here, if any
 */
public record LevelChange(
    Sku sku,
    CenterId center,
    int onHand,
    int unavailable,
    int reserved,
    int allocated,
    int backordered,
    Optional<ReceiptChange> receipt) {
  private static final Comparator<ExpectedReceipt> EARLIEST_FIRST =
      Comparator.comparing(ExpectedReceipt::expectedAt).thenComparing(ExpectedReceipt::id);

  /**
   * Returns whether a counter changes, which makes it a movement.
   *
   * @return whether any change is not zero
   */
  public boolean isMovement() {
    return (onHand | unavailable | reserved | allocated | backordered) != 0;
  }

  /**
   * Returns a level with this change.
   *
   * @param before the level before, of the same SKU and center
   * @return the level after it
   */
  public StockLevel appliedTo(StockLevel before) {
    List<ExpectedReceipt> expected = new ArrayList<>(before.expected());
    receipt.ifPresent(
        change -> {
          expected.removeIf(other -> other.id().equals(change.id()));
          change.after().ifPresent(expected::add);
          expected.sort(EARLIEST_FIRST);
        });
    return new StockLevel(
        sku,
        center,
        before.onHand() + onHand,
        before.unavailable() + unavailable,
        before.reserved() + reserved,
        before.allocated() + allocated,
        before.backordered() + backordered,
        expected);
  }

  StockMovement movement(long sequence, Instant at, CommandId cause, String kind) {
    return new StockMovement(
        sequence,
        at,
        cause,
        kind,
        sku,
        center,
        onHand,
        unavailable,
        reserved,
        allocated,
        backordered);
  }
}
