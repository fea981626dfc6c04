package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.JournaledStock;
import io.backroom.stock.journal.JournaledStock.Limits;
import io.backroom.stock.journal.StockRecord;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who owns the stock, who does not, and how that changes. Each test has tables of its own. */
@Timeout(120)
class OwnerTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Sku LAMP = Sku.of("lamp");

  /** Long enough for what does not wait, short enough for what does. */
  private static final int WAITS_MILLIS = 300;

  private static int tables;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<JdbcStores> opened = new ArrayList<>();
  private final JdbcSchema schema = new JdbcSchema("", "owner" + tables++ + "_");

  @AfterEach
  void close() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    opened.forEach(JdbcStores::close);
  }

  private JdbcStores open(TestDatabase database) {
    JdbcStores stores = database.open(schema);
    opened.add(stores);
    return stores;
  }

  private InventoryStore node(TestDatabase database, String name) {
    return open(database).ownedInventory(name, LEASE);
  }

  private static StockResult receive(InventoryStore stock, String id, int units) {
    StockLine line = StockLine.of("lamp", "north", units);
    CommandId command = CommandId.of(id);
    return stock
        .apply(List.of(new StockCommand.Receive(command, line, Optional.empty())), NOW)
        .get(0);
  }

  private static StockResult reserve(InventoryStore stock, String id) {
    List<StockLine> lines = List.of(StockLine.of("lamp", "north", 1));
    return stock
        .apply(
            List.of(
                new StockCommand.Reserve(
                    CommandId.of(id),
                    ReservationId.of(id),
                    "ann",
                    lines,
                    List.of(),
                    NOW.plusSeconds(900))),
            NOW)
        .get(0);
  }

  private static int onHand(InventoryStore stock) {
    return stock.levels(List.of(LAMP)).get(0).onHand();
  }

  private void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql.replace("{", schema.prefix()).replace("}", ""));
    }
  }

  private long number(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(sql.replace("{", schema.prefix()).replace("}", ""))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void endLease(TestDatabase database) throws SQLException {
    execute(database, "UPDATE {stock_owner} SET ends_at = 1");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void onlyTheOwnerDecides(TestDatabase database) {
    InventoryStore a = node(database, "a");
    InventoryStore b = node(database, "b");
    receive(a, "in", 5);

    assertThatThrownBy(() -> receive(b, "more", 5))
        .isInstanceOfSatisfying(
            StockOwnedException.class,
            e -> {
              assertThat(e.owner()).isEqualTo("a");
              assertThat(e.until()).isAfter(Instant.now().minusSeconds(300));
            });
    assertThatThrownBy(() -> onHand(b)).isInstanceOf(StockOwnedException.class);
    assertThatThrownBy(() -> b.expiring(NOW, 1)).isInstanceOf(StockOwnedException.class);
    assertThat(onHand(a)).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void anotherNodeTakesOverWhatIsThereWhenTheLeaseHasEnded(TestDatabase database)
      throws SQLException {
    InventoryStore a = node(database, "a");
    InventoryStore b = node(database, "b");
    receive(a, "in", 5);
    reserve(a, "r");
    endLease(database);

    assertThat(onHand(b)).isEqualTo(5);
    assertThat(b.find(ReservationId.of("r"))).isPresent();
    assertThat(receive(b, "in", 5)).isInstanceOf(StockResult.Applied.class);
    assertThat(receive(b, "more", 2)).isInstanceOf(StockResult.Applied.class);
    assertThat(onHand(b)).isEqualTo(7);
    assertThat(((StockLedger) b).movements(0, 10)).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aDeposedOwnerAnswersNothingAnyMore(TestDatabase database) throws SQLException {
    InventoryStore a = node(database, "a");
    InventoryStore b = node(database, "b");
    receive(a, "in", 5);
    endLease(database);
    receive(b, "more", 5);

    assertThatThrownBy(() -> onHand(a)).isInstanceOf(StockOwnedException.class);
    assertThatThrownBy(() -> a.find(ReservationId.of("r"))).isInstanceOf(StockOwnedException.class);
    assertThatThrownBy(() -> reserve(a, "r")).isInstanceOf(StockOwnedException.class);
    assertThat(b.find(ReservationId.of("r"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aDeposedOwnersCommandsAreCarriedOutByItsNextTime(TestDatabase database) throws SQLException {
    InventoryStore a = node(database, "a");
    receive(a, "in", 5);
    InventoryStore b = node(database, "b");
    endLease(database);
    receive(b, "more", 5);
    endLease(database);

    assertThat(reserve(a, "r")).isInstanceOf(StockResult.Applied.class);
    assertThat(onHand(a)).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aNodeThatStartsAgainNeedNotWait(TestDatabase database) {
    InventoryStore killed = node(database, "a");
    receive(killed, "in", 5);
    InventoryStore again = node(database, "a");
    assertThat(onHand(again)).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void stockIsSharedAgainWhenItsOwnerWasClosed(TestDatabase database) throws SQLException {
    JdbcStores shared = open(database);
    InventoryStore nodes = shared.inventory();
    receive(nodes, "in", 5);
    try (JdbcStores stores = database.open(schema)) {
      InventoryStore a = stores.ownedInventory("a", LEASE);
      reserve(a, "r");
      assertThatThrownBy(shared::inventory).isInstanceOf(StockOwnedException.class);
      assertThatThrownBy(() -> receive(nodes, "more", 5))
          .hasMessage("The stock is owned by a node and not shared");
      assertThat(number(database, "SELECT count(*) FROM {stock_journal}")).isPositive();
    }
    assertThat(number(database, "SELECT count(*) FROM {stock_journal}")).isZero();
    assertThat(shared.inventory().find(ReservationId.of("r"))).isPresent();
    assertThat(receive(nodes, "more", 5)).isInstanceOf(StockResult.Applied.class);
    assertThat(onHand(nodes)).isEqualTo(10);
    assertThat(((StockLedger) nodes).movements(0, 10)).hasSize(3);
    assertThat(onHand(node(database, "b"))).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aLeaseIsRenewedAndWhatWasDecidedIsFoldedWhileNothingHappens(TestDatabase database)
      throws SQLException {
    InventoryStore a = open(database).ownedInventory("a", Duration.ofSeconds(1));
    receive(a, "in", 5);
    String end = "SELECT ends_at FROM {stock_owner}";
    long before = number(database, end);
    while (number(database, end) == before
        || number(database, "SELECT count(*) FROM {stock_movement}") == 0) {
      Thread.onSpinWait();
    }
    assertThat(number(database, "SELECT count(*) FROM {stock_journal}")).isZero();
  }

  /** The parts of owned stock on these tables. */
  private final class Parts {
    private final TestDatabase where;
    private final Database database;
    private final StockTables shared;
    private final OwnerTables owner;
    private final StockLease lease;

    Parts(TestDatabase where) {
      this.where = where;
      open(where);
      database = new Database(where.dataSource());
      Sql sql = new Sql(database.dialect(), schema);
      shared = new StockTables(sql);
      owner = new OwnerTables(sql);
      lease = new StockLease(database, owner);
    }

    JdbcStockJournal begin(String node) {
      return journal(lease.begin(node, LEASE));
    }

    JdbcStockJournal journal(StockLease.Term term) {
      JdbcInventoryStore archive = new JdbcInventoryStore(database, shared);
      return new JdbcStockJournal(database, shared, owner, archive, term);
    }

    long rows(String table) throws SQLException {
      return number(where, "SELECT count(*) FROM {" + table + "}");
    }
  }

  private static void requireWaits(Future<?> call) {
    assertThatThrownBy(() -> call.get(WAITS_MILLIS, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  private static StockRecord empty(long number) {
    return StockRecord.of(number, new byte[0]);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aDeposedOwnerWritesNothing(TestDatabase database) throws SQLException {
    Parts parts = new Parts(database);
    JdbcStockJournal first = parts.begin("a");
    JournaledStock stock = JournaledStock.open(first, Limits.standard());
    stock.apply(
        List.of(
            new StockCommand.Receive(
                CommandId.of("in"), StockLine.of("lamp", "north", 5), Optional.empty())),
        NOW);
    endLease(database);
    parts.begin("b");

    assertThatThrownBy(() -> first.append(List.of(empty(2)))).hasMessageContaining("Another node");
    assertThat(first.isOver()).isTrue();
    stock.close();
    assertThat(parts.rows("stock_journal")).isEqualTo(1);
    assertThat(parts.rows("stock_movement")).isZero();
    assertThat(parts.lease.renew(first.epoch(), LEASE)).isFalse();
    parts.lease.release(first.epoch());
    assertThat(number(database, "SELECT count(*) FROM {stock_owner} WHERE node = 'b'")).isOne();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aFoldOfADeposedOwnerIsUndone(TestDatabase database) throws SQLException {
    Parts parts = new Parts(database);
    JdbcStockJournal first = parts.begin("a");
    JournaledStock stock = JournaledStock.open(first, Limits.standard());
    StockLine line = StockLine.of("lamp", "north", 5);
    stock.apply(List.of(new StockCommand.Receive(CommandId.of("in"), line, Optional.empty())), NOW);
    List<StockRecord> records = new ArrayList<>();
    try (Connection connection = database.connect();
        PreparedStatement read = connection.prepareStatement(parts.owner.records)) {
      read.setString(1, StockLease.SHARD);
      read.setLong(2, 0);
      read.setInt(3, 10);
      try (ResultSet rows = read.executeQuery()) {
        rows.next();
        records.add(StockRecord.of(rows.getLong(1), rows.getBytes(2)));
      }
    }
    endLease(database);
    parts.begin("b");

    assertThatThrownBy(() -> first.fold(records)).hasMessageContaining("Another node");
    for (String table : List.of("stock_movement", "stock_answer", "stock_level")) {
      assertThat(parts.rows(table)).as(table).isZero();
    }
    assertThat(parts.rows("stock_journal")).isEqualTo(1);
  }

  /** An append has looked at the epoch and written, and is not committed yet. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whoTakesOverWaitsForWhatIsBeingWrittenAndSeesIt(TestDatabase database) throws Exception {
    Parts parts = new Parts(database);
    StockLease.Term term = parts.lease.begin("a", LEASE);
    endLease(database);
    try (Connection append = database.connect()) {
      append.setAutoCommit(false);
      append.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      if (database == TestDatabase.POSTGRESQL) {
        Rows rows = parts.owner.append.rows();
        rows.add(1L, new byte[0]);
        try (PreparedStatement insert = parts.owner.append.prepare(append, rows)) {
          insert.setString(3, StockLease.SHARD);
          insert.setLong(4, term.epoch());
          assertThat(insert.executeUpdate()).isEqualTo(1);
        }
      } else {
        try (PreparedStatement lock = append.prepareStatement(parts.owner.lockEpoch)) {
          lock.setString(1, StockLease.SHARD);
          lock.setLong(2, term.epoch());
          assertThat(lock.executeQuery().next()).isTrue();
        }
        try (PreparedStatement insert = append.prepareStatement(parts.owner.appendOne)) {
          insert.setString(1, StockLease.SHARD);
          insert.setLong(2, 1);
          insert.setLong(3, term.epoch());
          insert.setBytes(4, new byte[0]);
          insert.executeUpdate();
        }
      }
      Future<JdbcStockJournal> next = threads.submit(() -> parts.begin("b"));
      requireWaits(next);
      append.commit();

      JournaledStock stock = JournaledStock.open(next.get(), Limits.standard());
      stock.apply(
          List.of(
              new StockCommand.Receive(
                  CommandId.of("in"), StockLine.of("lamp", "north", 5), Optional.empty())),
          NOW);
      assertThat(number(database, "SELECT max(record) FROM {stock_journal}")).isEqualTo(2);
      stock.close();
    }
  }

  /** Somebody has raised the epoch, and is not committed yet. */
  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whoWritesWaitsForWhoTakesOverAndIsRefused(TestDatabase database) throws Exception {
    Parts parts = new Parts(database);
    JdbcStockJournal first = parts.begin("a");
    try (Connection takeover = database.connect()) {
      takeover.setAutoCommit(false);
      takeover.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      try (PreparedStatement lock = takeover.prepareStatement(parts.owner.lockOwner)) {
        lock.setString(1, StockLease.SHARD);
        assertThat(lock.executeQuery().next()).isTrue();
      }
      try (PreparedStatement begin = takeover.prepareStatement(parts.owner.begin)) {
        begin.setLong(1, first.epoch() + 1);
        begin.setString(2, "b");
        begin.setLong(3, 1_000_000);
        begin.setString(4, StockLease.SHARD);
        begin.executeUpdate();
      }
      Future<?> append = threads.submit(() -> first.append(List.of(empty(1))));
      requireWaits(append);
      takeover.commit();

      assertThatThrownBy(append::get)
          .hasRootCauseMessage("Another node has become the owner of the stock");
      assertThat(parts.rows("stock_journal")).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whoBecomesTheOwnerWaitsForWhatIsShared(TestDatabase database) throws Exception {
    Parts parts = new Parts(database);
    try (Connection shared = database.connect();
        Statement statement = shared.createStatement()) {
      shared.setAutoCommit(false);
      statement.execute(
          "UPDATE " + schema.table("stock_ledger") + " SET last_sequence = 7 WHERE owned = 0");
      Future<JdbcStockJournal> owner = threads.submit(() -> parts.begin("a"));
      requireWaits(owner);
      shared.commit();
      owner.get();
      assertThat(number(database, "SELECT owned FROM {stock_ledger}")).isEqualTo(1);
    }
  }

  /** Connections that may be made to fail. */
  private static DataSource failing(TestDatabase database, AtomicBoolean fails) {
    DataSource pool = database.dataSource();
    return (DataSource)
        Proxy.newProxyInstance(
            OwnerTest.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (fails.get()) {
                throw new SQLException("gone");
              }
              return method.invoke(pool, arguments);
            });
  }

  @Test
  void afterAFailureOfTheDatabaseTheNextCallBeginsAnew() {
    AtomicBoolean fails = new AtomicBoolean();
    JdbcStores stores = JdbcStores.open(failing(TestDatabase.POSTGRESQL, fails), schema);
    opened.add(stores);
    InventoryStore a = stores.ownedInventory("a", LEASE);
    receive(a, "in", 5);
    fails.set(true);
    assertThatThrownBy(() -> receive(a, "more", 5)).hasRootCauseMessage("gone");
    assertThatThrownBy(() -> onHand(a)).hasRootCauseMessage("gone");
    fails.set(false);

    assertThat(receive(a, "more", 5)).isInstanceOf(StockResult.Applied.class);
    assertThat(onHand(a)).isEqualTo(10);
  }

  @Test
  void aNameThatIsNoIdOrALeaseOutOfRangeIsRefused() {
    JdbcStores stores = open(TestDatabase.H2);
    assertThatThrownBy(() -> stores.ownedInventory("a b", LEASE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("node");
    assertThatThrownBy(() -> stores.ownedInventory("a", Duration.ofMillis(999)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("length");
    assertThatThrownBy(() -> stores.ownedInventory("a", Duration.ofHours(2)))
        .isInstanceOf(InvalidInputException.class);
  }
}
