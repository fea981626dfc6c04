package io.backroom.jdbc;

import io.backroom.stock.journal.JournaledStock.Limits;

/** It folds all the time, so that everything is read from the tables. */
class PostgresOwnedStockFoldingTest extends OwnedStockContract {
  PostgresOwnedStockFoldingTest() {
    super(TestDatabase.POSTGRESQL, new Limits(1, 1));
  }
}
