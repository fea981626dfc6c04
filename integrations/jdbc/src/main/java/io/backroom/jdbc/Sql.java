package io.backroom.jdbc;

import io.backroom.jdbc.Rows.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes statements of constant templates. <code>{name}</code> in a template stands for a table,
 * <code>{rows name type, …}</code> for rows n that are bound as parameters, <code>{find table t by
 * condition}</code> joins what one of those rows names, <code>{now}</code> is the database's time
 * in microseconds. Nothing else is ever put into the text of a statement: names are validated,
 * values are bound.
 */
final class Sql {
  private static final Pattern ROWS = Pattern.compile("\\{rows ([a-z_ ,]+)\\}");
  private static final Pattern FIND =
      Pattern.compile("\\{find ([a-z_]+) ([a-z]) by ([a-zA-Z_.= ]+)\\}");
  private static final Pattern TABLE = Pattern.compile("\\{([a-z_]+)\\}");

  private final Dialect dialect;
  private final JdbcSchema schema;

  Sql(Dialect dialect, JdbcSchema schema) {
    this.dialect = dialect;
    this.schema = schema;
  }

  /** A statement that takes rows as parameters, after which others may follow. */
  record SetQuery(Dialect dialect, List<Column> columns, String text) {
    Rows rows() {
      return new Rows(columns);
    }

    /** Prepares the statement; its caller closes it. */
    PreparedStatement prepare(Connection connection, Rows rows) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(text);
      dialect.bind(statement, 1, rows);
      return statement;
    }
  }

  /** A change of many rows: in one statement where the database takes arrays, else in a batch. */
  record SetWrite(Dialect dialect, List<Column> columns, String text) {
    Rows rows() {
      return new Rows(columns);
    }
  }

  /** Makes a statement of a template with tables only. */
  String text(String template) {
    String found = FIND.matcher(template).replaceAll(dialect.find());
    String timed = found.replace("{now}", dialect.now());
    return TABLE.matcher(timed).replaceAll(match -> schema.table(match.group(1)));
  }

  /** Returns what H2 or MariaDB understands; for PostgreSQL neither is used. */
  String either(String h2, String mariaDb) {
    return dialect == Dialect.H2 ? h2 : mariaDb;
  }

  /** Makes a statement of a template that has rows. */
  SetQuery query(String template) {
    Matcher rows = ROWS.matcher(template);
    if (!rows.find()) {
      throw new IllegalArgumentException(template);
    }
    List<Column> columns = columns(rows.group(1));
    return new SetQuery(
        dialect, columns, text(rows.replaceFirst(Matcher.quoteReplacement(dialect.rows(columns)))));
  }

  /**
   * Makes a change of many rows.
   *
   * @param columns the columns of each row, in the order of the parameters of {@code row}
   * @param set the change of all rows at once, from rows under the alias n
   * @param row the change of one row
   */
  SetWrite write(String columns, String set, String row) {
    if (dialect != Dialect.POSTGRESQL) {
      return new SetWrite(dialect, columns(columns), text(row));
    }
    SetQuery query = query(set.replace("{rows}", "{rows " + columns + "}"));
    return new SetWrite(dialect, query.columns(), query.text());
  }

  private static List<Column> columns(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::strip).map(Sql::column).toList();
  }

  private static Column column(String nameAndType) {
    String[] parts = nameAndType.split(" ", -1);
    return new Column(parts[0], Rows.Type.valueOf(parts[1].toUpperCase(Locale.ROOT)));
  }
}
