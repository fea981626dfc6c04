package io.backroom.jdbc;

import io.backroom.jdbc.Sql.SetQuery;
import io.backroom.jdbc.Sql.SetWrite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Statements that follow each other: on PostgreSQL in one round trip, where each sees what those
 * before it did and what was committed until it began, as if they had been sent one by one.
 * Statements without rows are left out.
 */
final class Script {
  /**
   * Until the end of the transaction rows are found by their keys, however few of them PostgreSQL
   * believes there are, and each statement is planned for the tables as they are: a plan made for
   * an empty table would be kept while it grows, and read all of it. What must be scanned
   * nevertheless, the one row of the ledger, looks so dear then that the plan would be compiled.
   */
  static final String BY_KEYS =
      """
      SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
        set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
        set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)\
      """;

  /** What was joined before; there are only so many constants to join. */
  private static final Map<List<String>, String> JOINED = new ConcurrentHashMap<>();

  private final List<Step> steps = new ArrayList<>();

  /**
   * Takes the result of a query; called once, after the statements before have been carried out.
   */
  interface Reader {
    void read(ResultSet rows) throws SQLException;
  }

  private record Step(
      Dialect dialect,
      String text,
      Rows rows,
      Optional<Reader> reader,
      Optional<Supplier<RuntimeException>> otherwise) {
    /** Fails if the statement has changed nothing and should have. */
    void requireChange(long changed) {
      if (changed == 0 && otherwise.isPresent()) {
        throw otherwise.get().get();
      }
    }
  }

  void read(SetQuery query, Rows rows, Reader reader) {
    if (!rows.isEmpty()) {
      steps.add(
          new Step(query.dialect(), query.text(), rows, Optional.of(reader), Optional.empty()));
    }
  }

  void write(SetWrite write, Rows rows) {
    write(write, rows, Optional.empty());
  }

  /** Adds a change that must change something, or else is a failure. */
  void write(SetWrite write, Rows rows, Supplier<RuntimeException> otherwise) {
    write(write, rows, Optional.of(otherwise));
  }

  private void write(SetWrite write, Rows rows, Optional<Supplier<RuntimeException>> otherwise) {
    if (!rows.isEmpty()) {
      steps.add(new Step(write.dialect(), write.text(), rows, Optional.empty(), otherwise));
    }
  }

  void run(Connection connection) throws SQLException {
    if (!steps.isEmpty() && steps.get(0).dialect() == Dialect.POSTGRESQL) {
      runTogether(connection);
      return;
    }
    for (Step step : steps) {
      try (PreparedStatement statement = connection.prepareStatement(step.text())) {
        if (step.reader().isPresent()) {
          step.dialect().bind(statement, 1, step.rows());
          read(statement.executeQuery(), step.reader().get());
        } else {
          step.requireChange(batch(statement, step.rows()));
        }
      }
    }
  }

  /** Returns how many rows have changed, as far as the database says. */
  private static long batch(PreparedStatement statement, Rows rows) throws SQLException {
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < rows.columns().size(); i++) {
        statement.setObject(i + 1, rows.row(row)[i]);
      }
      statement.addBatch();
    }
    return Arrays.stream(statement.executeBatch()).filter(count -> count != 0).count();
  }

  private void runTogether(Connection connection) throws SQLException {
    boolean reads = steps.stream().anyMatch(step -> step.reader().isPresent());
    List<String> texts = new ArrayList<>();
    if (reads) {
      texts.add(BY_KEYS);
    }
    steps.forEach(step -> texts.add(step.text()));
    String text = JOINED.computeIfAbsent(texts, joined -> String.join(";\n", joined));
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      int index = 1;
      for (Step step : steps) {
        step.dialect().bind(statement, index, step.rows());
        index += step.rows().columns().size();
      }
      boolean isQuery = statement.execute();
      if (reads) {
        isQuery = statement.getMoreResults();
      }
      for (Step step : steps) {
        if (step.reader().isPresent()) {
          if (!isQuery) {
            throw new SQLException("A result is missing");
          }
          read(statement.getResultSet(), step.reader().get());
        } else {
          step.requireChange(statement.getUpdateCount());
        }
        isQuery = statement.getMoreResults();
      }
    }
  }

  private static void read(ResultSet rows, Reader reader) throws SQLException {
    try (rows) {
      reader.read(rows);
    }
  }
}
