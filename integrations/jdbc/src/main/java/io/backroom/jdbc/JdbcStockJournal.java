package io.backroom.jdbc;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.FarArchive;
import io.backroom.stock.journal.StockAnswer;
import io.backroom.stock.journal.StockEntry;
import io.backroom.stock.journal.StockKey;
import io.backroom.stock.journal.StockRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The journal of the node that owns the stock: a row for each record, until it is folded into the
 * tables that shared stock has too. Whatever it writes it writes only while its epoch is the
 * owner's: the row of the owner is locked in the same statement or transaction, so that whoever
 * becomes the owner waits until that is over and then sees it.
 */
final class JdbcStockJournal implements FarArchive {
  private static final int ATTEMPTS_MAX = 10;

  /** So many commands are folded in one transaction, or those of one record. */
  private static final int COMMANDS = 10_000;

  private static final int RECORDS = 100;
  private static final int IDS = 10_000;

  private final Database database;
  private final StockTables shared;
  private final OwnerTables tables;

  /** Reads the tables. */
  private final JdbcInventoryStore archive;

  private final StockLease.Term term;
  private final KnownIds known = new KnownIds();
  private volatile boolean over;

  JdbcStockJournal(
      Database database,
      StockTables shared,
      OwnerTables tables,
      JdbcInventoryStore archive,
      StockLease.Term term) {
    this.database = database;
    this.shared = shared;
    this.tables = tables;
    this.archive = archive;
    this.term = term;
  }

  long epoch() {
    return term.epoch();
  }

  /** Returns whether somebody else has become the owner, as far as was noticed. */
  boolean isOver() {
    return over;
  }

  /** Notes that somebody else has become the owner. */
  void end() {
    over = true;
  }

  /** Spares the work that the database would refuse in the end. */
  private void requireNotOver() {
    if (over) {
      throw deposed();
    }
  }

  private JdbcStoreException deposed() {
    end();
    return new JdbcStoreException("Another node has become the owner of the stock");
  }

  @Override
  public void load(Loader to) {
    to.begin(term.foldedRecord(), database.read(this::lastMovement));
    database.read(
        connection -> {
          try (PreparedStatement levels = connection.prepareStatement(tables.levels);
              ResultSet rows = levels.executeQuery()) {
            StockTables.levels(rows).forEach(to::level);
          }
          try (PreparedStatement holds = connection.prepareStatement(tables.holds);
              ResultSet rows = holds.executeQuery()) {
            while (rows.next()) {
              to.hold(ReservationId.of(rows.getString(1)), Micros.instant(rows.getLong(2)));
            }
          }
          return true;
        });
    List<StockRecord> page = records(term.foldedRecord());
    while (!page.isEmpty()) {
      page.forEach(record -> to.record(record, false));
      page = records(page.get(page.size() - 1).number());
    }
  }

