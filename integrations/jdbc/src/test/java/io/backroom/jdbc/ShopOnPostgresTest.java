package io.backroom.jdbc;

class ShopOnPostgresTest extends JdbcShopContract {
  ShopOnPostgresTest() {
    super(TestDatabase.POSTGRESQL);
  }
}
