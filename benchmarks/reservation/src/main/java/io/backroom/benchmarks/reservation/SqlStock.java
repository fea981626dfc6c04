package io.backroom.benchmarks.reservation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Stock in a database, reserved by one transaction for each reservation. Callers share connections,
 * as with a pool.
 */
final class SqlStock implements Stock {
  /** Opens a connection. */
  interface Connector {
    Connection connect() throws SQLException;
  }

  private final Recipe recipe;
  private final Optional<String> afterCommit;
  private final List<Session> all = new ArrayList<>();
  private final BlockingQueue<Session> free;
  private final AutoCloseable whenClosed;

  /**
   * Makes the tables and fills them.
   *
   * @param connector opens connections to a database
   * @param connections how many are open; callers beyond them wait
   * @param before statements that make the tables
   * @param after statements that follow when they are filled, each by itself
   * @param afterCommit a statement that follows each commit; empty for none
   * @param recipe how to reserve
   * @param workload what is in stock
   * @param whenClosed what to close with the stock
   */
  SqlStock(
      Connector connector,
      int connections,
      List<String> before,
      List<String> after,
      Optional<String> afterCommit,
      Recipe recipe,
      Workload workload,
      AutoCloseable whenClosed) {
    this.recipe = recipe;
    this.afterCommit = afterCommit;
    this.free = new ArrayBlockingQueue<>(connections);
    this.whenClosed = whenClosed;
    try {
      for (int i = 0; i < connections; i++) {
        Session session = new Session(connector.connect());
        all.add(session);
        free.add(session);
      }
      Session first = all.get(0);
      first.connection().setAutoCommit(false);
      for (String statement : before) {
        first.update(statement);
      }
      recipe.fill(first, workload);
      first.connection().commit();
      first.connection().setAutoCommit(true);
      for (String statement : after) {
        first.update(statement);
      }
      for (Session session : all) {
        session.connection().setAutoCommit(recipe.isOneStatement());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The stock was not made", e);
    }
  }

  @Override
  public boolean reserve(Request request) {
    try {
      Session session = free.take();
      try {
        return reserve(session, request);
      } finally {
        free.add(session);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (SQLException e) {
      throw new IllegalStateException("Not reserved", e);
    }
  }

  private boolean reserve(Session session, Request request) throws SQLException {
    boolean enough = recipe.reserve(session, request);
    if (!recipe.isOneStatement()) {
      if (enough) {
        session.connection().commit();
        if (afterCommit.isPresent()) {
          session.update(afterCommit.get());
        }
      } else {
        session.connection().rollback();
      }
    }
    return enough;
  }

  @Override
  public Books books() {
    try {
      return recipe.books(all.get(0));
    } catch (SQLException e) {
      throw new IllegalStateException("The books were not read", e);
    }
  }

  @Override
  public void close() {
    try (whenClosed) {
      for (Session session : all) {
        session.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The stock was not closed", e);
    }
  }
}
