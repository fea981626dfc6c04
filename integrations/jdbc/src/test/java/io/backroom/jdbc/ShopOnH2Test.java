package io.backroom.jdbc;

class ShopOnH2Test extends JdbcShopContract {
  ShopOnH2Test() {
    super(TestDatabase.H2);
  }
}
