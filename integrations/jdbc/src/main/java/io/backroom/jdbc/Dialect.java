package io.backroom.jdbc;

import io.backroom.jdbc.Rows.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the databases say differently. */
enum Dialect {
  POSTGRESQL("PostgreSQL", Set.of("40001", "40P01", "23505")) {
    @Override
    String now() {
      return "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";
    }

    @Override
    String rows(List<Column> columns) {
      return "unnest("
          + columns.stream()
              .map(column -> "?::" + name(column.type()) + "[]")
              .collect(Collectors.joining(", "))
          + ") AS n("
          + names(columns)
          + ")";
    }

    /**
     * A subquery for each row, which nobody pulls up: whatever is believed of the table it is
     * looked into by its key, and never read whole for all rows.
     */
    @Override
    String find() {
      return "CROSS JOIN LATERAL (SELECT $2.* FROM {$1} $2 WHERE $3 OFFSET 0) $2";
    }

    private static String name(Rows.Type type) {
      return switch (type) {
        case TEXT -> "text";
        case INT -> "int4";
        case LONG -> "int8";
        case BYTES -> "bytea";
      };
    }

    @Override
    void bind(PreparedStatement statement, int first, Rows rows) throws SQLException {
      int index = first;
      Connection connection = statement.getConnection();
      for (int i = 0; i < rows.columns().size(); i++) {
        String type = name(rows.columns().get(i).type());
        statement.setArray(index++, connection.createArrayOf(type, rows.column(i)));
      }
    }
  },

  /** Its deadlocks and lost waits have states of their own. */
  H2("H2", Set.of("40001", "23505", "90131", "HYT00")) {
    @Override
    String now() {
      return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(6)) * 1000000 AS BIGINT)";
    }

    @Override
    String rows(List<Column> columns) {
      return "UNNEST("
          + columns.stream()
              .map(column -> "CAST(? AS " + name(column.type()) + " ARRAY)")
              .collect(Collectors.joining(", "))
          + ") AS n("
          + names(columns)
          + ")";
    }

    private static String name(Rows.Type type) {
      return switch (type) {
        case TEXT -> "VARCHAR";
        case INT -> "INTEGER";
        case LONG -> "BIGINT";
        case BYTES -> "VARBINARY";
      };
    }

    @Override
    void bind(PreparedStatement statement, int first, Rows rows) throws SQLException {
      int index = first;
      for (int i = 0; i < rows.columns().size(); i++) {
        statement.setObject(index++, rows.column(i));
      }
    }
  },

  MARIADB("MariaDB", Set.of("40001", "23000")) {
    @Override
    String now() {
      return "CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED)";
    }

    @Override
    String rows(List<Column> columns) {
      StringBuilder items = new StringBuilder("JSON_TABLE(?, '$[*]' COLUMNS (");
      for (int i = 0; i < columns.size(); i++) {
        items.append(i == 0 ? "" : ", ").append(columns.get(i).name()).append(' ');
        items.append(
            columns.get(i).type() == Rows.Type.TEXT
                ? "VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin"
                : "BIGINT");
        items.append(" PATH '$[").append(i).append("]'");
      }
      return items.append(")) AS n").toString();
    }

    /** Only ids and numbers are looked for, so nothing needs escaping. */
    @Override
    void bind(PreparedStatement statement, int first, Rows rows) throws SQLException {
      StringBuilder json = new StringBuilder("[");
      rows.forEach(
          row -> {
            json.append(json.length() == 1 ? "[" : ",[");
            for (int i = 0; i < row.length; i++) {
              json.append(i == 0 ? "" : ",");
              json.append(row[i] instanceof String ? "\"" + row[i] + "\"" : row[i]);
            }
            json.append(']');
          });
      statement.setString(first, json.append(']').toString());
    }
  };

  private final String product;
  private final Set<String> lostStates;

  Dialect(String product, Set<String> lostStates) {
    this.product = product;
    this.lostStates = lostStates;
  }

  /** Finds the dialect of a database; refuses one that is not supported by name. */
  static Dialect of(Connection connection) throws SQLException {
    return of(connection.getMetaData().getDatabaseProductName());
  }

  static Dialect of(String name) {
    for (Dialect dialect : values()) {
      if (dialect.product.equals(name)) {
        return dialect;
      }
    }
    throw new JdbcStoreException(
        "The database is " + name + "; supported are PostgreSQL, H2 and MariaDB");
  }

  /** Returns the expression for the time, in microseconds since 1970. */
  abstract String now();

  /**
   * Returns what joins with those rows of a table that a row before it names: $1 is the table, $2
   * its alias, $3 the condition, equality with its key.
   */
  String find() {
    return "JOIN {$1} $2 ON $3";
  }

  /** Returns what stands in FROM for rows that are bound as parameters, under the alias n. */
  abstract String rows(List<Column> columns);

  /** Binds the rows to the parameters of {@link #rows}. */
  abstract void bind(PreparedStatement statement, int first, Rows rows) throws SQLException;

  /**
   * Tells whether a transaction failed because another one was faster, by a deadlock, a row that
   * changed or a key that came to be: begun anew, it sees what the other one did.
   */
  boolean lost(SQLException e) {
    return e.getSQLState() != null && lostStates.contains(e.getSQLState());
  }

  /** Returns the folder of the migrations. */
  String folder() {
    return "backroom-jdbc/" + name().toLowerCase(Locale.ROOT);
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
