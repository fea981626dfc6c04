package io.backroom.jdbc;

class H2InventoryStoreTest extends JdbcInventoryStoreContract {
  H2InventoryStoreTest() {
    super(TestDatabase.H2);
  }
}
