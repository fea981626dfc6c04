package io.backroom.jdbc;

import io.backroom.stock.journal.JournaledStock.Limits;

/** It folds all the time, so that everything is read from the tables. */
class H2OwnedStockFoldingTest extends OwnedStockContract {
  H2OwnedStockFoldingTest() {
    super(TestDatabase.H2, new Limits(1, 1));
  }
}
