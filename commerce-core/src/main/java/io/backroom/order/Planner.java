package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.inventory.Inventory;
import io.backroom.inventory.Reservations;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Decides how an order would be carried out: which centers ship what is there, which receipts bring
 * the rest, what each shipment costs the customer. Reads stock and catalog, changes nothing.
 */
final class Planner {
  private final Catalog catalog;
  private final Reservations reservations;
  private final Inventory inventory;
  private final Orders.Terms terms;

  Planner(Catalog catalog, Reservations reservations, Inventory inventory, Orders.Terms terms) {
    this.catalog = catalog;
    this.reservations = reservations;
    this.inventory = inventory;
    this.terms = terms;
  }

  Result<Plan> plan(OrderRequest request, Instant now) {
    return Wanted.of(request.items(), catalog, terms.currency())
        .fold(
            wanted -> priced(request.destination(), wanted, sourced(request, wanted, now)),
            Result::refused);
  }

  private Sourced sourced(OrderRequest request, Wanted wanted, Instant now) {
    Map<Sku, Integer> units = wanted.units();
    boolean withoutDate = request.whenShort() == OrderRequest.WhenShort.BACKORDER_WITHOUT_DATE;
    List<RoutingRequest.Item> items =
        units.entrySet().stream()
            .map(
                need ->
                    new RoutingRequest.Item(
                        need.getKey(),
                        need.getValue(),
                        wanted.product(need.getKey()).weightGrams()))
            .toList();
    return new Sourcing(
            terms.centers(),
            center -> way(center, request.destination()),
            reservations.levels(units.keySet()),
            (sku, center) -> withoutDate ? inventory.backorderLimit(sku, center) : 0,
            now)
        .route(terms.routing(), request.destination(), items);
  }

  private Duration way(Center center, Address destination) {
    return center.handling().plus(terms.transit().transit(center, destination));
  }

  private Result<Plan> priced(Address destination, Wanted wanted, Sourced sourced) {
    List<TaxPolicy.Line> goodsLines =
        wanted.items().keySet().stream()
            .map(item -> new TaxPolicy.Line(item, wanted.goods(item)))
            .toList();
    Money goods = Money.total(goodsLines.stream().map(TaxPolicy.Line::amount).toList());
    Money shipping = sound("shippingPrice", terms.shippingPrice().price(destination, goods));
    Money tax = sound("tax", terms.tax().tax(destination, goodsLines, shipping));
    Money total = goods.plus(shipping).plus(tax);
    if (total.getAmountMinor().compareTo(BigDecimal.valueOf(Require.AMOUNT_MINOR_MAX)) > 0) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "total", total + " is over 10^12 minor units"));
    }
    List<List<Plan.Line>> lines = new Pricing(wanted).lines(sourced.loads(), shipping, tax);
    List<Plan.Part> parts = new ArrayList<>();
    for (Sourced.Load load : sourced.loads()) {
      Duration way = way(center(load.center()), destination);
      Optional<Instant> arrives = load.ready().map(ready -> ready.plus(way));
      parts.add(new Plan.Part(load, arrives, lines.get(parts.size())));
    }
    return Result.done(new Plan(wanted, parts, goods, shipping, tax, sourced));
  }

  /** A host's policy may be wrong; what it would break is told before it is stored. */
  private Money sound(String policy, Money amount) {
    return Require.amount(policy, Require.in(policy, amount, terms.currency()));
  }

  private Center center(CenterId id) {
    return terms.centers().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }
}
