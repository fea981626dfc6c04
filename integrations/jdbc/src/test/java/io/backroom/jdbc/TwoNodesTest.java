package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes with 32 threads each share stock on PostgreSQL, whatever isolation the host's
 * connections have. {@code -Dnodes.commands} sets how many commands they give together.
 */
@Timeout(1_800)
class TwoNodesTest {
  private static final int NODES = 2;
  private static final int UNITS = 100;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"READ_COMMITTED", "SERIALIZABLE"})
  void nothingIsOversoldAndTheBooksAgree(String isolation) throws Exception {
    int commands = Integer.getInteger("nodes.commands", 1_280);
    JdbcSchema schema = new JdbcSchema("", "two_" + isolation.toLowerCase(Locale.ROOT));
    try (JdbcStores stores = TestDatabase.POSTGRESQL.open(schema)) {
      stores.inventory().apply(stock(), NodeAtWork.NOW);
    }
    List<Process> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(start(schema, isolation, "node" + i, commands / NODES));
    }
    long given = NodeAtWork.SKUS;
    long reserved = 0;
    for (int i = 0; i < NODES; i++) {
      try (BufferedReader out = nodes.get(i).inputReader(StandardCharsets.UTF_8)) {
        String said = out.readLine();
        assertThat(nodes.get(i).waitFor()).as(errors(i)).isZero();
        given += Long.parseLong(said.split(" ", -1)[0]);
        reserved += Long.parseLong(said.split(" ", -1)[1]);
      }
    }

    assertThat(number(schema, "SELECT count(*) FROM {stock_answer}")).isEqualTo(given);
    assertThat(number(schema, "SELECT count(*) FROM {stock_reservation}")).isEqualTo(reserved);
    assertThat(reserved).isPositive();
    check(schema);
  }

  private static List<StockCommand> stock() {
    return IntStream.range(0, NodeAtWork.SKUS)
        .<StockCommand>mapToObj(
            i ->
                new StockCommand.Receive(
                    CommandId.of("stock-" + i),
                    StockLine.of(NodeAtWork.sku(i).value(), "north", UNITS),
                    Optional.empty()))
        .toList();
  }

  private Process start(JdbcSchema schema, String isolation, String node, int commands)
      throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            NodeAtWork.class.getName(),
            TestDatabase.POSTGRESQL.url(),
            schema.prefix(),
            "TRANSACTION_" + isolation,
            node,
            String.valueOf(commands))
        .redirectError(directory.resolve(node).toFile())
        .start();
  }

  private String errors(int node) throws Exception {
    return Files.readString(directory.resolve("node" + node));
  }

  private static void check(JdbcSchema schema) throws SQLException {
    // What is held and committed, and what moved, is what the counters say; no unit twice.
    String kept =
        "SELECT coalesce(sum(l.kept), 0) FROM {stock_reservation_line} l JOIN {stock_reservation} r"
            + " ON r.id = l.reservation WHERE r.state = ";
    for (int i = 0; i < NodeAtWork.SKUS; i++) {
      String sku = "sku = '" + NodeAtWork.sku(i) + "'";
      String level = " FROM {stock_level} WHERE " + sku;
      long reserved = number(schema, "SELECT reserved" + level);
      long allocated = number(schema, "SELECT allocated" + level);
      assertThat(number(schema, "SELECT on_hand" + level))
          .isGreaterThanOrEqualTo(reserved + allocated);
      assertThat(number(schema, kept + "'HELD' AND l." + sku)).isEqualTo(reserved);
      assertThat(number(schema, kept + "'COMMITTED' AND l." + sku)).isEqualTo(allocated);
      for (String counter : List.of("on_hand", "reserved", "allocated")) {
        assertThat(number(schema, "SELECT sum(" + counter + ") FROM {stock_movement} WHERE " + sku))
            .as("%s of %s", counter, sku)
            .isEqualTo(number(schema, "SELECT " + counter + level));
      }
    }
    assertThat(number(schema, "SELECT last_sequence FROM {stock_ledger}"))
        .isEqualTo(number(schema, "SELECT count(*) FROM {stock_movement}"));
  }

  private static long number(JdbcSchema schema, String sql) throws SQLException {
    try (Connection connection = TestDatabase.POSTGRESQL.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(sql.replace("{", schema.prefix()).replace("}", ""))) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
