package io.backroom.testkit;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;

/**
 * Both stores of a shop, opened on the same data.
 *
 * @param documents the document store
 * @param inventory the inventory store
 * @param closing closes both
 */
public record Stores(DocumentStore documents, InventoryStore inventory, Runnable closing)
    implements AutoCloseable {
  /**
   * Returns stores that need not be closed.
   *
   * @param documents the document store
   * @param inventory the inventory store
   * @return both
   */
  public static Stores of(DocumentStore documents, InventoryStore inventory) {
    return new Stores(documents, inventory, () -> {});
  }

  @Override
  public void close() {
    closing.run();
  }
}
