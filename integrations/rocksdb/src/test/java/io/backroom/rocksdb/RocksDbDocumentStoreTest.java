package io.backroom.rocksdb;

import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.document.DocumentStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RocksDbDocumentStoreTest extends DocumentStoreContract {
  @TempDir static Path directory;
  private static RocksDbStores stores;

  @BeforeAll
  static void open() {
    stores = RocksDbStores.open(directory);
  }

  @AfterAll
  static void close() {
    stores.close();
  }

  @Override
  protected DocumentStore createStore() {
    return stores.documents();
  }

  @Override
  protected DocumentStore reopen(DocumentStore store) {
    close();
    open();
    return stores.documents();
  }
}
