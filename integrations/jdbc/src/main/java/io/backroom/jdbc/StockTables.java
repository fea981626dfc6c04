package io.backroom.jdbc;

import io.backroom.jdbc.Sql.SetQuery;
import io.backroom.jdbc.Sql.SetWrite;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.Fingerprint;
import io.backroom.stock.journal.StockAnswer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The statements on the tables of stock, and how their rows are read. */
final class StockTables {
  final SetQuery lockLevels;
  final SetQuery levels;
  final SetQuery receipts;
  final SetQuery reservations;
  final SetQuery runOut;
  final SetQuery answers;
  final SetWrite insertLevel;
  final SetWrite updateLevel;
  final SetWrite insertReceipt;
  final SetWrite updateReceipt;
  final SetWrite deleteReceipt;
  final SetWrite insertReservation;
  final SetWrite updateReservation;
  final SetWrite insertLine;
  final SetWrite updateLine;
  final SetWrite insertAnswer;
  final SetWrite advanceLedger;
  final SetWrite insertMovement;
  final String expiring;
  final String movements;
  final String movementsOfSku;
  final String skus;
  final String sums;
  final String forget;

  StockTables(Sql sql) {
    lockLevels =
        sql.query(
            """
            SELECT l.sku, l.center, l.on_hand, l.unavailable, l.reserved, l.allocated, l.backordered
            FROM {rows sku text, center text}
            JOIN {stock_level} l ON l.sku = n.sku AND l.center = n.center
            ORDER BY l.sku, l.center FOR UPDATE\
            """);
    levels =
        sql.query(
            """
            SELECT l.sku, l.center, l.on_hand, l.unavailable, l.reserved, l.allocated, l.backordered,
              r.id, r.quantity, r.expected_at
            FROM {rows sku text} JOIN {stock_level} l ON l.sku = n.sku
            LEFT JOIN {stock_receipt} r ON r.sku = l.sku AND r.center = l.center
            ORDER BY l.sku, l.center, r.expected_at, r.id\
            """);
    receipts =
        sql.query(
            """
            SELECT r.id, r.sku, r.center, r.quantity, r.expected_at
            FROM {rows id text} {find stock_receipt r by r.id = n.id}\
            """);
    reservations =
        sql.query(
            """
            SELECT r.id, r.owner, r.state, r.expires_at, l.sku, l.center, l.kept, l.backordered,
              l.shipped
            FROM {rows id text} {find stock_reservation r by r.id = n.id}
            {find stock_reservation_line l by l.reservation = r.id}
            ORDER BY r.id, l.sku, l.center\
            """);
    runOut =
        sql.query(
            """
            SELECT r.id, r.owner, r.state, r.expires_at, l.sku, l.center, l.kept, l.backordered,
              l.shipped
            FROM {stock_reservation} r
            JOIN {stock_reservation_line} l ON l.reservation = r.id
            WHERE r.id IN (
              SELECT h.id FROM {rows sku text, center text, now long}
              JOIN {stock_reservation} h ON h.state = 'HELD' AND h.expires_at <= n.now
              JOIN {stock_reservation_line} p
                ON p.reservation = h.id AND p.sku = n.sku AND p.center = n.center)
            ORDER BY r.id, l.sku, l.center\
            """);
    answers =
        sql.query(
            """
            SELECT a.command, a.print_high, a.print_low, a.answer, a.answered_at
            FROM {rows command text} {find stock_answer a by a.command = n.command}\
            """);
    insertLevel =
        sql.write(
            "on_hand int, unavailable int, reserved int, allocated int, backordered int, sku text,"
                + " center text",
            """
            INSERT INTO {stock_level}
              (on_hand, unavailable, reserved, allocated, backordered, sku, center)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {stock_level}
              (on_hand, unavailable, reserved, allocated, backordered, sku, center)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """);
    updateLevel =
        sql.write(
            "on_hand int, unavailable int, reserved int, allocated int, backordered int, sku text,"
                + " center text",
            """
            UPDATE {stock_level} AS l
            SET on_hand = n.on_hand, unavailable = n.unavailable, reserved = n.reserved,
              allocated = n.allocated, backordered = n.backordered
            FROM {rows} WHERE l.sku = n.sku AND l.center = n.center\
            """,
            """
            UPDATE {stock_level}
            SET on_hand = ?, unavailable = ?, reserved = ?, allocated = ?, backordered = ?
            WHERE sku = ? AND center = ?\
            """);
    insertReceipt =
        sql.write(
            "quantity int, expected_at long, sku text, center text, id text",
            """
            INSERT INTO {stock_receipt} (quantity, expected_at, sku, center, id)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {stock_receipt} (quantity, expected_at, sku, center, id)
            VALUES (?, ?, ?, ?, ?)\
            """);
    updateReceipt =
        sql.write(
            "quantity int, expected_at long, sku text, center text, id text",
            """
            UPDATE {stock_receipt} AS r
            SET quantity = n.quantity, expected_at = n.expected_at, sku = n.sku, center = n.center
            FROM {rows} WHERE r.id = n.id\
            """,
            """
            UPDATE {stock_receipt} SET quantity = ?, expected_at = ?, sku = ?, center = ?
            WHERE id = ?\
            """);
    deleteReceipt =
        sql.write(
            "id text",
            "DELETE FROM {stock_receipt} AS r USING {rows} WHERE r.id = n.id",
            "DELETE FROM {stock_receipt} WHERE id = ?");
    insertReservation =
        sql.write(
            "owner text, state text, expires_at long, id text",
            """
            INSERT INTO {stock_reservation} (owner, state, expires_at, id)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {stock_reservation} (owner, state, expires_at, id) VALUES (?, ?, ?, ?)\
            """);
    updateReservation =
        sql.write(
            "state text, expires_at long, id text",
            """
            UPDATE {stock_reservation} AS r SET state = n.state, expires_at = n.expires_at
            FROM {rows} WHERE r.id = n.id\
            """,
            "UPDATE {stock_reservation} SET state = ?, expires_at = ? WHERE id = ?");
    insertLine =
        sql.write(
            "kept int, backordered int, shipped int, reservation text, sku text, center text",
            """
            INSERT INTO {stock_reservation_line}
              (kept, backordered, shipped, reservation, sku, center)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {stock_reservation_line}
              (kept, backordered, shipped, reservation, sku, center)
            VALUES (?, ?, ?, ?, ?, ?)\
            """);
    updateLine =
        sql.write(
            "kept int, backordered int, shipped int, reservation text, sku text, center text",
            """
            UPDATE {stock_reservation_line} AS l
            SET kept = n.kept, backordered = n.backordered, shipped = n.shipped
            FROM {rows}
            WHERE l.reservation = n.reservation AND l.sku = n.sku AND l.center = n.center\
            """,
            """
            UPDATE {stock_reservation_line} SET kept = ?, backordered = ?, shipped = ?
            WHERE reservation = ? AND sku = ? AND center = ?\
            """);
    insertAnswer =
        sql.write(
            "command text, answered_at long, print_high long, print_low long, answer text",
            """
            INSERT INTO {stock_answer} (command, answered_at, print_high, print_low, answer)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {stock_answer} (command, answered_at, print_high, print_low, answer)
            VALUES (?, ?, ?, ?, ?)\
            """);
    advanceLedger =
        sql.write(
            "movements long",
            """
            UPDATE {stock_ledger} SET last_sequence = last_sequence + n.movements FROM {rows}
            WHERE owned = 0\
            """,
            "UPDATE {stock_ledger} SET last_sequence = last_sequence + ? WHERE owned = 0");
    insertMovement =
        sql.write(
            "behind long, moved_at long, cause text, kind text, sku text, center text, on_hand int,"
                + " unavailable int, reserved int, allocated int, backordered int",
            """
            INSERT INTO {stock_movement} (sequence, moved_at, cause, kind, sku, center, on_hand,
              unavailable, reserved, allocated, backordered)
            SELECT k.last_sequence - n.behind, n.moved_at, n.cause, n.kind, n.sku, n.center,
              n.on_hand, n.unavailable, n.reserved, n.allocated, n.backordered
            FROM {rows} CROSS JOIN {stock_ledger} k WHERE k.owned = 0\
            """,
            """
            INSERT INTO {stock_movement} (sequence, moved_at, cause, kind, sku, center, on_hand,
              unavailable, reserved, allocated, backordered)
            VALUES ((SELECT last_sequence FROM {stock_ledger}) - ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
    expiring =
        sql.text(
            """
            SELECT r.id, r.owner, r.state, r.expires_at, l.sku, l.center, l.kept, l.backordered,
              l.shipped
            FROM (
              SELECT id, owner, state, expires_at FROM {stock_reservation}
              WHERE state = 'HELD' AND expires_at <= ?
              ORDER BY expires_at, id LIMIT ?) r
            JOIN {stock_reservation_line} l ON l.reservation = r.id
            ORDER BY r.expires_at, r.id, l.sku, l.center\
            """);
    movements =
        sql.text(
            """
            SELECT sequence, moved_at, cause, kind, sku, center, on_hand, unavailable, reserved,
              allocated, backordered
            FROM {stock_movement} WHERE sequence > ? ORDER BY sequence LIMIT ?\
            """);
    movementsOfSku =
        sql.text(
            """
            SELECT sequence, moved_at, cause, kind, sku, center, on_hand, unavailable, reserved,
              allocated, backordered
            FROM {stock_movement} WHERE sku = ? AND sequence > ? ORDER BY sequence LIMIT ?\
            """);
    skus =
        sql.text(
            """
            SELECT DISTINCT sku FROM {stock_level} WHERE sku > ? ORDER BY sku LIMIT ?\
            """);
    sums =
        sql.text(
            """
            SELECT COALESCE(SUM(on_hand), 0), COALESCE(SUM(unavailable), 0),
              COALESCE(SUM(reserved), 0), COALESCE(SUM(allocated), 0), COALESCE(SUM(backordered), 0)
            FROM {stock_movement} WHERE sku = ? AND center = ?\
            """);
    forget =
        sql.text(
            """
            DELETE FROM {stock_answer} WHERE command IN (
              SELECT command FROM (
                SELECT command FROM {stock_answer} WHERE answered_at < ?
                ORDER BY answered_at LIMIT ?) old)\
            """);
  }

  /** Reads levels with the receipts that are expected there; a level is a row or several. */
  static List<StockLevel> levels(ResultSet rows) throws SQLException {
    List<StockLevel> levels = new ArrayList<>();
    List<ExpectedReceipt> expected = new ArrayList<>();
    boolean more = rows.next();
    while (more) {
      StockLevel level = level(rows);
      expected.clear();
      do {
        if (rows.getString(8) != null) {
          StockLine line = new StockLine(level.sku(), level.center(), rows.getInt(9));
          ReceiptId id = ReceiptId.of(rows.getString(8));
          expected.add(new ExpectedReceipt(id, line, Micros.instant(rows.getLong(10))));
        }
        more = rows.next();
      } while (more
          && rows.getString(1).equals(level.sku().value())
          && rows.getString(2).equals(level.center().value()));
      levels.add(with(level, expected));
    }
    return levels;
  }

  private static StockLevel with(StockLevel level, List<ExpectedReceipt> expected) {
    return new StockLevel(
        level.sku(),
        level.center(),
        level.onHand(),
        level.unavailable(),
        level.reserved(),
        level.allocated(),
        level.backordered(),
        expected);
  }

  /** Reads the level in a row, without receipts. */
  static StockLevel level(ResultSet row) throws SQLException {
    return new StockLevel(
        Sku.of(row.getString(1)),
        CenterId.of(row.getString(2)),
        row.getInt(3),
        row.getInt(4),
        row.getInt(5),
        row.getInt(6),
        row.getInt(7),
        List.of());
  }

  static ExpectedReceipt receipt(ResultSet row) throws SQLException {
    Sku sku = Sku.of(row.getString(2));
    CenterId center = CenterId.of(row.getString(3));
    return new ExpectedReceipt(
        ReceiptId.of(row.getString(1)),
        new StockLine(sku, center, row.getInt(4)),
        Micros.instant(row.getLong(5)));
  }

  /** Reads the answer in a row. */
  static StockAnswer answer(ResultSet row) throws SQLException {
    return new StockAnswer(
        CommandId.of(row.getString(1)),
        Micros.instant(row.getLong(5)),
        new Fingerprint(row.getLong(2), row.getLong(3)),
        AnswerText.result(row.getString(4)));
  }

  /** Reads reservations; the rows of one follow each other, one for each line. */
  static List<Reservation> reservations(ResultSet rows) throws SQLException {
    List<Reservation> reservations = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    boolean more = rows.next();
    while (more) {
      String id = rows.getString(1);
      String owner = rows.getString(2);
      State state = State.valueOf(rows.getString(3));
      long expiresAt = rows.getLong(4);
      lines.clear();
      do {
        lines.add(
            new Line(
                Sku.of(rows.getString(5)),
                CenterId.of(rows.getString(6)),
                rows.getInt(7),
                rows.getInt(8),
                rows.getInt(9)));
        more = rows.next();
      } while (more && rows.getString(1).equals(id));
      reservations.add(
          new Reservation(ReservationId.of(id), owner, state, lines, Micros.instant(expiresAt)));
    }
    return reservations;
  }

  static List<StockMovement> movements(ResultSet rows) throws SQLException {
    List<StockMovement> movements = new ArrayList<>();
    while (rows.next()) {
      movements.add(
          new StockMovement(
              rows.getLong(1),
              Micros.instant(rows.getLong(2)),
              CommandId.of(rows.getString(3)),
              rows.getString(4),
              Sku.of(rows.getString(5)),
              CenterId.of(rows.getString(6)),
              rows.getInt(7),
              rows.getInt(8),
              rows.getInt(9),
              rows.getInt(10),
              rows.getInt(11)));
    }
    return movements;
  }
}
