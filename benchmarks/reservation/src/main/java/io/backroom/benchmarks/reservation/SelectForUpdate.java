package io.backroom.benchmarks.reservation;

import java.sql.SQLException;
import java.util.Arrays;

/**
 * Locks the rows in the order of their SKUs, looks, updates, inserts, commits: four round trips.
 */
final class SelectForUpdate extends Recipe {
  @Override
  boolean reserve(Session session, Request request) throws SQLException {
    Object[] skus = skus(request);
    String which = " where sku in (" + marks(skus.length) + ")";
    String lock = "select on_hand - reserved from stock" + which + " order by sku for update";
    if (Arrays.stream(session.column(lock, skus)).anyMatch(left -> left < 1)) {
      return false;
    }
    session.update("update stock set reserved = reserved + 1" + which, skus);
    record(session, request);
    return true;
  }
}
