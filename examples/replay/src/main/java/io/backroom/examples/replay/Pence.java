package io.backroom.examples.replay;

import io.backroom.fulfillment.FulfillmentOrder;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Amounts in pence. */
final class Pence {
  private Pence() {}

  static long of(Money amount) {
    return amount.getAmountMinorLong();
  }

  /** Returns what the customer pays for a shipment. */
  static long of(FulfillmentOrder shipment) {
    return shipment.lines().stream().mapToLong(line -> of(line.amount())).sum();
  }

  /** Returns the pounds of a provider's sums; nothing where there is no entry. */
  static long of(Map<CurrencyUnit, Money> sums) {
    Money pounds = sums.get(ShopTerms.POUNDS);
    return pounds == null ? 0 : of(pounds);
  }

  /**
   * Returns what some units of a line cost when others came back before: however they are taken,
   * the parts add up to the whole.
   */
  static long ofUnits(long whole, int units, int before, int taken) {
    return whole * (before + taken) / units - whole * before / units;
  }
}
