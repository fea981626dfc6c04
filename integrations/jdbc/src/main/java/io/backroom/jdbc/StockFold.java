package io.backroom.jdbc;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.stock.journal.LevelChange;
import io.backroom.stock.journal.StockAnswer;
import io.backroom.stock.journal.StockEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What some records did, as rows of the tables that shared stock has too: the sum of it all. */
final class StockFold {
  private final StockTables shared;
  private final OwnerTables tables;
  private final Rows answers;
  private final Rows movements;
  private final Map<ReservationId, Reservation> reservations = new TreeMap<>();
  private final Map<Place, int[]> levels = new TreeMap<>();
  private final Map<ReceiptId, Optional<ExpectedReceipt>> receipts = new TreeMap<>();
  private long lastMovement;
  private Instant last = Instant.MIN;

  StockFold(StockTables shared, OwnerTables tables) {
    this.shared = shared;
    this.tables = tables;
    this.answers = shared.insertAnswer.rows();
    this.movements = tables.insertMovement.rows();
  }

  /** Returns how many commands there are. */
  int size() {
    return answers.size();
  }

  /** Returns the time of the last command. */
  Instant last() {
    return last;
  }

  void add(StockEntry entry) {
    entry.answer().ifPresent(this::add);
    for (Reservation reservation : entry.reservations()) {
      reservations.put(reservation.id(), reservation);
    }
    entry.changes().forEach(this::add);
    entry.movements().forEach(this::add);
  }

  private void add(StockAnswer answer) {
    last = answer.at();
    answers.add(
        answer.command().value(),
        Micros.of(answer.at()),
        answer.fingerprint().high(),
        answer.fingerprint().low(),
        AnswerText.of(answer.result()));
  }

  private void add(LevelChange change) {
    int[] sums = levels.computeIfAbsent(new Place(change.sku(), change.center()), p -> new int[5]);
    sums[0] += change.onHand();
    sums[1] += change.unavailable();
    sums[2] += change.reserved();
    sums[3] += change.allocated();
    sums[4] += change.backordered();
    change.receipt().ifPresent(receipt -> receipts.put(receipt.id(), receipt.after()));
  }

  private void add(StockMovement m) {
    lastMovement = m.sequence();
    movements.add(
        m.sequence(),
        Micros.of(m.at()),
        m.cause().value(),
        m.kind(),
        m.sku().value(),
        m.center().value(),
        m.onHand(),
        m.unavailable(),
        m.reserved(),
        m.allocated(),
        m.backordered());
  }

  void write(Connection connection) throws SQLException {
    Script script = new Script();
    writeLevels(script);
    writeReceipts(script);
    writeReservations(script);
    script.write(shared.insertAnswer, answers);
    script.write(tables.insertMovement, movements);
    script.run(connection);
    if (lastMovement > 0) {
      try (PreparedStatement ledger = connection.prepareStatement(tables.setLedger)) {
        ledger.setLong(1, lastMovement);
        ledger.executeUpdate();
      }
    }
  }

  private void writeLevels(Script script) {
    Rows rows = tables.addToLevel.rows();
    levels.forEach(
        (place, sums) ->
            rows.add(
                sums[0],
                sums[1],
                sums[2],
                sums[3],
                sums[4],
                place.sku().value(),
                place.center().value()));
    script.write(tables.addToLevel, rows);
  }

  private void writeReceipts(Script script) {
    Rows puts = tables.putReceipt.rows();
    Rows deletes = shared.deleteReceipt.rows();
    receipts.forEach(
        (id, after) ->
            after.ifPresentOrElse(
                receipt ->
                    puts.add(
                        receipt.line().quantity(),
                        Micros.of(receipt.expectedAt()),
                        receipt.line().sku().value(),
                        receipt.line().center().value(),
                        id.value()),
                () -> deletes.add(id.value())));
    script.write(shared.deleteReceipt, deletes);
    script.write(tables.putReceipt, puts);
  }

  private void writeReservations(Script script) {
    Rows rows = tables.putReservation.rows();
    Rows lines = tables.putLine.rows();
    for (Reservation reservation : reservations.values()) {
      String id = reservation.id().value();
      rows.add(
          reservation.owner(), reservation.state().name(), Micros.of(reservation.expiresAt()), id);
      for (Line line : reservation.lines()) {
        lines.add(
            line.kept(),
            line.backordered(),
            line.shipped(),
            id,
            line.sku().value(),
            line.center().value());
      }
    }
    script.write(tables.putReservation, rows);
    script.write(tables.putLine, lines);
  }
}
