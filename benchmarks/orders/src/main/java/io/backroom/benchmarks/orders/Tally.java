package io.backroom.benchmarks.orders;

import io.backroom.memory.SimulatedPaymentProvider;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What both sides must have arrived at. Lives in one thread. */
final class Tally {
  private long orders;
  private long units;
  private Money total = Money.zero(CurrencyUnit.USD);

  void order(boolean delivered, Money amount, int quantity) {
    require(delivered, "an order was not delivered");
    orders++;
    units += quantity;
    total = total.plus(amount);
  }

  void check(long done, long left, SimulatedPaymentProvider payments) {
    require(orders == done, orders + " orders of " + done);
    long before = (long) Workload.products().size() * Workload.UNITS;
    require(left == before - units, left + " units are left of " + before + " less " + units);
    SimulatedPaymentProvider.Totals totals = payments.totals();
    require(
        totals.captured().equals(Map.of(CurrencyUnit.USD, total)),
        totals.captured() + " was captured, not " + total);
    require(totals.open().isEmpty(), totals.open() + " is still set aside");
  }

  static void require(boolean met, String otherwise) {
    if (!met) {
      throw new IllegalStateException(otherwise);
    }
  }
}
