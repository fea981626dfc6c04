package io.backroom.testkit.simulation;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;

/**
 * The stores that one seed is played on: empty at its beginning, and its alone. All nodes of the
 * play share them; what a node has not written is gone when it crashes.
 */
public interface World {
  /**
   * Returns where documents live.
   *
   * @return the store
   */
  DocumentStore documents();

  /**
   * Returns where the stock counters live. A store that is a {@code StockLedger} is verified too.
   *
   * @return the store
   */
  InventoryStore inventory();

  /** Ends the use of the stores; called once when the seed has been played. */
  default void close() {}

  /**
   * Returns new stores in memory.
   *
   * @return the world
   */
  static World inMemory() {
    DocumentStore documents = new InMemoryDocumentStore();
    InventoryStore inventory = new InMemoryInventoryStore();
    return new World() {
      @Override
      public DocumentStore documents() {
        return documents;
      }

      @Override
      public InventoryStore inventory() {
        return inventory;
      }
    };
  }
}
