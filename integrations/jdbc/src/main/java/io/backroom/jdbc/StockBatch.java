package io.backroom.jdbc;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.Shelf;
import io.backroom.stock.StockChange;
import io.backroom.stock.StockDecider;
import io.backroom.stock.StockView;
import io.backroom.stock.journal.Fingerprint;
import io.backroom.stock.journal.StockAnswer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One attempt at a call, in one transaction: locks the rows of all places in their order, reads
 * what the commands are about, decides them one after the other in memory, and writes what that
 * amounts to.
 *
 * <p>Whoever changes a reservation has the rows of all its places locked, so what was read after
 * the locks were had is true until the end. What has no row yet, a new place, reservation or
 * command, is guarded by its key: of two transactions that make it one is refused and begins anew.
 */
final class StockBatch {
  private final StockTables tables;
  private final StockNames names;
  private final SortedSet<Place> places;
  private final Instant now;
  private final Stock stock = new Stock();
  private final StockDecider decider = new StockDecider(stock);

  private final Map<Place, Shelf> shelves = new HashMap<>();
  private final Set<Place> stored = new TreeSet<>();
  private final Map<ReservationId, Reservation> reservations = new HashMap<>();
  private final Map<ReceiptId, ExpectedReceipt> receipts = new HashMap<>();
  private final Map<CommandId, StockAnswer> answers = new HashMap<>();

  private final Set<Shelf> changed = new LinkedHashSet<>();
  private final Map<ReservationId, Optional<Reservation>> before = new LinkedHashMap<>();
  private final Map<ReceiptId, Optional<ExpectedReceipt>> receiptsBefore = new LinkedHashMap<>();
  private final Rows newAnswers;
  private final Rows movements;
  private final List<StockResult> results = new ArrayList<>();
  private final TreeSet<Place> missing = new TreeSet<>();
  private Optional<ArithmeticException> failure = Optional.empty();

  /**
   * Creates an attempt.
   *
   * @param tables the statements
   * @param names what the commands name
   * @param places which rows to lock, all that are named among them
   * @param now the time of the commands
   */
  StockBatch(StockTables tables, StockNames names, SortedSet<Place> places, Instant now) {
    this.tables = tables;
    this.names = names;
    this.places = new TreeSet<>(places);
    this.now = now;
    this.newAnswers = tables.insertAnswer.rows();
    this.movements = tables.insertMovement.rows();
  }

  /** What commands are decided on. */
  private final class Stock implements StockView {
    private Optional<Connection> connection = Optional.empty();

    @Override
    public Shelf shelf(Sku sku, CenterId center) {
      return shelves.computeIfAbsent(new Place(sku, center), place -> new Shelf(sku, center));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
      return Optional.ofNullable(reservations.get(id));
    }

    @Override
    public Optional<ExpectedReceipt> receipt(ReceiptId id) {
      return Optional.ofNullable(receipts.get(id));
    }

    @Override
    public List<Reservation> runOut(Sku sku, CenterId center, Instant now) {
      connection.ifPresent(StockBatch.this::loadRunOut);
      connection = Optional.empty();
      return reservations.values().stream()
          .filter(r -> r.hasExpired(now))
          .filter(
              r ->
                  r.lines().stream()
                      .anyMatch(l -> l.sku().equals(sku) && l.center().equals(center)))
          .toList();
    }
  }

  /** Ends a decision that needs rows which are not locked, or that failed to read. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Optional<SQLException> cause;

    Interrupted(Optional<SQLException> cause) {
      super("", null, false, false);
      this.cause = cause;
    }
  }

  /** Returns the places that have to be locked as well when {@link #carryOut} returned false. */
  Set<Place> missing() {
    return missing;
  }

