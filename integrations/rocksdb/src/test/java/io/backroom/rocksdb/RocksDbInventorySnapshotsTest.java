package io.backroom.rocksdb;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.stock.journal.JournaledStock.Limits;
import io.backroom.testkit.inventory.InventoryStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract again with a snapshot after every few commands: most is read from the database. */
class RocksDbInventorySnapshotsTest extends InventoryStoreContract {
  @TempDir static Path directory;
  private static RocksDbStores stores;

  @BeforeAll
  static void open() {
    stores = RocksDbStores.open(directory, new Limits(200, 1 << 20));
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  @Override
  protected InventoryStore createStore() {
    return stores.inventory();
  }

  @Override
  protected InventoryStore reopen(InventoryStore store) {
    close();
    open();
    return stores.inventory();
  }
}
