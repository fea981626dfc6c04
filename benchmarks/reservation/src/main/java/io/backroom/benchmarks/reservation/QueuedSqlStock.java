package io.backroom.benchmarks.reservation;

import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.StockLedger;
import java.sql.SQLException;
import java.util.List;

/**
 * Stock of ours in a database, behind the queue that a shop puts before it. Its books are read from
 * the tables, as everybody's.
 */
final class QueuedSqlStock extends QueuedStock {
  private final StockLedger ledger;
  private final SqlStock.Connector connector;

  /**
   * Fills an empty store.
   *
   * @param workload what is in stock
   * @param store the store
   * @param connector opens connections to its database
   * @param after statements that follow when it is filled, each by itself
   * @param whenClosed what to close with the stock
   */
  QueuedSqlStock(
      Workload workload,
      InventoryStore store,
      SqlStock.Connector connector,
      List<String> after,
      AutoCloseable whenClosed) {
    super(workload, store, whenClosed);
    this.ledger = (StockLedger) store;
    this.connector = connector;
    writeTables();
    try (Session session = new Session(connector.connect())) {
      for (String statement : after) {
        session.update(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The stock was not made", e);
    }
  }

  /** What an owner keeps back is in the tables when somebody looks for newer movements. */
  private void writeTables() {
    ledger.movements(Long.MAX_VALUE, 1);
  }

  @Override
  public Books books() {
    writeTables();
    try (Session session = new Session(connector.connect())) {
      long[] left =
          session.row(
              """
              select sum(on_hand - reserved), min(on_hand - reserved) from backroom_stock_level""");
      long[] reservations = session.row("select count(*) from backroom_stock_reservation");
      long[] units = session.row("select sum(kept) from backroom_stock_reservation_line");
      long[] moved = session.row("select sum(reserved) from backroom_stock_movement");
      if (units[0] != moved[0]) {
        throw new IllegalStateException(units[0] + " units are reserved, " + moved[0] + " moved");
      }
      return new Books(left[0], left[1], reservations[0], units[0]);
    } catch (SQLException e) {
      throw new IllegalStateException("The books were not read", e);
    }
  }
}
