package io.backroom.routing;

import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The costs of parcels of one request, checked. One request, one thread. */
final class ParcelTariff {
  private final StockTable table;
  private final ShippingCost shippingCost;
  private Optional<CurrencyUnit> currency = Optional.empty();

  ParcelTariff(StockTable table, ShippingCost shippingCost) {
    this.table = table;
    this.shippingCost = shippingCost.forService(table.service());
  }

  /** What shipments cost by the service of the request. */
  ShippingCost shippingCost() {
    return shippingCost;
  }

  /** The cost of a shipment of some units of each item. */
  Money cost(int center, int[] units) {
    return cost(center, StockTable.sum(units), table.grams(units));
  }

  /** The cost of a shipment. */
  Money cost(int center, long units, long grams) {
    Center from = table.centers().get(center);
    Money cost =
        shippingCost.cost(new Parcel(from, table.destination(), Math.toIntExact(units), grams));
    Require.amount("shipping cost", checked(cost));
    return cost;
  }

  /** An amount of the host's, in the one currency of the request. */
  Money checked(Money amount) {
    if (currency.isEmpty()) {
      currency = Optional.of(amount.getCurrencyUnit());
    }
    return Require.in("shipping cost", amount, currency.get());
  }

  /** An amount of the currency that the costs are in; some cost was asked before. */
  Money money(long minor) {
    return Money.ofMinor(currency.orElseThrow(), minor);
  }
}
