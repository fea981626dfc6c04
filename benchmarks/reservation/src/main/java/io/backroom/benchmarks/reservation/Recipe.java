package io.backroom.benchmarks.reservation;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * One way to reserve in SQL, over a row of counters for each SKU and a row for each line of a
 * reservation. Immutable.
 */
abstract class Recipe {
  /** Every reservation can be found by its id, and by its end when that has come. */
  static final List<String> TABLES =
      List.of(
          """
          create table stock (
            sku varchar(20) primary key, on_hand int not null, reserved int not null, version int not null)""",
          """
          create table reservation_line (
            reservation varchar(32) not null, sku varchar(20) not null, quantity int not null,
            owner varchar(64) not null, ends_at bigint not null, primary key (reservation, sku))""",
          "create index reservation_line_ends_at on reservation_line (ends_at)");

  /** Returns whether one statement does it all, so that it commits by itself. */
  boolean isOneStatement() {
    return false;
  }

  /**
   * Reserves in the transaction that has begun, which is committed if there was enough, and
   * otherwise rolled back.
   */
  abstract boolean reserve(Session session, Request request) throws SQLException;

  /** Puts the stock into the empty tables. */
  void fill(Session session, Workload workload) throws SQLException {
    try (PreparedStatement insert =
        session.connection().prepareStatement("insert into stock values (?, ?, 0, 0)")) {
      int row = 0;
      for (String sku : workload.skuNames()) {
        insert.setString(1, sku);
        insert.setInt(2, workload.units());
        insert.addBatch();
        if (++row % 1_000 == 0 || row == workload.skus()) {
          insert.executeBatch();
        }
      }
    }
  }

  Books books(Session session) throws SQLException {
    long[] left = session.row("select sum(on_hand - reserved), min(on_hand - reserved) from stock");
    return books(left, session);
  }

  static Books books(long[] left, Session session) throws SQLException {
    long[] lines =
        session.row("select count(distinct reservation), sum(quantity) from reservation_line");
    return new Books(left[0], left[1], lines[0], lines[1]);
  }

  /** Inserts all lines by one statement. */
  static void record(Session session, Request request) throws SQLException {
    String rows = String.join(", ", Collections.nCopies(request.skus().length, "(?, ?, 1, ?, ?)"));
    List<Object> values = new ArrayList<>();
    for (int sku : request.skus()) {
      values.addAll(List.of(request.id(), Workload.sku(sku), request.owner(), micros(request)));
    }
    session.update("insert into reservation_line values " + rows, values.toArray());
  }

  static long micros(Request request) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, request.endsAt());
  }

  /** Returns the names of the SKUs. */
  static Object[] skus(Request request) {
    return Arrays.stream(request.skus()).mapToObj(Workload::sku).toArray();
  }

  /** Returns so many question marks. */
  static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** Refuses reservations of several lines, for a recipe that has none for them. */
  static String onlySku(Request request) {
    if (request.skus().length != 1) {
      throw new IllegalStateException("This recipe has no way to keep several lines or none");
    }
    return Workload.sku(request.skus()[0]);
  }
}
