package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.inventory.Inventory;
import io.backroom.inventory.Reservations;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.policy.ExplainingRoutingPolicy;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingReason;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
  private final OrderTerms terms;

  Planner(Catalog catalog, Reservations reservations, Inventory inventory, OrderTerms terms) {
    this.catalog = catalog;
    this.reservations = reservations;
    this.inventory = inventory;
    this.terms = terms;
  }

  /**
   * Plans an order anew.
   *
   * @param own holds whose units it may have
   */
  Result<Plan> plan(OrderRequest request, List<Reservation> own, Instant now) {
    Money nothing = Money.zero(terms.currency());
    return plan(request, own, nothing, now);
  }

  /**
   * Plans what is added to an order.
   *
   * @param before the price of the goods that the order has: shipping costs what it costs more for
   *     all of them together
   */
  Result<Plan> more(OrderRequest request, Money before, Instant now) {
    return plan(request, List.of(), before, now);
  }

  private Result<Plan> plan(
      OrderRequest request, List<Reservation> own, Money before, Instant now) {
    Address to = request.destination();
    return wanted(request.items())
        .fold(
            wanted -> {
              Sourcing sourcing =
                  sourcing(wanted.units().keySet(), terms.centers(), to, Own.of(request, own), now);
              Sourced sourced = sourced(sourcing, wanted, to, request.wantedBy());
              return priced(to, wanted, sourced, before);
            },
            Result::refused);
  }

  /**
   * Returns what shipping and tax of some goods cost more at another address; negative if they cost
   * less there.
   */
  Money moved(Address from, Address to, List<TaxPolicy.Line> goods) {
    return added(to, goods).minus(added(from, goods));
  }

  private Money added(Address to, List<TaxPolicy.Line> goods) {
    Money price = Money.total(goods.stream().map(TaxPolicy.Line::amount).toList());
    Money shipping = sound("shippingPrice", terms.shippingPrice().price(to, price));
    return shipping.plus(sound("tax", terms.tax().tax(to, goods, shipping)));
  }

  /**
   * Plans an order on what a hold keeps, where it keeps it.
   *
   * @return empty if the hold does not keep exactly what is wanted
   */
  Result<Optional<Plan>> held(OrderRequest request, Reservation hold, Instant now) {
    return wanted(request.items())
        .fold(wanted -> held(request, wanted, hold, now), Result::refused);
  }

  private Result<Optional<Plan>> held(
      OrderRequest request, Wanted wanted, Reservation hold, Instant now) {
    Address to = request.destination();
    Map<Sku, Integer> units = wanted.units();
    Own own = Own.of(request, List.of(hold));
    Optional<Sourced> sourced =
        sourcing(units.keySet(), terms.centers(), to, own, now).held(hold, units);
    return sourced.isEmpty()
        ? Result.done(Optional.empty())
        : priced(to, wanted, sourced.get(), Money.zero(terms.currency()))
            .fold(plan -> Result.done(Optional.of(plan)), Result::refused);
  }

  /**
   * Plans a hold: goods only, for nobody pays for a hold, and nothing without a date.
   *
   * @param items what is to be held of what the request asks for
   * @param own holds whose units it may have
   * @param heldMax the most units of a SKU that all may hold at one center
   */
  Result<Plan> plan(
      HoldRequest.From from,
      List<OrderRequest.Item> items,
      List<Reservation> own,
      int heldMax,
      Instant now) {
    List<Center> centers = centers(from);
    if (centers.isEmpty()) {
      return Result.refused(new Refusal(Refusal.Code.NOT_FOUND, "center", "no such one: " + from));
    }
    Address to =
        from instanceof HoldRequest.Routed routed ? routed.destination() : centers.get(0).address();
    Money nothing = Money.zero(terms.currency());
    return wanted(items)
        .fold(
            wanted -> {
              Own held = new Own(own, heldMax, false);
              Sourcing sourcing = sourcing(wanted.units().keySet(), centers, to, held, now);
              Sourced sourced = sourced(sourcing, wanted, to, Optional.empty());
              Money goods =
                  Money.total(wanted.items().keySet().stream().map(wanted::goods).toList());
              return Result.done(plan(to, wanted, sourced, goods, nothing, nothing));
            },
            Result::refused);
  }

  private List<Center> centers(HoldRequest.From from) {
    return from instanceof HoldRequest.Shelf shelf
        ? terms.centers().stream().filter(center -> center.id().equals(shelf.center())).toList()
        : terms.centers();
  }

  private Result<Wanted> wanted(List<OrderRequest.Item> items) {
    return Wanted.of(items, catalog, terms.currency());
  }

  private Sourced sourced(
      Sourcing sourcing, Wanted wanted, Address to, Optional<Instant> wantedBy) {
    return sourcing.route(terms.routing(), sourcing.request(to, items(wanted), wantedBy));
  }

  private static List<RoutingRequest.Item> items(Wanted wanted) {
    return wanted.units().entrySet().stream()
        .map(
            need ->
                new RoutingRequest.Item(
                    need.getKey(), need.getValue(), wanted.product(need.getKey()).weightGrams()))
        .toList();
  }

  /** Tells why a center would ship a part of an order, or would not. */
  Result<RoutingReason> whyNot(
      OrderRequest request, List<Reservation> kept, CenterId center, Instant now) {
    if (terms.centers().stream().noneMatch(each -> each.id().equals(center))) {
      return Result.refused(
          new Refusal(Refusal.Code.NOT_FOUND, "center", "no such one: " + center));
    }
    Address to = request.destination();
    return wanted(request.items())
        .fold(
            wanted -> {
              Own own = Own.of(request, kept);
              RoutingRequest question =
                  sourcing(wanted.units().keySet(), terms.centers(), to, own, now)
                      .request(to, items(wanted), request.wantedBy());
              return Result.done(whyNot(question, center));
            },
            Result::refused);
  }

  private RoutingReason whyNot(RoutingRequest question, CenterId center) {
    if (terms.routing() instanceof ExplainingRoutingPolicy explaining) {
      return explaining.whyNot(question, center);
    }
    RoutingPlan plan = terms.routing().route(question);
    String reason =
        plan.candidates().stream()
            .filter(candidate -> candidate.center().equals(center))
            .findFirst()
            .map(RoutingPlan.Candidate::verdict)
            .orElse("the routing policy does not say");
    return new RoutingReason(center, reason, plan, Optional.empty(), Optional.empty());
  }

  private Sourcing sourcing(
      Collection<Sku> skus, List<Center> centers, Address to, Own own, Instant now) {
    return new Sourcing(
        centers,
        (center, ready) -> dates(center, to, ready).latest(),
        own.view(reservations.levels(skus)),
        (sku, center) -> own.withoutDate() ? inventory.backorderLimit(sku, center) : 0,
        now);
  }

  private PromiseDates dates(Center center, Address to, Instant ready) {
    return terms.promises().promise(center, to, ready);
  }

  private Result<Plan> priced(Address destination, Wanted wanted, Sourced sourced, Money before) {
    List<TaxPolicy.Line> goodsLines =
        wanted.items().keySet().stream()
            .map(item -> new TaxPolicy.Line(item, wanted.goods(item)))
            .toList();
    Money goods = Money.total(goodsLines.stream().map(TaxPolicy.Line::amount).toList());
    Money shipping = shipping(destination, before, goods);
    Money tax = sound("tax", terms.tax().tax(destination, goodsLines, shipping));
    Money total = goods.plus(shipping).plus(tax);
    if (total.getAmountMinor().compareTo(BigDecimal.valueOf(Require.AMOUNT_MINOR_MAX)) > 0) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "total", total + " is over 10^12 minor units"));
    }
    return Result.done(plan(destination, wanted, sourced, goods, shipping, tax));
  }

  /** What is paid for shipping before is not paid back because there is more to ship. */
  private Money shipping(Address to, Money before, Money goods) {
    Money all = sound("shippingPrice", terms.shippingPrice().price(to, before.plus(goods)));
    Money paid =
        before.isZero()
            ? Money.zero(terms.currency())
            : sound("shippingPrice", terms.shippingPrice().price(to, before));
    return all.isGreaterThan(paid) ? all.minus(paid) : Money.zero(terms.currency());
  }

  private Plan plan(
      Address to, Wanted wanted, Sourced sourced, Money goods, Money shipping, Money tax) {
    List<List<Plan.Line>> lines = new Pricing(wanted).lines(sourced.loads(), shipping, tax);
    List<Plan.Part> parts = new ArrayList<>();
    for (Sourced.Load load : sourced.loads()) {
      Center center = center(load.center());
      Optional<PromiseDates> dates = load.ready().map(ready -> dates(center, to, ready));
      parts.add(new Plan.Part(load, dates, lines.get(parts.size())));
    }
    return new Plan(wanted, parts, goods, shipping, tax, sourced);
  }

  /** A host's policy may be wrong; what it would break is told before it is stored. */
  private Money sound(String policy, Money amount) {
    return Require.amount(policy, Require.in(policy, amount, terms.currency()));
  }

  private Center center(CenterId id) {
    return terms.centers().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }
}
