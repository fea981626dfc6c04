package io.backroom.benchmarks.reservation;

import io.backroom.jdbc.JdbcSchema;
import io.backroom.jdbc.JdbcStores;
import io.backroom.spi.inventory.InventoryStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL of this run's own, the same for all who use it. */
final class PostgresServer implements AutoCloseable {
  /** Where it runs: beside the callers, or behind a network and with a slower disk. */
  enum Place {
    HERE(""),
    /** Half a millisecond more for each round trip, a millisecond more for each sync. */
    FAR(
        "&socketFactory=io.backroom.benchmarks.reservation.SlowSocketFactory&socketFactoryArg=500"
            + "&options=-c%20commit_delay%3D1000%20-c%20commit_siblings%3D0");

    private final String parameters;

    Place(String parameters) {
      this.parameters = parameters;
    }
  }

  /** Durable, and with room enough that no checkpoint falls into a round. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "shared_buffers", "512MB",
          "wal_buffers", "64MB",
          "max_wal_size", "8GB",
          "checkpoint_timeout", "1h",
          "max_connections", "300",
          "jit", "off");

  private static final List<String> EMPTY =
      List.of("drop schema public cascade", "create schema public");

  /** An updated row stays on its page, so that no index has to follow it. */
  private static final List<String> ROOM_TO_UPDATE =
      List.of("alter table stock set (fillfactor = 50)");

  private static final List<String> SETTLE = List.of("vacuum analyze", "checkpoint");

  private final EmbeddedPostgres server;

  PostgresServer() {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    SETTINGS.forEach(builder::setServerConfig);
    try {
      server = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // What is made for tests may not sync; a comparison without syncs would be worth nothing.
    for (String durable : List.of("fsync", "synchronous_commit")) {
      if (!setting(durable).equals("on")) {
        throw new IllegalStateException("PostgreSQL runs without " + durable);
      }
    }
  }

  private String setting(String name) {
    try (Connection connection = connect(Place.HERE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("show " + name)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("The setting " + name + " was not read", e);
    }
  }

  /** Says what a round trip and a commit take, here and far. */
  String describe() {
    String read = "select 1";
    String write = "update one set n = n + 1";
    try (Session session = new Session(connect(Place.HERE))) {
      session.update("drop table if exists one");
      session.update("create table one (n int)");
      session.update("insert into one values (0)");
    } catch (SQLException e) {
      throw new IllegalStateException("No table was made", e);
    }
    return "PostgreSQL %s. A query takes %,.0f µs here and %,.0f µs far, an update with its commit %,.0f and %,.0f µs.%n"
        .formatted(
            setting("server_version"),
            micros(Place.HERE, read),
            micros(Place.FAR, read),
            micros(Place.HERE, write),
            micros(Place.FAR, write));
  }

  /** Returns how long a statement takes, the median of some. */
  private double micros(Place place, String sql) {
    try (Connection connection = connect(place);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      long[] nanos = new long[101];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        statement.execute();
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      return nanos[nanos.length / 2] / 1e3;
    } catch (SQLException e) {
      throw new IllegalStateException("Not measured: " + sql, e);
    }
  }

  String url(Place place) {
    return "jdbc:postgresql://127.0.0.1:"
        + server.getPort()
        + "/postgres?user=postgres&prepareThreshold=1&reWriteBatchedInserts=true"
        + place.parameters;
  }

  Connection connect(Place place) throws SQLException {
    return DriverManager.getConnection(url(place));
  }

  /** Returns new stock, alone in the database. */
  Stock stock(Place place, int connections, Recipe recipe, Workload workload) {
    List<String> tables =
        Stream.of(EMPTY, Recipe.TABLES, ROOM_TO_UPDATE).flatMap(List::stream).toList();
    return new SqlStock(
        () -> connect(place),
        connections,
        tables,
        SETTLE,
        Optional.empty(),
        recipe,
        workload,
        () -> {});
  }

  /** Returns new stock of ours, alone in the database: with an owner, or shared by nodes. */
  Stock backroom(Place place, boolean owned, Workload workload) {
    try (Session session = new Session(connect(Place.HERE))) {
      for (String statement : EMPTY) {
        session.update(statement);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database was not emptied", e);
    }
    JdbcStores stores = JdbcStores.open(url(place), "postgres", "", JdbcSchema.standard());
    InventoryStore store =
        owned ? stores.ownedInventory("node-1", Duration.ofSeconds(30)) : stores.inventory();
    return new QueuedSqlStock(workload, store, () -> connect(Place.HERE), SETTLE, stores);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
