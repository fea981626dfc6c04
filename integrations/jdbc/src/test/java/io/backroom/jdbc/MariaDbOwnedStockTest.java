package io.backroom.jdbc;

import io.backroom.stock.journal.JournaledStock.Limits;

class MariaDbOwnedStockTest extends OwnedStockContract {
  MariaDbOwnedStockTest() {
    super(TestDatabase.MARIADB, Limits.standard());
  }
}
