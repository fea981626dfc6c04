package io.backroom.benchmarks.reservation;

import java.sql.SQLException;

/** Reads without a lock, updates if the version is still that, and begins again otherwise. */
final class OptimisticVersion extends Recipe {
  private static final String READ = "select on_hand - reserved, version from stock where sku = ?";
  private static final String TAKE =
      "update stock set reserved = reserved + 1, version = version + 1 where sku = ? and version = ?";

  @Override
  boolean reserve(Session session, Request request) throws SQLException {
    String sku = onlySku(request);
    while (true) {
      long[] row = session.row(READ, sku);
      if (row[0] < 1) {
        return false;
      }
      if (session.update(TAKE, sku, (int) row[1]) == 1) {
        record(session, request);
        return true;
      }
      session.connection().rollback();
    }
  }
}
