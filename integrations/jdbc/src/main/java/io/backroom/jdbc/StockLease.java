package io.backroom.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The row that says which node decides on stock alone. Its times are the database's, so that clocks
 * of nodes play no part; and what keeps a deposed node out is not time but the epoch.
 */
final class StockLease {
  /** All stock is one shard. */
  static final String SHARD = "all";

  /** Who holds the row for longer than this, in seconds, is left alone. */
  private static final int WAIT_SECONDS = 10;

  private static final int ATTEMPTS_MAX = 10;

  private final Database database;
  private final OwnerTables tables;

  /** What the row says, and what time it was. */
  private record Row(long epoch, String node, long endsAt, long foldedRecord, long now) {
    static Row of(ResultSet rows) throws SQLException {
      if (!rows.next()) {
        throw new JdbcStoreException("The row of the stock's owner is missing");
      }
      return new Row(
          rows.getLong(1), rows.getString(2), rows.getLong(3), rows.getLong(4), rows.getLong(5));
    }

    boolean isOwned() {
      return !node.isEmpty();
    }

    StockOwnedException refusal() {
      return new StockOwnedException(node, Micros.instant(endsAt));
    }
  }

  /**
   * The time of one owner.
   *
   * @param epoch its number; whoever comes later has a greater one
   * @param foldedRecord the last record of the journal that is in the other tables
   */
  record Term(long epoch, long foldedRecord) {}

  StockLease(Database database, OwnerTables tables) {
    this.database = database;
    this.tables = tables;
  }

  /**
   * Makes a node the owner if there is none, if the lease of the other one has ended, or if the
   * node is the owner already, in another process perhaps. From its return on nobody with an
   * earlier epoch writes anything.
   *
   * @throws StockOwnedException if another node is the owner
   */
  Term begin(String node, Duration length) {
    Term[] term = {new Term(0, 0)};
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (database.attempt(connection -> begin(connection, node, length, term))) {
        return term[0];
      }
    }
    throw new JdbcStoreException("The stock's owner was not set " + ATTEMPTS_MAX + " times");
  }

  private boolean begin(Connection connection, String node, Duration length, Term[] term)
      throws SQLException {
    // What others have written under the old epoch, or undone, is waited for here.
    Row row = lock(connection);
    if (row.isOwned() && !row.node().equals(node) && row.endsAt() > row.now()) {
      throw row.refusal();
    }
    try (PreparedStatement begin = connection.prepareStatement(tables.begin)) {
      begin.setLong(1, row.epoch() + 1);
      begin.setString(2, node);
      begin.setLong(3, micros(length));
      begin.setString(4, SHARD);
      begin.executeUpdate();
    }
    // And here what nodes have written that shared the stock.
    update(connection, tables.own);
    term[0] = new Term(row.epoch() + 1, row.foldedRecord());
    return true;
  }

  private Row lock(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(tables.lockOwner)) {
      lock.setQueryTimeout(WAIT_SECONDS);
      lock.setString(1, SHARD);
      try (ResultSet rows = lock.executeQuery()) {
        return Row.of(rows);
      }
    }
  }

  private static void update(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.executeUpdate();
    }
  }

  /** Puts the end of the lease off; returns whether that epoch is still the owner's. */
  boolean renew(long epoch, Duration length) {
    return attempt(
        connection -> {
          try (PreparedStatement renew = connection.prepareStatement(tables.renew)) {
            renew.setLong(1, micros(length));
            renew.setString(2, SHARD);
            renew.setLong(3, epoch);
            return renew.executeUpdate() == 1;
          }
        });
  }

  /** Leaves the stock to whoever wants it, if that epoch is still the owner's. */
  void release(long epoch) {
    attempt(
        connection -> {
          try (PreparedStatement release = connection.prepareStatement(tables.release)) {
            release.setString(1, SHARD);
            release.setLong(2, epoch);
            if (release.executeUpdate() == 0) {
              return false;
            }
          }
          update(connection, tables.disown);
          return true;
        });
  }

  private boolean attempt(Database.Work<Boolean> work) {
    boolean[] done = {false};
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      if (database.attempt(
          connection -> {
            done[0] = work.on(connection);
            return true;
          })) {
        return done[0];
      }
    }
    throw new JdbcStoreException("The stock's owner was not changed " + ATTEMPTS_MAX + " times");
  }

  /** Returns whether that epoch is still the owner's. */
  boolean isCurrent(long epoch) {
    return database.read(
        connection -> {
          try (PreparedStatement read = connection.prepareStatement(tables.epoch)) {
            read.setString(1, SHARD);
            try (ResultSet rows = read.executeQuery()) {
              return rows.next() && rows.getLong(1) == epoch;
            }
          }
        });
  }

  /**
   * Refuses to go on if a node owns the stock.
   *
   * @throws StockOwnedException if one does
   */
  void requireNoOwner() {
    Row row =
        database.read(
            connection -> {
              try (PreparedStatement read = connection.prepareStatement(tables.owner)) {
                read.setString(1, SHARD);
                try (ResultSet rows = read.executeQuery()) {
                  return Row.of(rows);
                }
              }
            });
    if (row.isOwned()) {
      throw row.refusal();
    }
  }

  private static long micros(Duration length) {
    return length.toMillis() * 1_000;
  }
}
