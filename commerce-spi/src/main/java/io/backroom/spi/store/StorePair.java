package io.backroom.spi.store;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;

/** Two stores that were opened apart. */
record StorePair(DocumentStore documents, InventoryStore inventory, Runnable closing)
    implements Stores {
  @Override
  public void close() {
    closing.run();
  }
}
