package io.backroom.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backroom.spi.inventory.InventoryStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Both stores on one SQL database: PostgreSQL 15 or later, H2 in a file, or MariaDB 10.6 or later.
 * The tables are made, or migrated, when the stores are opened. The host brings the driver.
 *
 * <p>Any number of nodes may use one database. Thread-safe.
 */
public final class JdbcStores implements AutoCloseable {
  private final JdbcDocumentStore documents;
  private final JdbcInventoryStore inventory;
  private final Runnable close;

  private JdbcStores(DataSource pool, JdbcSchema schema, Runnable close) {
    this.close = close;
    Database database = new Database(pool);
    schema.migrate(pool);
    Sql sql = new Sql(database.dialect(), schema);
    if (database.dialect() == Dialect.H2) {
      database.read(JdbcStores::writeEachCommit);
    }
    documents = new JdbcDocumentStore(database, sql);
    inventory = new JdbcInventoryStore(database, new StockTables(sql));
  }

  /**
   * H2 hands a commit to the operating system half a second later unless told otherwise; the
   * setting is the database's own and stays with it.
   */
  private static boolean writeEachCommit(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("SET WRITE_DELAY 0");
    }
  }

  /**
   * Opens the stores on connections of the host, which stays their owner.
   *
   * @param pool connections; each call takes one and gives it back before it returns
   * @param schema where the tables are
   * @return the stores
   * @throws JdbcStoreException if the database cannot be reached, is none of the supported ones, or
   *     has tables of a newer release
   */
  public static JdbcStores open(DataSource pool, JdbcSchema schema) {
    return new JdbcStores(pool, schema, () -> {});
  }

  /**
   * Opens the stores on a pool of their own of at most ten connections.
   *
   * @param url the database, for example {@code jdbc:postgresql://localhost/shop}
   * @param user the user
   * @param password the user's password
   * @param schema where the tables are
   * @return the stores
   * @throws JdbcStoreException if the database is none of the supported ones, or has tables of a
   *     newer release
   */
  public static JdbcStores open(String url, String user, String password, JdbcSchema schema) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setPoolName("backroom");
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    HikariDataSource pool = new HikariDataSource(config);
    try {
      return new JdbcStores(pool, schema, pool::close);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * Returns the documents.
   *
   * @return the store
   */
  public JdbcDocumentStore documents() {
    return documents;
  }

  /**
   * Returns the stock, which any number of nodes may share: a {@code BatchedInventoryStore} and a
   * {@code StockLedger}.
   *
   * @return the store
   */
  public InventoryStore inventory() {
    return inventory;
  }

  /** Closes the pool if it was opened here. */
  @Override
  public void close() {
    close.run();
  }
}
