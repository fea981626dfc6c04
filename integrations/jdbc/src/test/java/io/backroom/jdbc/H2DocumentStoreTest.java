package io.backroom.jdbc;

class H2DocumentStoreTest extends JdbcDocumentStoreContract {
  H2DocumentStoreTest() {
    super(TestDatabase.H2);
  }
}
