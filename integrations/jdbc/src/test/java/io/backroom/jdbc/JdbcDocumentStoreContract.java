package io.backroom.jdbc;

import io.backroom.spi.document.DocumentStore;
import io.backroom.testkit.document.DocumentStoreContract;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract of documents on one of the databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JdbcDocumentStoreContract extends DocumentStoreContract {
  private final TestDatabase database;
  private JdbcStores stores;

  /** As a second node has them. */
  private JdbcStores other;

  JdbcDocumentStoreContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void open() {
    stores = database.open();
    other = database.open();
  }

  @AfterAll
  void close() {
    if (stores != null) {
      stores.close();
      other.close();
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

  @Override
  protected DocumentStore secondInstance(DocumentStore store) {
    return other.documents();
  }

  /** Whoever may read the tables reads all that is there of a document. */
  @Override
  protected boolean keeps(DocumentStore store, String text) {
    return isIn("SELECT doc_key, written_by, body, entries FROM backroom_document", text)
        || isIn("SELECT index_value FROM backroom_document_index", text);
  }

  private boolean isIn(String query, String text) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          String value =
              rows.getObject(i) instanceof byte[] bytes
                  ? new String(bytes, StandardCharsets.ISO_8859_1)
                  : rows.getString(i);
          if (value.contains(text)) {
            return true;
          }
        }
      }
      return false;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected Runnable openingOfNewerData() {
    JdbcSchema schema = new JdbcSchema("", "later_");
    database.open(schema).close();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE later_schema_version SET version = 99");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return () -> database.open(schema);
  }
}
