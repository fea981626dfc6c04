package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.InventoryStore;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How PostgreSQL finds what a batch names while tables grow that it has seen almost empty. */
class PlansTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  /** After so many uses PostgreSQL keeps a plan, unless it is told otherwise. */
  private static final int USES = 10;

  /** As many keys as a batch of some callers has: the kept plan seems cheaper then. */
  private static final String BATCH =
      IntStream.range(0, 64).mapToObj(i -> "x" + i).collect(Collectors.joining(",", "'{", "}'"));

  private static final JdbcSchema SCHEMA = new JdbcSchema("", "plans_");

  private static StockCommand reserve(int number) {
    return new StockCommand.Reserve(
        CommandId.of("c" + number),
        ReservationId.of("r" + number),
        "owner",
        List.of(StockLine.of("lamp", "north", 1)),
        List.of(),
        NOW.plusSeconds(60));
  }

  private static void sell(InventoryStore store, int from, int to) {
    store.apply(IntStream.range(from, to).mapToObj(PlansTest::reserve).toList(), NOW);
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /**
   * Every table is read by an index and a condition on it; an index alone may be all of a table.
   */
  private static void assertByKeys(String plan) {
    long scans = plan.lines().filter(line -> line.contains("Scan using")).count();
    long conditions = plan.lines().filter(line -> line.contains("Index Cond")).count();
    assertThat(plan).contains("Scan using").doesNotContain("Seq Scan");
    assertThat(conditions).as(plan).isEqualTo(scans);
  }

  private static String plan(Connection connection, String prepared) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN EXECUTE " + prepared)) {
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void rowsAreFoundByTheirKeysThoughThePlanBeganWithTheEmptyTable() throws SQLException {
    StockTables tables = new StockTables(new Sql(Dialect.POSTGRESQL, SCHEMA));
    try (JdbcStores stores = TestDatabase.POSTGRESQL.open(SCHEMA);
        Connection connection = TestDatabase.POSTGRESQL.connect()) {
      StockLine many = StockLine.of("lamp", "north", 100_000);
      stores
          .inventory()
          .apply(
              List.of(new StockCommand.Receive(CommandId.of("in"), many, Optional.empty())), NOW);
      sell(stores.inventory(), 0, 3);
      run(connection, "VACUUM ANALYZE");
      connection.setAutoCommit(false);
      run(
          connection,
          Script.BY_KEYS,
          "PREPARE answers(text[]) AS " + tables.answers.text().replace("?", "$1"),
          "PREPARE reservations(text[]) AS " + tables.reservations.text().replace("?", "$1"));
      for (int i = 0; i < USES; i++) {
        run(connection, "EXECUTE answers(" + BATCH + ")", "EXECUTE reservations(" + BATCH + ")");
      }
      connection.commit();

      sell(stores.inventory(), 3, 5_003);

      run(connection, Script.BY_KEYS);
      assertByKeys(plan(connection, "answers(" + BATCH + ")"));
      assertByKeys(plan(connection, "reservations(" + BATCH + ")"));
      connection.rollback();
    }
  }
}
