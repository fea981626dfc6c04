package io.backroom.jdbc;

class PostgresDocumentStoreTest extends JdbcDocumentStoreContract {
  PostgresDocumentStoreTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
