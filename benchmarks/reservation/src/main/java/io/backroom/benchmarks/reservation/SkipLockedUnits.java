package io.backroom.benchmarks.reservation;

import java.sql.SQLException;

/**
 * A row for each unit; a buyer takes one that nobody else is taking, in one statement with its
 * commit.
 */
final class SkipLockedUnits extends Recipe {
  /** More than a round sells; {@link Workload#PLENTY} would take long to fill in. */
  private static final int ROWS_MAX = 100_000;

  private static final String TAKE =
      """
      update unit set reservation = ?, owner = ?, ends_at = ? where id = (
        select id from unit where sku = ? and reservation is null limit 1 for update skip locked)""";

  @Override
  boolean isOneStatement() {
    return true;
  }

  @Override
  void fill(Session session, Workload workload) throws SQLException {
    super.fill(session, workload);
    session.update(
        """
        create table unit (
          id bigint primary key, sku varchar(20) not null,
          reservation varchar(32) unique, owner varchar(64), ends_at bigint)""");
    session.update("create index on unit (sku) where reservation is null");
    session.update("create index on unit (ends_at) where reservation is not null");
    session.update(
        "insert into unit select i, sku, null, null, null from stock, generate_series(1, ?) i",
        Math.min(workload.units(), ROWS_MAX));
  }

  @Override
  boolean reserve(Session session, Request request) throws SQLException {
    String sku = onlySku(request);
    return session.update(TAKE, request.id(), request.owner(), micros(request), sku) == 1;
  }

  @Override
  Books books(Session session) throws SQLException {
    long[] sold = session.row("select count(distinct reservation), count(reservation) from unit");
    long left = session.row("select sum(on_hand) from stock")[0] - sold[1];
    return new Books(left, left, sold[0], sold[1]);
  }
}
