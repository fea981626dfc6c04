package io.backroom.jdbc;

import io.backroom.stock.journal.JournaledStock.Limits;

class H2OwnedStockTest extends OwnedStockContract {
  H2OwnedStockTest() {
    super(TestDatabase.H2, Limits.standard());
  }
}
