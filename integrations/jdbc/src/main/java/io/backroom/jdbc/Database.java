package io.backroom.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** Connections, and what is read and written on them. */
final class Database {
  /** Whose turn it is to write to an H2 database, by its URL: one process has it open. */
  private static final Map<String, Lock> TURNS = new ConcurrentHashMap<>();

  private final DataSource pool;
  private final Dialect dialect;
  private final boolean isolates;
  private final Lock turn;

  /** A connection of the pool, which goes back as it was, whatever was done with it. */
  private static final class Borrowed implements AutoCloseable {
    private final Connection connection;
    private final boolean isolation;
    private boolean automaticBefore;
    private int isolationBefore;
    private boolean changed;

    /**
     * Takes a connection over.
     *
     * @param isolation whether it may be at another level than READ COMMITTED
     */
    Borrowed(Connection connection, boolean isolation) {
      this.connection = connection;
      this.isolation = isolation;
    }

    /** Has statements commit by themselves or not, at READ COMMITTED. */
    void set(boolean automatic) throws SQLException {
      automaticBefore = connection.getAutoCommit();
      isolationBefore = isolation ? connection.getTransactionIsolation() : 0;
      changed = true;
      if (isolation) {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
      connection.setAutoCommit(automatic);
    }

    @Override
    public void close() throws SQLException {
      try (Connection back = connection) {
        if (!back.getAutoCommit()) {
          // What is under way has failed, or was only read. Changing a setting would commit it.
          back.rollback();
        }
        if (changed && isolation) {
          back.setTransactionIsolation(isolationBefore);
        }
        if (changed) {
          back.setAutoCommit(automaticBefore);
        }
      }
    }
  }

  /** Some statements on a connection. */
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  Database(DataSource pool) {
    this.pool = pool;
    try (Connection connection = pool.getConnection()) {
      dialect = Dialect.of(connection);
      isolates = connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED;
      turn = TURNS.computeIfAbsent(connection.getMetaData().getURL(), url -> new ReentrantLock());
    } catch (SQLException e) {
      throw new JdbcStoreException("The database could not be reached", e);
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** Reads in one statement. */
  <T> T read(Work<T> work) {
    try (Borrowed own = new Borrowed(pool.getConnection(), false)) {
      return work.on(own.connection);
    } catch (SQLException e) {
      throw new JdbcStoreException("The database could not be read", e);
    }
  }

  /** Reads on a connection that has a transaction under way. */
  <T> T readWithin(Connection connection, Work<T> work) {
    try {
      return work.on(connection);
    } catch (SQLException e) {
      throw new JdbcStoreException("The database could not be read", e);
    }
  }

  /**
   * Carries out a transaction, at READ COMMITTED: what it locks it reads as it is.
   *
   * <p>On H2 one after the other. When two of its transactions wait for the same row while commits
   * are written to the file, it now and then forgets what one of them has committed: seen with
   * 2.3.232, 2.4.240 and 2.5.252, about once in a thousand such commits, and never in turns.
   *
   * @param work returns whether to commit
   * @return whether it was committed; false, and nothing happened, if another transaction was
   *     faster as well
   */
  boolean attempt(Work<Boolean> work) {
    if (dialect != Dialect.H2) {
      return transaction(work);
    }
    turn.lock();
    try {
      return transaction(work);
    } finally {
      turn.unlock();
    }
  }

  private boolean transaction(Work<Boolean> work) {
    try (Borrowed own = new Borrowed(pool.getConnection(), !isolates)) {
      own.set(false);
      return carryOut(own.connection, work);
    } catch (SQLException e) {
      throw new JdbcStoreException("The outcome of a transaction is unknown", e);
    }
  }

  /** Carries out one statement that is a transaction by itself, at READ COMMITTED. */
  <T> T commitAtOnce(Work<T> work) {
    try (Borrowed own = new Borrowed(pool.getConnection(), !isolates)) {
      own.set(true);
      return work.on(own.connection);
    } catch (SQLException e) {
      throw new JdbcStoreException("The outcome of a statement is unknown", e);
    }
  }

  private boolean carryOut(Connection connection, Work<Boolean> work) throws SQLException {
    try {
      if (work.on(connection)) {
        connection.commit();
        sync(connection);
        return true;
      }
    } catch (SQLException e) {
      if (!dialect.lost(e)) {
        throw e;
      }
    }
    return false;
  }

  /**
   * H2 writes a commit and syncs it some time later, whatever its WRITE_DELAY says: a power cut
   * would take back what was acknowledged.
   */
  private void sync(Connection connection) throws SQLException {
    if (dialect == Dialect.H2) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }
  }

  /**
   * Does the same within a transaction that is under way and goes on, whatever comes of it.
   *
   * @param connection where the transaction is under way
   * @param work returns whether it is to stay
   * @return whether it stayed
   */
  boolean attemptWithin(Connection connection, Work<Boolean> work) {
    try {
      Savepoint before = connection.setSavepoint();
      boolean stays = false;
      try {
        stays = work.on(connection);
      } catch (SQLException e) {
        if (!dialect.lost(e)) {
          throw e;
        }
      } finally {
        if (!stays) {
          connection.rollback(before);
        }
      }
      connection.releaseSavepoint(before);
      return stays;
    } catch (SQLException e) {
      throw new JdbcStoreException("The database refused a step of the host's transaction", e);
    }
  }
}
