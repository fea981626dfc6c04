package io.backroom.jdbc;

import io.backroom.stock.journal.JournaledStock.Limits;

/** It folds all the time, so that everything is read from the tables. */
class MariaDbOwnedStockFoldingTest extends OwnedStockContract {
  MariaDbOwnedStockFoldingTest() {
    super(TestDatabase.MARIADB, new Limits(1, 1));
  }
}
