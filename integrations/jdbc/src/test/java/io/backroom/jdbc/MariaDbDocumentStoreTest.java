package io.backroom.jdbc;

class MariaDbDocumentStoreTest extends JdbcDocumentStoreContract {
  MariaDbDocumentStoreTest() {
    super(TestDatabase.MARIADB);
  }
}
