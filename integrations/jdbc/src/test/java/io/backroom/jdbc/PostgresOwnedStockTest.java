package io.backroom.jdbc;

import io.backroom.stock.journal.JournaledStock.Limits;

class PostgresOwnedStockTest extends OwnedStockContract {
  PostgresOwnedStockTest() {
    super(TestDatabase.POSTGRESQL, Limits.standard());
  }
}
