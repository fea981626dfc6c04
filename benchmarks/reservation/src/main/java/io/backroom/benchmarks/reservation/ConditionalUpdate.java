package io.backroom.benchmarks.reservation;

import java.sql.SQLException;

/** Updates each row if it has enough, in the order of the SKUs, inserts, commits. */
final class ConditionalUpdate extends Recipe {
  private static final String TAKE =
      "update stock set reserved = reserved + 1 where sku = ? and on_hand - reserved >= 1";

  @Override
  boolean reserve(Session session, Request request) throws SQLException {
    for (Object sku : skus(request)) {
      if (session.update(TAKE, sku) == 0) {
        return false;
      }
    }
    record(session, request);
    return true;
  }
}
