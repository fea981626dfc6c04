package io.backroom.jdbc;

import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.document.DocumentStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of documents on one of the databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcDocumentStoreContract extends DocumentStoreContract {
  private final TestDatabase database;
  private JdbcStores stores;

  JdbcDocumentStoreContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void open() {
    stores = database.open();
  }

  @AfterAll
  void close() {
    if (stores != null) {
      stores.close();
    }
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
