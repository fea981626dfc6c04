package io.backroom.benchmarks.reservation;

import java.sql.SQLException;

/**
 * Counts nothing: what is left is what is there less the sum of all reservations, as in Magento's
 * inventory. Two buyers who sum at the same time both see the last unit, so that a lock for each
 * SKU is needed, which Magento does not take.
 */
final class AppendOnlySum extends Recipe {
  private static final String LOCK =
      "select 1 from (select pg_advisory_xact_lock(hashtext(?))) as lock";
  private static final String LEFT =
      """
      select on_hand - coalesce((select sum(quantity) from reservation_line r where r.sku = s.sku), 0)
      from stock s where sku = ?""";

  private final boolean locked;

  AppendOnlySum(boolean locked) {
    this.locked = locked;
  }

  @Override
  void fill(Session session, Workload workload) throws SQLException {
    super.fill(session, workload);
    session.update("create index on reservation_line (sku)");
  }

  @Override
  boolean reserve(Session session, Request request) throws SQLException {
    String sku = onlySku(request);
    if (locked) {
      session.row(LOCK, sku);
    }
    if (session.row(LEFT, sku)[0] < 1) {
      return false;
    }
    record(session, request);
    return true;
  }

  @Override
  Books books(Session session) throws SQLException {
    long[] left =
        session.row(
            """
            select sum(units), min(units) from (
              select s.sku, s.on_hand - coalesce(sum(r.quantity), 0) as units
              from stock s left join reservation_line r on r.sku = s.sku group by s.sku) as each""");
    return books(left, session);
  }
}
