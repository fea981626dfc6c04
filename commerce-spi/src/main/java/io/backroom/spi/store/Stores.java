package io.backroom.spi.store;

import io.backroom.spi.document.DocumentStore;
import io.backroom.spi.inventory.InventoryStore;
import java.nio.file.Path;

/** Both stores of a shop in one directory, durable, without any server. Thread-safe. */
public interface EmbeddedStores extends AutoCloseable {
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

  /** Frees the directory. Calls under way end first. Again, it does nothing. */
  @Override
  void close();

  /**
   * Opens stores in a directory. An implementation offers itself to {@link java.util.ServiceLoader}
   * under this type; a host that names a directory gets the one that is there.
   */
  interface Opener {
    /**
     * Opens the stores in a directory, which is created if it is not there.
     *
     * @param directory an empty directory or one that was opened before
     * @return the open stores
     * @throws RuntimeException if the directory cannot be used; none of its data is changed then
     */
    EmbeddedStores open(Path directory);
  }
}
