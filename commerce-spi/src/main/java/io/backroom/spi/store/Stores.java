package io.backroom.spi.store;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;
import java.nio.file.Path;

/** Both stores of a shop, opened on the same data. Thread-safe. */
public interface Stores extends AutoCloseable {
  /**
   * Returns the documents.
   *
   * @return the store; the same one each time
   */
  DocumentStore documents();

  /**
   * Returns the stock.
   *
   * @return the store; the same one each time
   */
  InventoryStore inventory();

  /** Frees what they were opened on. Calls under way end first. Again, it does nothing. */
  @Override
  void close();

  /**
   * Returns two stores as one thing.
   *
   * @param documents the documents
   * @param inventory the stock
   * @param closing closes both
   * @return both
   */
  static Stores of(DocumentStore documents, InventoryStore inventory, Runnable closing) {
    return new StorePair(documents, inventory, closing);
  }

  /**
   * Opens stores in a directory, durable and without any server. An implementation offers itself to
   * {@link java.util.ServiceLoader} under this type; a host that names a directory gets the one
   * that is there.
   */
  interface Opener {
    /**
     * Opens the stores in a directory, which is created if it is not there.
     *
     * @param directory an empty directory or one that was opened before
     * @return the open stores
     * @throws RuntimeException if the directory cannot be used; none of its data is changed then
     */
    Stores open(Path directory);
  }
}
