package io.backroom.benchmarks.reservation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** A connection that keeps its prepared statements. Used by one thread at a time. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  private PreparedStatement bind(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** Changes rows and returns how many. */
  int update(String sql, Object... values) throws SQLException {
    return bind(sql, values).executeUpdate();
  }

  /** Returns a row of numbers; empty if there is none. SQL's null is 0. */
  long[] row(String sql, Object... values) throws SQLException {
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      if (!rows.next()) {
        return new long[0];
      }
      long[] row = new long[rows.getMetaData().getColumnCount()];
      for (int i = 0; i < row.length; i++) {
        row[i] = rows.getLong(i + 1);
      }
      return row;
    }
  }

  /** Returns the numbers of the first column. */
  long[] column(String sql, Object... values) throws SQLException {
    try (ResultSet rows = bind(sql, values).executeQuery()) {
      LongStream.Builder column = LongStream.builder();
      while (rows.next()) {
        column.add(rows.getLong(1));
      }
      return column.build().toArray();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
