package io.backroom.spi.inventory;

import java.util.List;

/**
 * An ability of an {@link InventoryStore} that keeps every movement: its counters can be verified.
 * Found by type. Every change of a counter and its movement become visible together.
 */
public interface StockLedger {
  /**
   * Returns movements in their order.
   *
   * @param after the sequence after which to begin; 0 for the beginning
   * @param limit the most movements wanted, 1 to 10,000
   * @return the movements; fewer than {@code limit} only at the end of the ledger
   */
  List<StockMovement> movements(long after, int limit);
}
