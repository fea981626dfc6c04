package io.backroom.spi.inventory;

/**
 * An ability of an {@link InventoryStore} whose call costs I/O: many commands in one call cost
 * hardly more than one. Found by type: commands of concurrent callers are then gathered into calls
 * of up to 8,192. A store in memory is better called directly and is none of these.
 */
public interface BatchedInventoryStore extends InventoryStore {
  /**
   * Returns how many calls the store works on at the same time to its own profit, for instance one
   * that decides while another is being written.
   *
   * @return 1 to 64
   */
  int batchesAtOnce();
}