  /** Returns the answers, in the order of the commands; throws if one of them failed. */
  List<StockResult> results() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return results;
  }

  /**
   * Carries out all commands.
   *
   * @return whether to commit; false if more places have to be locked first
   */
  boolean carryOut(Connection connection) throws SQLException {
    if (!names.changed().isEmpty()) {
      lockWhatReservationsKeep(connection);
    }
    load(connection);
    if (!missing.isEmpty()) {
      return false;
    }
    stock.connection = Optional.of(connection);
    try {
      names.commands().forEach(command -> results.add(answer(command)));
    } catch (Interrupted e) {
      if (e.cause.isPresent()) {
        throw e.cause.get();
      }
      return false;
    }
    write(connection);
    return true;
  }

  /** The places of a reservation are only known once it was read; it is read again under locks. */
  private void lockWhatReservationsKeep(Connection connection) throws SQLException {
    Script script = new Script();
    script.read(
        tables.reservations,
        ids(tables.reservations.rows(), names.changed()),
        rows ->
            StockTables.reservations(rows).forEach(reservation -> places.addAll(of(reservation))));
    script.run(connection);
  }

  private static List<Place> of(Reservation reservation) {
    return reservation.lines().stream().map(line -> new Place(line.sku(), line.center())).toList();
  }

  private static Rows ids(Rows rows, Collection<?> ids) {
    ids.forEach(id -> rows.add(id.toString()));
    return rows;
  }

  private void load(Connection connection) throws SQLException {
    Script script = new Script();
    Rows locks = tables.lockLevels.rows();
    places.forEach(place -> locks.add(place.sku().value(), place.center().value()));
    script.read(tables.lockLevels, locks, this::readLevels);
    script.read(
        tables.answers,
        ids(tables.answers.rows(), names.commands().stream().map(StockCommand::id).toList()),
        this::readAnswers);
    script.read(
        tables.reservations,
        ids(tables.reservations.rows(), names.reservations()),
        rows -> StockTables.reservations(rows).forEach(this::take));
    script.read(tables.receipts, ids(tables.receipts.rows(), names.receipts()), this::readReceipts);
    script.run(connection);
  }

  private void readLevels(ResultSet rows) throws SQLException {
    while (rows.next()) {
      StockLevel level = StockTables.level(rows);
      Place place = new Place(level.sku(), level.center());
      shelves.put(place, new Shelf(level));
      stored.add(place);
    }
  }

  private void readAnswers(ResultSet rows) throws SQLException {
    while (rows.next()) {
      StockAnswer answer = StockTables.answer(rows);
      answers.put(answer.command(), answer);
    }
  }

  private void readReceipts(ResultSet rows) throws SQLException {
    while (rows.next()) {
      ExpectedReceipt receipt = StockTables.receipt(rows);
      receipts.put(receipt.id(), receipt);
    }
  }

  /** Takes a reservation to decide on; one that may be changed needs its places locked. */
  private void take(Reservation reservation) {
    reservations.put(reservation.id(), reservation);
    if (names.changed().contains(reservation.id())) {
      missing.addAll(of(reservation));
      missing.removeAll(places);
    }
  }

  private void loadRunOut(Connection connection) {
    Rows rows = tables.runOut.rows();
    long time = Micros.of(now);
    names.places().forEach(place -> rows.add(place.sku().value(), place.center().value(), time));
    List<Reservation> holds = new ArrayList<>();
    try (PreparedStatement statement = tables.runOut.prepare(connection, rows);
        ResultSet found = statement.executeQuery()) {
      holds.addAll(StockTables.reservations(found));
    } catch (SQLException e) {
      throw new Interrupted(Optional.of(e));
    }
    for (Reservation hold : holds) {
      missing.addAll(of(hold));
      // What an earlier command of this call did to it is not in the tables yet.
      reservations.putIfAbsent(hold.id(), hold);
    }
    missing.removeAll(places);
    if (!missing.isEmpty()) {
      throw new Interrupted(Optional.empty());
    }
  }

  private StockResult answer(StockCommand command) {
    Fingerprint fingerprint = Fingerprint.of(command);
    StockAnswer first = answers.get(command.id());
    if (first != null) {
      return first.fingerprint().equals(fingerprint) ? first.result() : new StockResult.KeyReused();
    }
    StockResult result;
    try {
      result = decider.decide(command, now);
    } catch (ArithmeticException outOfRange) {
      // Others' commands are not to suffer from this one: they are carried out before it is told.
      failure = Optional.of(outOfRange);
      return new StockResult.Busy();
    }
    keep(command);
    answers.put(command.id(), new StockAnswer(command.id(), now, fingerprint, result));
    newAnswers.add(
        command.id().value(),
        Micros.of(now),
        fingerprint.high(),
        fingerprint.low(),
        AnswerText.of(result));
    return result;
  }

  private void keep(StockCommand command) {
    String kind = command.getClass().getSimpleName();
    for (StockChange change : decider.changes()) {
      Shelf shelf = change.shelf();
      changed.add(shelf);
      if (change.isMovement()) {
        movements.add(
            0L,
            Micros.of(now),
            command.id().value(),
            kind,
            shelf.sku().value(),
            shelf.center().value(),
            change.onHand(),
            change.unavailable(),
            change.reserved(),
            change.allocated(),
            change.backordered());
      }
      change
          .receipt()
          .ifPresent(
              receipt -> {
                receiptsBefore.putIfAbsent(receipt.id(), stock.receipt(receipt.id()));
                receipts.remove(receipt.id());
                receipt.after().ifPresent(after -> receipts.put(after.id(), after));
              });
    }
    decider.carryOut();
    for (Reservation after : decider.reservations()) {
      before.putIfAbsent(after.id(), stock.reservation(after.id()));
      reservations.put(after.id(), after);
    }
  }

  private void write(Connection connection) throws SQLException {
    Script script = new Script();
    writeLevels(script);
    writeReceipts(script);
    writeReservations(script);
    script.write(tables.insertAnswer, newAnswers);
    if (!newAnswers.isEmpty()) {
      // From here to the commit the ledger is this transaction's: as late as can be. Also without
      // movements: it is where a node that becomes the owner of the stock waits for this one.
      Rows total = tables.advanceLedger.rows();
      total.add((long) movements.size());
      script.write(tables.advanceLedger, total, StockBatch::owned);
      for (int i = 0; i < movements.size(); i++) {
        movements.row(i)[0] = (long) (movements.size() - 1 - i);
      }
      script.write(tables.insertMovement, movements);
    }
    script.run(connection);
  }

  private static JdbcStoreException owned() {
    return new JdbcStoreException("The stock is owned by a node and not shared");
  }

  private void writeLevels(Script script) {
    Map<Place, StockLevel> inserts = new TreeMap<>();
    Map<Place, StockLevel> updates = new TreeMap<>();
    for (Shelf shelf : changed) {
      Place place = new Place(shelf.sku(), shelf.center());
      (stored.contains(place) ? updates : inserts).put(place, shelf.level());
    }
    script.write(tables.insertLevel, rows(tables.insertLevel.rows(), inserts.values()));
    script.write(tables.updateLevel, rows(tables.updateLevel.rows(), updates.values()));
  }

  private static Rows rows(Rows rows, Collection<StockLevel> levels) {
    for (StockLevel level : levels) {
      rows.add(
          level.onHand(),
          level.unavailable(),
          level.reserved(),
          level.allocated(),
          level.backordered(),
          level.sku().value(),
          level.center().value());
    }
    return rows;
  }

  private void writeReceipts(Script script) {
    Rows inserts = tables.insertReceipt.rows();
    Rows updates = tables.updateReceipt.rows();
    Rows deletes = tables.deleteReceipt.rows();
    for (Map.Entry<ReceiptId, Optional<ExpectedReceipt>> entry :
        new TreeMap<>(receiptsBefore).entrySet()) {
      Optional<ExpectedReceipt> after = stock.receipt(entry.getKey());
      if (after.isEmpty()) {
        if (entry.getValue().isPresent()) {
          deletes.add(entry.getKey().value());
        }
      } else {
        (entry.getValue().isPresent() ? updates : inserts)
            .add(
                after.get().line().quantity(),
                Micros.of(after.get().expectedAt()),
                after.get().line().sku().value(),
                after.get().line().center().value(),
                entry.getKey().value());
      }
    }
    script.write(tables.deleteReceipt, deletes);
    script.write(tables.insertReceipt, inserts);
    script.write(tables.updateReceipt, updates);
  }

  private void writeReservations(Script script) {
    Rows inserts = tables.insertReservation.rows();
    Rows updates = tables.updateReservation.rows();
    Rows newLines = tables.insertLine.rows();
    Rows lines = tables.updateLine.rows();
    for (Map.Entry<ReservationId, Optional<Reservation>> entry : new TreeMap<>(before).entrySet()) {
      Reservation after = stock.reservation(entry.getKey()).orElseThrow();
      String id = after.id().value();
      long end = Micros.of(after.expiresAt());
      Map<Place, Line> was = new HashMap<>();
      if (entry.getValue().isEmpty()) {
        inserts.add(after.owner(), after.state().name(), end, id);
      } else {
        Reservation then = entry.getValue().get();
        then.lines().forEach(line -> was.put(new Place(line.sku(), line.center()), line));
        if (then.state() != after.state() || !then.expiresAt().equals(after.expiresAt())) {
          updates.add(after.state().name(), end, id);
        }
      }
      for (Line line : after.lines()) {
        Line then = was.get(new Place(line.sku(), line.center()));
        if (!line.equals(then)) {
          (then == null ? newLines : lines)
              .add(
                  line.kept(),
                  line.backordered(),
                  line.shipped(),
                  id,
                  line.sku().value(),
                  line.center().value());
        }
      }
    }
    script.write(tables.insertReservation, inserts);
    script.write(tables.updateReservation, updates);
    script.write(tables.insertLine, newLines);
    script.write(tables.updateLine, lines);
  }
}
