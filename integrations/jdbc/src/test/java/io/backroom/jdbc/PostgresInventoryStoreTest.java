package io.backroom.jdbc;

class PostgresInventoryStoreTest extends JdbcInventoryStoreContract {
  PostgresInventoryStoreTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
