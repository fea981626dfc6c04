package io.backroom.jdbc;

import io.backroom.jdbc.Sql.SetQuery;
import io.backroom.jdbc.Sql.SetWrite;

/** The statements of stock that one node owns: on its lease, its journal, and the other tables. */
final class OwnerTables {
  final String owner;
  final String lockOwner;
  final String lockEpoch;
  final String epoch;
  final String begin;
  final String renew;
  final String release;
  final String own;
  final String disown;
  final SetQuery append;
  final String appendOne;
  final String records;
  final String lastMovement;
  final String levels;
  final String holds;
  final String reservationIds;
  final String commandIds;
  final SetWrite putReservation;
  final SetWrite putLine;
  final SetWrite addToLevel;
  final SetWrite putReceipt;
  final SetWrite insertMovement;
  final String setLedger;
  final String deleteRecords;
  final String setFolded;

  OwnerTables(Sql sql) {
    owner =
        sql.text(
            """
            SELECT epoch, node, ends_at, folded_record, {now} FROM {stock_owner} WHERE shard = ?\
            """);
    lockOwner =
        sql.text(
            """
            SELECT epoch, node, ends_at, folded_record, {now} FROM {stock_owner} WHERE shard = ?
            FOR UPDATE\
            """);
    lockEpoch =
        sql.text("SELECT epoch FROM {stock_owner} WHERE shard = ? AND epoch = ? FOR UPDATE");
    epoch = sql.text("SELECT epoch FROM {stock_owner} WHERE shard = ?");
    begin =
        sql.text(
            """
            UPDATE {stock_owner} SET epoch = ?, node = ?, ends_at = {now} + ? WHERE shard = ?\
            """);
    renew = sql.text("UPDATE {stock_owner} SET ends_at = {now} + ? WHERE shard = ? AND epoch = ?");
    release =
        sql.text("UPDATE {stock_owner} SET node = '', ends_at = 0 WHERE shard = ? AND epoch = ?");
    own = sql.text("UPDATE {stock_ledger} SET owned = 1");
    disown = sql.text("UPDATE {stock_ledger} SET owned = 0");
    append =
        sql.query(
            """
            INSERT INTO {stock_journal} (shard, record, epoch, written_at, payload)
            SELECT o.shard, n.record, o.epoch, {now}, n.payload
            FROM {rows record long, payload bytes} CROSS JOIN (
              SELECT shard, epoch FROM {stock_owner} WHERE shard = ? AND epoch = ? FOR KEY SHARE) o\
            """);
    appendOne =
        sql.text(
            """
            INSERT INTO {stock_journal} (shard, record, epoch, written_at, payload)
            VALUES (?, ?, ?, {now}, ?)\
            """);
    records =
        sql.text(
            """
            SELECT record, payload FROM {stock_journal} WHERE shard = ? AND record > ?
            ORDER BY record LIMIT ?\
            """);
    lastMovement = sql.text("SELECT last_sequence FROM {stock_ledger}");
    levels =
        sql.text(
            """
            SELECT l.sku, l.center, l.on_hand, l.unavailable, l.reserved, l.allocated, l.backordered,
              r.id, r.quantity, r.expected_at
            FROM {stock_level} l LEFT JOIN {stock_receipt} r ON r.sku = l.sku AND r.center = l.center
            ORDER BY l.sku, l.center, r.expected_at, r.id\
            """);
    holds = sql.text("SELECT id, expires_at FROM {stock_reservation} WHERE state = 'HELD'");
    reservationIds =
        sql.text("SELECT id FROM {stock_reservation} WHERE id > ? ORDER BY id LIMIT ?");
    commandIds =
        sql.text("SELECT command FROM {stock_answer} WHERE command > ? ORDER BY command LIMIT ?");
    putReservation =
        sql.write(
            "owner text, state text, expires_at long, id text",
            """
            INSERT INTO {stock_reservation} (owner, state, expires_at, id)
            SELECT * FROM {rows}
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at\
            """,
            sql.either(
                """
                MERGE INTO {stock_reservation} (owner, state, expires_at, id) KEY (id)
                VALUES (?, ?, ?, ?)\
                """,
                """
                INSERT INTO {stock_reservation} (owner, state, expires_at, id) VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE state = VALUES(state), expires_at = VALUES(expires_at)\
                """));
    putLine =
        sql.write(
            "kept int, backordered int, shipped int, reservation text, sku text, center text",
            """
            INSERT INTO {stock_reservation_line}
              (kept, backordered, shipped, reservation, sku, center)
            SELECT * FROM {rows}
            ON CONFLICT (reservation, sku, center) DO UPDATE
            SET kept = excluded.kept, backordered = excluded.backordered,
              shipped = excluded.shipped\
            """,
            sql.either(
                """
                MERGE INTO {stock_reservation_line}
                  (kept, backordered, shipped, reservation, sku, center)
                KEY (reservation, sku, center) VALUES (?, ?, ?, ?, ?, ?)\
                """,
                """
                INSERT INTO {stock_reservation_line}
                  (kept, backordered, shipped, reservation, sku, center)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE kept = VALUES(kept), backordered = VALUES(backordered),
                  shipped = VALUES(shipped)\
                """));
    addToLevel =
        sql.write(
            "on_hand int, unavailable int, reserved int, allocated int, backordered int, sku text,"
                + " center text",
            """
            INSERT INTO {stock_level} AS l
              (on_hand, unavailable, reserved, allocated, backordered, sku, center)
            SELECT * FROM {rows}
            ON CONFLICT (sku, center) DO UPDATE
            SET on_hand = l.on_hand + excluded.on_hand,
              unavailable = l.unavailable + excluded.unavailable,
              reserved = l.reserved + excluded.reserved,
              allocated = l.allocated + excluded.allocated,
              backordered = l.backordered + excluded.backordered\
            """,
            sql.either(
                """
                MERGE INTO {stock_level} l USING (
                  SELECT CAST(? AS INTEGER) AS on_hand, CAST(? AS INTEGER) AS unavailable,
                    CAST(? AS INTEGER) AS reserved, CAST(? AS INTEGER) AS allocated,
                    CAST(? AS INTEGER) AS backordered, CAST(? AS VARCHAR) AS sku,
                    CAST(? AS VARCHAR) AS center) n
                ON l.sku = n.sku AND l.center = n.center
                WHEN MATCHED THEN UPDATE
                SET on_hand = l.on_hand + n.on_hand, unavailable = l.unavailable + n.unavailable,
                  reserved = l.reserved + n.reserved, allocated = l.allocated + n.allocated,
                  backordered = l.backordered + n.backordered
                WHEN NOT MATCHED THEN
                INSERT (on_hand, unavailable, reserved, allocated, backordered, sku, center)
                VALUES (n.on_hand, n.unavailable, n.reserved, n.allocated, n.backordered, n.sku,
                  n.center)\
                """,
                """
                INSERT INTO {stock_level}
                  (on_hand, unavailable, reserved, allocated, backordered, sku, center)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE on_hand = on_hand + VALUES(on_hand),
                  unavailable = unavailable + VALUES(unavailable),
                  reserved = reserved + VALUES(reserved),
                  allocated = allocated + VALUES(allocated),
                  backordered = backordered + VALUES(backordered)\
                """));
    putReceipt =
        sql.write(
            "quantity int, expected_at long, sku text, center text, id text",
            """
            INSERT INTO {stock_receipt} (quantity, expected_at, sku, center, id)
            SELECT * FROM {rows}
            ON CONFLICT (id) DO UPDATE
            SET quantity = excluded.quantity, expected_at = excluded.expected_at,
              sku = excluded.sku, center = excluded.center\
            """,
            sql.either(
                """
                MERGE INTO {stock_receipt} (quantity, expected_at, sku, center, id) KEY (id)
                VALUES (?, ?, ?, ?, ?)\
                """,
                """
                INSERT INTO {stock_receipt} (quantity, expected_at, sku, center, id)
                VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE quantity = VALUES(quantity),
                  expected_at = VALUES(expected_at), sku = VALUES(sku), center = VALUES(center)\
                """));
    insertMovement =
        sql.write(
            "sequence long, moved_at long, cause text, kind text, sku text, center text,"
                + " on_hand int, unavailable int, reserved int, allocated int, backordered int",
            """
            INSERT INTO {stock_movement} (sequence, moved_at, cause, kind, sku, center, on_hand,
              unavailable, reserved, allocated, backordered)
            SELECT * FROM {rows}\
            """,
            """
            INSERT INTO {stock_movement} (sequence, moved_at, cause, kind, sku, center, on_hand,
              unavailable, reserved, allocated, backordered)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """);
    setLedger = sql.text("UPDATE {stock_ledger} SET last_sequence = ?");
    deleteRecords = sql.text("DELETE FROM {stock_journal} WHERE shard = ? AND record <= ?");
    setFolded =
        sql.text("UPDATE {stock_owner} SET folded_record = ? WHERE shard = ? AND epoch = ?");
  }
}
