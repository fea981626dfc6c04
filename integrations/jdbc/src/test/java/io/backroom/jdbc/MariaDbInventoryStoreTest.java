package io.backroom.jdbc;

class MariaDbInventoryStoreTest extends JdbcInventoryStoreContract {
  MariaDbInventoryStoreTest() {
    super(TestDatabase.MARIADB);
  }
}
