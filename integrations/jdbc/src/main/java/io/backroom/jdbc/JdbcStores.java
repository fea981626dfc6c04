package io.backroom.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.store.Stores;
import io.backroom.spi.value.Require;
import io.backroom.stock.journal.JournaledStock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * Both stores on one SQL database: PostgreSQL 15 or later, H2 in a file, or MariaDB 10.6 or later.
 * The tables are made, or migrated, when the stores are opened. The host brings the driver.
 *
 * <p>Any number of nodes may use one database. Thread-safe.
 */
public final class JdbcStores implements Stores {
  /** The records of a burst of some ten seconds; what the database folds meanwhile comes on top. */
  private static final JournaledStock.Limits LIMITS =
      new JournaledStock.Limits(64 << 20, 256 << 20);

  private static final Duration LEASE_MIN = Duration.ofSeconds(1);
  private static final Duration LEASE_MAX = Duration.ofHours(1);

  private final Database database;
  private final StockTables stockTables;
  private final OwnerTables ownerTables;
  private final StockLease lease;
  private final JdbcDocumentStore documents;
  private final JdbcInventoryStore inventory;
  private final List<OwnedStock> owned = new CopyOnWriteArrayList<>();
  private final Runnable close;

  private JdbcStores(DataSource pool, JdbcSchema schema, Runnable close) {
    this.close = close;
    database = new Database(pool);
    schema.migrate(pool);
    Sql sql = new Sql(database.dialect(), schema);
    if (database.dialect() == Dialect.H2) {
      database.read(JdbcStores::writeEachCommit);
    }
    documents = new JdbcDocumentStore(database, sql);
    stockTables = new StockTables(sql);
    ownerTables = new OwnerTables(sql);
    lease = new StockLease(database, ownerTables);
    inventory = new JdbcInventoryStore(database, stockTables);
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
   * @param pool connections; each call takes one and gives it back before it returns, at the
   *     isolation level and with the auto-commit it had
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
  @Override
  public JdbcDocumentStore documents() {
    return documents;
  }

  /**
   * Returns the stock, which any number of nodes may share: a {@code BatchedInventoryStore} and a
   * {@code StockLedger}.
   *
   * @return the store
   * @throws StockOwnedException if a node owns the stock; its writes fail later too if one does
   */
  @Override
  public InventoryStore inventory() {
    lease.requireNoOwner();
    return inventory;
  }

  /**
   * Returns the stock for a node that decides on it alone, in its memory: a {@code
   * BatchedInventoryStore} and a {@code StockLedger}. It becomes the owner by its first call, and
   * stays it until these stores are closed, or until it has not renewed its lease in time and
   * another node has come. Calls to a node that is not the owner fail with {@link
   * StockOwnedException}.
   *
   * <p>Records of what was decided are durable when a call returns. They are put into the tables
   * later: when the node has had nothing to do for a while, or when 64 MiB of them are there; at
   * 256 MiB commands wait for that.
   *
   * @param node who this is, an id; no other node may have the same name at the same time. A node
   *     that starts again under its name need not wait for the end of its lease
   * @param length how long other nodes wait when this one is gone, 1 second to 1 hour by the
   *     database's clock; it is renewed three times as often
   * @return the store
   */
  public InventoryStore ownedInventory(String node, Duration length) {
    return ownedInventory(node, length, LIMITS);
  }

  InventoryStore ownedInventory(String node, Duration length, JournaledStock.Limits limits) {
    Require.id("node", node);
    Require.when(
        length.compareTo(LEASE_MIN) >= 0 && length.compareTo(LEASE_MAX) <= 0,
        "length",
        length,
        "must be 1 second to 1 hour");
    OwnedStock stock =
        new OwnedStock(
            node,
            length,
            lease,
            term -> new JdbcStockJournal(database, stockTables, ownerTables, inventory, term),
            limits);
    owned.add(stock);
    return stock;
  }

  /** Folds the stock that is owned and leaves it to others; closes the pool if it is ours. */
  @Override
  public void close() {
    try {
      owned.forEach(OwnedStock::close);
    } finally {
      close.run();
    }
  }
}