  private long lastMovement(Connection connection) throws SQLException {
    try (PreparedStatement last = connection.prepareStatement(tables.lastMovement);
        ResultSet rows = last.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private List<StockRecord> records(long after) {
    return database.read(
        connection -> {
          try (PreparedStatement read = connection.prepareStatement(tables.records)) {
            read.setString(1, StockLease.SHARD);
            read.setLong(2, after);
            read.setInt(3, RECORDS);
            List<StockRecord> records = new ArrayList<>();
            try (ResultSet rows = read.executeQuery()) {
              while (rows.next()) {
                records.add(StockRecord.of(rows.getLong(1), rows.getBytes(2)));
              }
            }
            return records;
          }
        });
  }

  /** On PostgreSQL one statement that commits by itself, elsewhere a transaction of two. */
  @Override
  public void append(List<StockRecord> records) {
    requireNotOver();
    boolean isOwner =
        database.dialect() == Dialect.POSTGRESQL
            ? database.commitAtOnce(connection -> appendAtOnce(connection, records))
            : attempt(connection -> appendLocked(connection, records));
    if (!isOwner) {
      throw deposed();
    }
  }

  private boolean appendAtOnce(Connection connection, List<StockRecord> records)
      throws SQLException {
    Rows rows = tables.append.rows();
    records.forEach(record -> rows.add(record.number(), record.bytes()));
    try (PreparedStatement append = tables.append.prepare(connection, rows)) {
      append.setString(3, StockLease.SHARD);
      append.setLong(4, term.epoch());
      return append.executeUpdate() == records.size();
    }
  }

  private boolean appendLocked(Connection connection, List<StockRecord> records)
      throws SQLException {
    if (!lockEpoch(connection)) {
      return false;
    }
    try (PreparedStatement append = connection.prepareStatement(tables.appendOne)) {
      for (StockRecord record : records) {
        append.setString(1, StockLease.SHARD);
        append.setLong(2, record.number());
        append.setLong(3, term.epoch());
        append.setBytes(4, record.bytes());
        append.addBatch();
      }
      append.executeBatch();
    }
    return true;
  }

  private boolean lockEpoch(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(tables.lockEpoch)) {
      lock.setString(1, StockLease.SHARD);
      lock.setLong(2, term.epoch());
      try (ResultSet rows = lock.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Carries out a transaction; returns what the work does, which is undone if it returns false. */
  private boolean attempt(Database.Work<Boolean> work) {
    boolean[] done = {false};
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      boolean[] refused = {false};
      boolean committed =
          database.attempt(
              connection -> {
                done[0] = work.on(connection);
                refused[0] = !done[0];
                return done[0];
              });
      if (committed || refused[0]) {
        return done[0];
      }
    }
    throw new JdbcStoreException("The owner's transaction was refused " + ATTEMPTS_MAX + " times");
  }

  @Override
  public Optional<Reservation> reservation(ReservationId id) {
    return known.mayHave(StockKey.of(id)) ? archive.find(id) : Optional.empty();
  }

  @Override
  public Optional<StockAnswer> answer(CommandId id) {
    return Optional.ofNullable(ask(List.of(id), List.of()).answers().get(id));
  }

  @Override
  public Found ask(Collection<CommandId> commands, Collection<ReservationId> reservations) {
    Rows ids = shared.answers.rows();
    maybe(commands, StockKey::of, ids);
    Rows names = shared.reservations.rows();
    maybe(reservations, StockKey::of, names);
    return ids.isEmpty() && names.isEmpty() ? Found.NOTHING : archive.find(ids, names);
  }

  private <T> void maybe(Collection<T> ids, ToLongFunction<T> key, Rows rows) {
    // A row for each of two that are the same would find everything twice.
    Set<T> asked = new HashSet<>();
    for (T id : ids) {
      if (known.mayHave(key.applyAsLong(id)) && asked.add(id)) {
        rows.add(id.toString());
      }
    }
  }

  @Override
  public List<StockMovement> movements(long after, int limit) {
    return archive.movements(after, limit);
  }

  @Override
  public List<StockMovement> movements(Sku sku, long after, int limit) {
    return archive.movements(sku, after, limit);
  }

  @Override
  public void fold(List<StockRecord> records) {
    requireNotOver();
    StockFold fold = new StockFold(shared, tables);
    for (int i = 0; i < records.size(); i++) {
      StockRecord record = records.get(i);
      for (StockEntry entry : record.entries()) {
        fold.add(entry);
        entry.answer().ifPresent(answer -> known.add(StockKey.of(answer.command())));
        entry.reservations().forEach(r -> known.add(StockKey.of(r.id())));
      }
      if (fold.size() >= COMMANDS || i == records.size() - 1) {
        fold(fold, record.number());
        fold = new StockFold(shared, tables);
      }
    }
  }

  private void fold(StockFold fold, long lastRecord) {
    if (!attempt(
        connection -> {
          fold.write(connection);
          try (PreparedStatement delete = connection.prepareStatement(tables.deleteRecords)) {
            delete.setString(1, StockLease.SHARD);
            delete.setLong(2, lastRecord);
            delete.executeUpdate();
          }
          // Last of all, so that nobody waits for the rest to become the owner.
          try (PreparedStatement folded = connection.prepareStatement(tables.setFolded)) {
            folded.setLong(1, lastRecord);
            folded.setString(2, StockLease.SHARD);
            folded.setLong(3, term.epoch());
            return folded.executeUpdate() == 1;
          }
        })) {
      throw deposed();
    }
    if (fold.size() > 0) {
      archive.forget(fold.last());
    }
  }

  /** Reads which ids the tables have, until that is done or the time of this owner is over. */
  void learnIds() {
    learn(tables.reservationIds, id -> StockKey.of(ReservationId.of(id)));
    learn(tables.commandIds, id -> StockKey.of(CommandId.of(id)));
    if (!over) {
      known.complete();
    }
  }

  private void learn(String query, ToLongFunction<String> key) {
    String last = "";
    boolean more = true;
    while (more && !over && !known.isFull()) {
      List<String> page = ids(query, last);
      page.forEach(id -> known.add(key.applyAsLong(id)));
      more = page.size() == IDS;
      last = more ? page.get(page.size() - 1) : last;
    }
  }

  private List<String> ids(String query, String after) {
    return database.read(
        connection -> {
          try (PreparedStatement read = connection.prepareStatement(query)) {
            read.setString(1, after);
            read.setInt(2, IDS);
            List<String> page = new ArrayList<>();
            try (ResultSet rows = read.executeQuery()) {
              while (rows.next()) {
                page.add(rows.getString(1));
              }
            }
            return page;
          }
        });
  }
}
