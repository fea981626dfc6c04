package io.backroom.jdbc;

class ShopOnMariaDbTest extends JdbcShopContract {
  ShopOnMariaDbTest() {
    super(TestDatabase.MARIADB);
  }
}
