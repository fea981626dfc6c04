package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.jdbc.Database.Work;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host's pool that resets nothing has its connections back as they were, whatever happens. */
class BorrowedConnectionTest {
  private TestDatabase tested = TestDatabase.H2;

  /** A pool of one connection. */
  private record Single(Connection connection) {
    static Single open(TestDatabase database) throws SQLException {
      Connection connection = database.connect();
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE borrowed (id INT)");
      }
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return new Single(connection);
    }

    DataSource pool() {
      Object open =
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("close")) {
                  return null;
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
      return (DataSource)
          Proxy.newProxyInstance(
              DataSource.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> open);
    }
  }

  private static <T> Work<T> inserting(Work<T> then) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        statement.execute("INSERT INTO borrowed VALUES (1)");
      }
      return then.on(connection);
    };
  }

  private static boolean failing(Connection connection, Throwable failure) throws SQLException {
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
    if (failure instanceof SQLException e) {
      throw e;
    } else if (failure instanceof RuntimeException e) {
      throw e;
    }
    throw (Error) failure;
  }

  private void unchanged(Single pool, int rows) throws SQLException {
    assertThat(pool.connection.getAutoCommit()).isFalse();
    assertThat(pool.connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    try (Connection other = tested.connect();
        Statement statement = other.createStatement();
        var found = statement.executeQuery("SELECT count(*) FROM borrowed")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getInt(1)).isEqualTo(rows);
    }
  }

  @AfterEach
  void drop() throws SQLException {
    try (Connection connection = tested.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS borrowed");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void afterATransactionThatFails(TestDatabase database) throws SQLException {
    tested = database;
    Single pool = Single.open(database);
    try (Connection held = pool.connection) {
      Database stores = new Database(pool.pool());
      SQLException broken = new SQLException("broken", "99999");
      assertThatThrownBy(() -> stores.attempt(inserting(c -> failing(c, broken))))
          .isInstanceOf(JdbcStoreException.class)
          .hasCause(broken);
      unchanged(pool, 0);
      RuntimeException mistake = new IllegalStateException("mistake");
      assertThatThrownBy(() -> stores.attempt(inserting(c -> failing(c, mistake))))
          .isSameAs(mistake);
      unchanged(pool, 0);
      Error full = new StackOverflowError();
      assertThatThrownBy(() -> stores.attempt(inserting(c -> failing(c, full)))).isSameAs(full);
      unchanged(pool, 0);
      assertThat(held.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void afterATransactionThatEnds(TestDatabase database) throws SQLException {
    tested = database;
    Single pool = Single.open(database);
    try (Connection held = pool.connection) {
      Database stores = new Database(pool.pool());
      assertThat(stores.attempt(inserting(c -> false))).isFalse();
      unchanged(pool, 0);
      assertThat(stores.attempt(inserting(c -> true))).isTrue();
      unchanged(pool, 1);
      assertThat(held.isClosed()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void afterAStatementAndARead(TestDatabase database) throws SQLException {
    tested = database;
    Single pool = Single.open(database);
    try (Connection held = pool.connection) {
      Database stores = new Database(pool.pool());
      String done = stores.commitAtOnce(inserting(c -> "done"));
      assertThat(done).isEqualTo("done");
      unchanged(pool, 1);
      SQLException broken = new SQLException("broken", "99999");
      assertThatThrownBy(() -> stores.commitAtOnce(c -> failing(c, broken))).hasCause(broken);
      unchanged(pool, 1);
      assertThatThrownBy(
              () ->
                  stores.read(
                      c -> {
                        throw new SQLException(database.name().toLowerCase(Locale.ROOT), "99999");
                      }))
          .isInstanceOf(JdbcStoreException.class);
      unchanged(pool, 1);
      assertThat(held.isClosed()).isFalse();
    }
  }
}
