package io.backroom.jdbc;

import io.backroom.spi.value.Require;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Where the tables are and how their names begin.
 *
 * <p>{@link JdbcStores} makes and migrates them when it opens them. A host whose application may
 * not change tables calls {@link #migrate} beforehand with another user, or runs the scripts in
 * {@code backroom-jdbc/} of this jar in their order, with <code>${prefix}</code> replaced. Both may
 * be mixed in any order: the version is kept in a table of ours, and what was run by hand is noted
 * in the history of Flyway.
 *
 * @param name the schema, for MariaDB the database: {@code [a-z_][a-z0-9_]{0,30}}; empty for the
 *     one that a connection has by itself
 * @param prefix how the names of all tables begin: {@code [a-z_][a-z0-9_]{0,30}}
 */
public record JdbcSchema(String name, String prefix) {
  /** The version that this release reads and writes. */
  static final int VERSION = 3;

  private static final int NAME_LENGTH_MAX = 31;

  /** Refuses names that break their rule. */
  public JdbcSchema {
    Require.when(name.isEmpty() || isName(name), "schema", name, "must be [a-z_][a-z0-9_]{0,30}");
    Require.when(isName(prefix), "prefix", prefix, "must be [a-z_][a-z0-9_]{0,30}");
  }

  private static boolean isName(String name) {
    boolean legal = !name.isEmpty() && name.length() <= NAME_LENGTH_MAX;
    for (int i = 0; legal && i < name.length(); i++) {
      char c = name.charAt(i);
      legal = (c >= 'a' && c <= 'z') || c == '_' || (i > 0 && c >= '0' && c <= '9');
    }
    return legal;
  }

  /**
   * Returns the default: tables named {@code backroom_…} in the schema that a connection has.
   *
   * @return the schema
   */
  public static JdbcSchema standard() {
    return new JdbcSchema("", "backroom_");
  }

  /**
   * Makes the tables, or brings those of an older release to this one. May be called by several
   * nodes at once, and again.
   *
   * @param database connections of a user who may make tables
   * @throws JdbcStoreException if the tables are of a newer release, or the database refuses
   */
  public void migrate(DataSource database) {
    try (Connection connection = database.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      int version = version(connection, dialect);
      if (version < VERSION) {
        migrate(database, dialect, version);
      }
    } catch (SQLException e) {
      throw new JdbcStoreException("The tables could not be migrated", e);
    }
  }

  private void migrate(DataSource database, Dialect dialect, int version) {
    MigrationVersion present = MigrationVersion.fromVersion(String.valueOf(version));
    FluentConfiguration configuration =
        Flyway.configure(JdbcSchema.class.getClassLoader())
            .dataSource(database)
            .locations("classpath:" + dialect.folder())
            .placeholders(Map.of("prefix", prefix))
            .table(folded(dialect, prefix + "flyway_history"))
            .baselineOnMigrate(true)
            .baselineVersion(present);
    if (!name.isEmpty()) {
      configuration.schemas(folded(dialect, name));
    }
    if (version > 0) {
      // What a host has run by hand is to be in the history of Flyway, and not to be run again.
      configuration.target(present).skipExecutingMigrations(true).load().migrate();
      configuration.target(MigrationVersion.LATEST).skipExecutingMigrations(false);
    }
    configuration.load().migrate();
  }

  /** Flyway quotes names, we do not: H2 reads what is not quoted in upper case. */
  private static String folded(Dialect dialect, String name) {
    return dialect == Dialect.H2 ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** Returns the version of the tables, 0 if there are none; refuses that of a newer release. */
  private int version(Connection connection, Dialect dialect) throws SQLException {
    if (!exists(connection, dialect)) {
      return 0;
    }
    String query = new Sql(dialect, this).text("SELECT version FROM {schema_version}");
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      int version = rows.next() ? rows.getInt(1) : 0;
      if (version > VERSION) {
        throw new JdbcStoreException(
            "The tables "
                + table("*")
                + " are of version "
                + version
                + ", written by a newer release; this one knows version "
                + VERSION);
      }
      return version;
    }
  }

  private boolean exists(Connection connection, Dialect dialect) throws SQLException {
    String table = folded(dialect, prefix + "schema_version");
    boolean catalogs = dialect == Dialect.MARIADB;
    String home =
        !name.isEmpty()
            ? folded(dialect, name)
            : catalogs ? connection.getCatalog() : connection.getSchema();
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(catalogs ? home : null, catalogs ? null : home, pattern(table), null)) {
      return tables.next();
    }
  }

  /** An underscore stands for any character in a pattern. */
  private static String pattern(String table) {
    return table.replace("_", "\\_");
  }

  /** Returns the full name of a table. */
  String table(String table) {
    return (name.isEmpty() ? "" : name + ".") + prefix + table;
  }
}
