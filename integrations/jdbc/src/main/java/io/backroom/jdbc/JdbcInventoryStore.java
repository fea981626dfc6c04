package io.backroom.jdbc;

import io.backroom.spi.inventory.BatchedInventoryStore;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLedger;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.FarArchive.Found;
import io.backroom.stock.journal.StockAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stock that any number of nodes share. A call is one transaction however many commands it has: row
 * locks in the order of (SKU, center), decisions in memory, and the sum of all changes written at
 * once. READ COMMITTED is enough; lost races and deadlocks are tried again.
 *
 * <p>Answers are remembered for 30 days after their command. Times are kept to the microsecond.
 * Thread-safe.
 */
final class JdbcInventoryStore implements BatchedInventoryStore, StockLedger {
  private static final int COMMANDS_MAX = 8_192;
  private static final int HOLDS_MAX = 1_000;
  private static final int MOVEMENTS_MAX = 10_000;

  /** So many others must be faster in a row, or make so many other places be locked as well. */
  private static final int ATTEMPTS_MAX = 100;

  private static final Duration MEMORY = Duration.ofDays(30);
  private static final Duration PAUSE = Duration.ofMinutes(10);
  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private final Database database;
  private final StockTables tables;
  private final AtomicReference<Instant> nextForgetting = new AtomicReference<>(Instant.MIN);

  JdbcInventoryStore(Database database, StockTables tables) {
    this.database = database;
    this.tables = tables;
  }

  @Override
  public int batchesAtOnce() {
    return 2;
  }

  @Override
  public List<StockResult> apply(List<StockCommand> commands, Instant now) {
    Require.range("commands", commands.size(), 1, COMMANDS_MAX);
    StockNames names = StockNames.of(commands);
    SortedSet<Place> places = new TreeSet<>(names.places());
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      StockBatch batch = new StockBatch(tables, names, places, now);
      if (database.attempt(batch::carryOut)) {
        forget(now);
        return batch.results();
      }
      places.addAll(batch.missing());
    }
    throw new JdbcStoreException("Stock commands were refused " + ATTEMPTS_MAX + " times");
  }

  /** Forgets old answers, some at a time so that nobody waits long for it. */
  void forget(Instant now) {
    Instant next = nextForgetting.get();
    if (now.isBefore(next) || !nextForgetting.compareAndSet(next, now.plus(PAUSE))) {
      return;
    }
    int[] forgotten = {0};
    database.attempt(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(tables.forget)) {
            statement.setLong(1, Micros.of(now.minus(MEMORY)));
            statement.setInt(2, FORGOTTEN_AT_ONCE);
            forgotten[0] = statement.executeUpdate();
          }
          return true;
        });
    if (forgotten[0] == FORGOTTEN_AT_ONCE) {
      nextForgetting.set(now);
    }
  }

  @Override
  public List<StockLevel> levels(Collection<Sku> skus) {
    Rows rows = tables.levels.rows();
    skus.stream().distinct().forEach(sku -> rows.add(sku.value()));
    if (rows.isEmpty()) {
      return List.of();
    }
    return database.read(
        connection -> {
          try (PreparedStatement statement = tables.levels.prepare(connection, rows);
              ResultSet found = statement.executeQuery()) {
            return StockTables.levels(found);
          }
        });
  }

  @Override
  public Optional<Reservation> find(ReservationId id) {
    Rows rows = tables.reservations.rows();
    rows.add(id.value());
    return database.read(
        connection -> {
          try (PreparedStatement statement = tables.reservations.prepare(connection, rows);
              ResultSet found = statement.executeQuery()) {
            return StockTables.reservations(found).stream().findFirst();
          }
        });
  }

  /** Returns what there is of some commands and reservations, read together. */
  Found find(Rows commands, Rows names) {
    Map<CommandId, StockAnswer> answers = new HashMap<>();
    Map<ReservationId, Reservation> reservations = new HashMap<>();
    Script script = new Script();
    script.read(
        tables.answers,
        commands,
        rows -> {
          while (rows.next()) {
            StockAnswer answer = StockTables.answer(rows);
            answers.put(answer.command(), answer);
          }
        });
    script.read(
        tables.reservations,
        names,
        rows -> StockTables.reservations(rows).forEach(r -> reservations.put(r.id(), r)));
    return database.read(
        connection -> {
          script.run(connection);
          return new Found(answers, reservations);
        });
  }

  @Override
  public List<Reservation> expiring(Instant before, int limit) {
    Require.range("limit", limit, 1, HOLDS_MAX);
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(tables.expiring)) {
            statement.setLong(1, Micros.of(before));
            statement.setInt(2, limit);
            try (ResultSet found = statement.executeQuery()) {
              return StockTables.reservations(found);
            }
          }
        });
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(tables.movements)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            try (ResultSet found = statement.executeQuery()) {
              return StockTables.movements(found);
            }
          }
        });
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    Require.range("after", after, 0, Long.MAX_VALUE);
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(tables.movementsOfSku)) {
            statement.setString(1, sku.value());
            statement.setLong(2, after);
            statement.setInt(3, limit);
            try (ResultSet found = statement.executeQuery()) {
              return StockTables.movements(found);
            }
          }
        });
  }

  @Override
  public List<Sku> skus(Optional<Sku> after, int limit) {
    Require.range("limit", limit, 1, MOVEMENTS_MAX);
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(tables.skus)) {
            statement.setString(1, after.map(Sku::value).orElse(""));
            statement.setInt(2, limit);
            List<Sku> skus = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
              while (found.next()) {
                skus.add(Sku.of(found.getString(1)));
              }
            }
            return skus;
          }
        });
  }

  @Override
  public StockLevel recompute(Sku sku, CenterId center) {
    List<StockLevel> level = new ArrayList<>();
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      level.clear();
      if (database.attempt(connection -> level.add(recompute(connection, sku, center)))) {
        return levels(List.of(sku)).stream()
            .filter(found -> found.center().equals(center))
            .findFirst()
            .orElse(level.get(0));
      }
    }
    throw new JdbcStoreException("A level was not recomputed " + ATTEMPTS_MAX + " times");
  }

  /** Adds up movements while the level is locked, so that no command comes in between. */
  private StockLevel recompute(Connection connection, Sku sku, CenterId center)
      throws SQLException {
    Rows lock = tables.lockLevels.rows();
    lock.add(sku.value(), center.value());
    Script script = new Script();
    script.read(tables.lockLevels, lock, rows -> {});
    script.run(connection);
    try (PreparedStatement statement = connection.prepareStatement(tables.sums)) {
      statement.setString(1, sku.value());
      statement.setString(2, center.value());
      try (ResultSet sums = statement.executeQuery()) {
        sums.next();
        Rows level = tables.updateLevel.rows();
        level.add(
            sums.getInt(1),
            sums.getInt(2),
            sums.getInt(3),
            sums.getInt(4),
            sums.getInt(5),
            sku.value(),
            center.value());
        Script repair = new Script();
        repair.write(tables.updateLevel, level);
        repair.run(connection);
        return StockLevel.none(sku, center);
      }
    }
  }
}
