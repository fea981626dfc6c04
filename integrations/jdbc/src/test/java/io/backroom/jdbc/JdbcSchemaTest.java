package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.document.CommitResult;
import io.backroom.spi.document.DocumentId;
import io.backroom.spi.document.DocumentWrite;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.value.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSchemaTest {
  private static final List<String> SCRIPTS =
      List.of("V1__documents.sql", "V2__stock.sql", "V3__stock_owner.sql");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1a",
        "A",
        "a-b",
        "a b",
        "a\"",
        "a;",
        "ä",
        "a12345678901234567890123456789012"
      })
  void aPrefixThatIsNoNameIsRefused(String prefix) {
    assertThatThrownBy(() -> new JdbcSchema("", prefix))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("prefix is '" + prefix + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Shop", "shop.", "\"shop\"", "9", "a12345678901234567890123456789012"})
  void aSchemaThatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> new JdbcSchema(name, "backroom_"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("schema");
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void tablesAreMadeWhereTheHostWantsThem(TestDatabase database) throws SQLException {
    JdbcSchema elsewhere = new JdbcSchema("elsewhere", "br_1");
    try (JdbcStores first = database.open(elsewhere);
        JdbcStores other = database.open(new JdbcSchema("elsewhere", "br_2"))) {
      put(first, "one");
      assertThat(first.documents().find(new DocumentId("t", "one"))).isPresent();
      assertThat(other.documents().find(new DocumentId("t", "one"))).isEmpty();
      execute(database, "SELECT body FROM elsewhere.br_1document");
    } finally {
      execute(database, "DROP SCHEMA elsewhere" + (cascades(database) ? " CASCADE" : ""));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void tablesOfANewerReleaseAreRefused(TestDatabase database) throws SQLException {
    JdbcSchema schema = new JdbcSchema("", "newer_");
    database.open(schema).close();
    execute(database, "UPDATE newer_schema_version SET version = 99");
    assertThatThrownBy(() -> database.open(schema))
        .isInstanceOf(JdbcStoreException.class)
        .hasMessageContaining("newer_* are of version 99")
        .hasMessageContaining("knows version " + JdbcSchema.VERSION);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aHostMayRunTheScriptsByItself(TestDatabase database) throws SQLException {
    JdbcSchema schema = new JdbcSchema("", "byhand_");
    for (String script : SCRIPTS) {
      runByHand(database, script, "byhand_");
    }
    try (JdbcStores stores = database.open(schema)) {
      put(stores, "one");
    }
    try (JdbcStores again = JdbcStores.open(database.dataSource(), schema)) {
      assertThat(again.documents().find(new DocumentId("t", "one"))).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void aHostMayRunAScriptByItselfBetweenTwoMigrations(TestDatabase database) throws SQLException {
    JdbcSchema schema = new JdbcSchema("", "between_");
    String history = "between_flyway_history";
    Flyway.configure()
        .dataSource(database.dataSource())
        .locations("classpath:" + Dialect.valueOf(database.name()).folder())
        .placeholders(Map.of("prefix", "between_"))
        .table(database == TestDatabase.H2 ? history.toUpperCase(Locale.ROOT) : history)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .target("1")
        .load()
        .migrate();
    runByHand(database, SCRIPTS.get(1), "between_");

    try (JdbcStores stores = database.open(schema)) {
      put(stores, "one");
    }
    schema.migrate(database.dataSource());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void manyNodesMayMigrateAtOnce(TestDatabase database) {
    JdbcSchema schema = new JdbcSchema("", "atonce_");
    IntStream.range(0, 4).parallel().forEach(node -> schema.migrate(database.dataSource()));
    try (JdbcStores stores = database.open(schema)) {
      put(stores, "one");
    }
  }

  @Test
  void anUnknownDatabaseIsRefusedByName() {
    assertThat(TestDatabase.H2.url()).startsWith("jdbc:h2:");
    assertThatThrownBy(() -> Dialect.of("Oracle"))
        .isInstanceOf(JdbcStoreException.class)
        .hasMessage("The database is Oracle; supported are PostgreSQL, H2 and MariaDB");
  }

  private static void put(JdbcStores stores, String key) {
    DocumentWrite write = new DocumentWrite.Put(new DocumentId("t", key), 0, "{}", List.of());
    assertThat(stores.documents().commit(WriteId.of("w"), List.of(write)))
        .isInstanceOf(CommitResult.Committed.class);
  }

  private static void runByHand(TestDatabase database, String script, String prefix)
      throws SQLException {
    String text = script(database, script).replace("${prefix}", prefix);
    for (String statement : text.split(";", -1)) {
      if (!statement.isBlank()) {
        execute(database, statement);
      }
    }
  }

  private static void execute(TestDatabase database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static boolean cascades(TestDatabase database) {
    return database != TestDatabase.MARIADB;
  }

  private static String script(TestDatabase database, String name) {
    String path = "/" + Dialect.valueOf(database.name()).folder() + "/" + name;
    try (InputStream in =
        Objects.requireNonNull(JdbcSchema.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
