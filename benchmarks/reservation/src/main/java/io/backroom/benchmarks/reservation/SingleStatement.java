package io.backroom.benchmarks.reservation;

import java.sql.SQLException;

/** A conditional update and the insert as one statement, one round trip with its commit. */
final class SingleStatement extends Recipe {
  private static final String TAKE =
      """
      with taken as (
        update stock set reserved = reserved + 1 where sku = ? and on_hand - reserved >= 1 returning sku)
      insert into reservation_line select ?, sku, 1, ?, ? from taken""";

  @Override
  boolean isOneStatement() {
    return true;
  }

  @Override
  boolean reserve(Session session, Request request) throws SQLException {
    String sku = onlySku(request);
    return session.update(TAKE, sku, request.id(), request.owner(), micros(request)) == 1;
  }
}
