package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;

/**
 * What a command did to the counters of one SKU at one center: what to add to each, in units. A
 * level that was not there is there afterwards, also if nothing is added.
 *
 * @param sku which SKU
 * @param center at which center
 * @param onHand change of on hand
 * @param unavailable change of unavailable
 * @param reserved change of reserved
 * @param allocated change of allocated
 * @param backordered change of backordered
 */
public record LevelChange(
    Sku sku,
    CenterId center,
    int onHand,
    int unavailable,
    int reserved,
    int allocated,
    int backordered) {
  /**
   * Returns whether a counter changes, which makes it a movement.
   *
   * @return whether any change is not zero
   */
  public boolean isMovement() {
    return (onHand | unavailable | reserved | allocated | backordered) != 0;
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
