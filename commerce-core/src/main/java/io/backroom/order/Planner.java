package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.Workload;
import io.backroom.inventory.Inventory;
import io.backroom.inventory.Reservations;
import io.backroom.order.ShippingRules.Offered;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.ExplainingRoutingPolicy;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingReason;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
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
  private final ShippingRules shipping;
  private final Workload workload;

  Planner(Catalog catalog, OrderRooms rooms, OrderTerms terms) {
    this.catalog = catalog;
    this.reservations = rooms.reservations();
    this.inventory = rooms.inventory();
    this.workload = rooms.shipments().workload();
    this.terms = terms;
    this.shipping = new ShippingRules(terms);
  }

  /** Which shipping options there are, and what they cost. */
  ShippingRules shipping() {
    return shipping;
  }

  /**
   * Plans an order anew.
   *
   * @param own holds whose units it may have
   */
  Result<Plan> plan(OrderRequest request, List<Reservation> own, Instant now) {
    return plan(request, own, List.of(), now);
  }

  /**
   * Plans what is added to an order.
   *
   * @param before the goods that the order has: shipping costs what it costs more for all of them
   *     together
   */
  Result<Plan> more(OrderRequest request, List<ShippingOptions.Line> before, Instant now) {
    return plan(request, List.of(), before, now);
  }

  private Result<Plan> plan(
      OrderRequest request, List<Reservation> own, List<ShippingOptions.Line> before, Instant now) {
    Address to = request.destination();
    return offered(
        request,
        before,
        (wanted, offered) -> {
          Own held = Own.of(request, own);
          Sourcing sourcing =
              sourcing(wanted, terms.centers(), to, offered.option().id(), held, now);
          return priced(to, wanted, sourced(sourcing, to, wanted, request), offered, before);
        });
  }

  /** Looks up what is wanted and by which option it is sent. */
  private <T> Result<T> offered(
      OrderRequest request,
      List<ShippingOptions.Line> before,
      BiFunction<Wanted, Offered, Result<T>> next) {
    return wanted(request.items())
        .fold(
            wanted ->
                shipping
                    .offered(Way.of(request), wanted.with(before))
                    .fold(offered -> next.apply(wanted, offered), Result::refused),
            Result::refused);
  }

  /**
   * Plans an order on what a hold keeps, where it keeps it.
   *
   * @return empty if the hold does not keep exactly what is wanted
   */
  Result<Optional<Plan>> held(OrderRequest request, Reservation hold, Instant now) {
    return offered(
        request, List.of(), (wanted, offered) -> held(request, wanted, offered, hold, now));
  }

  private Result<Optional<Plan>> held(
      OrderRequest request, Wanted wanted, Offered offered, Reservation hold, Instant now) {
    Address to = request.destination();
    Own own = Own.of(request, List.of(hold));
    Optional<Sourced> sourced =
        sourcing(wanted, terms.centers(), to, offered.option().id(), own, now)
            .held(hold, wanted.units());
    return sourced.isEmpty()
        ? Result.done(Optional.empty())
        : priced(to, wanted, sourced.get(), offered, List.of())
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
              Sourcing sourcing = sourcing(wanted, centers, to, ShippingOption.STANDARD, held, now);
              Sourced sourced =
                  sourcing.route(
                      terms.routing(), sourcing.request(to, items(wanted), Optional.empty()));
              return Result.done(
                  plan(to, wanted, sourced, Offered.nothing(nothing), nothing, nothing));
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

  private Sourced sourced(Sourcing sourcing, Address to, Wanted wanted, OrderRequest request) {
    return sourcing.route(terms.routing(), sourcing.request(to, items(wanted), request.wantedBy()));
  }

  private static List<RoutingRequest.Item> items(Wanted wanted) {
    return wanted.units().entrySet().stream()
        .map(
            need ->
                new RoutingRequest.Item(
                    need.getKey(), need.getValue(), wanted.product(need.getKey()).weightGrams()))
        .toList();
  }

  /**
   * Finds units of an order at other centers than was planned. What none of them has waits for
   * receipts, and without a date for what no receipt brings: it was promised before.
   *
   * @param way where they go, and by which option
   * @param units which units
   * @param wantedBy the date that the customer has
   * @param stock the centers that may ship them
   * @param waiting the centers where they may wait, at least one
   */
  Sourced elsewhere(
      Way way,
      Map<Sku, Integer> units,
      Optional<Instant> wantedBy,
      List<Center> stock,
      List<Center> waiting,
      Instant now) {
    Sourcing sourcing =
        new Sourcing(
            stock,
            (center, ready, some) -> timed(center, way.to(), way.service(), ready, some, List.of()),
            reservations.levels(units.keySet()),
            (sku, center) -> Integer.MAX_VALUE,
            way.service(),
            now);
    return sourcing.route(
        terms.routing(), sourcing.request(way.to(), items(units), wantedBy), waiting);
  }

  /**
   * Finds a cheaper way for shipments that nobody has begun with, on the stock of this moment. No
   * date may become later.
   *
   * @param idle the shipments, all on one way
   * @param open the centers that may ship them
   */
  Optional<Regrouping.Found> cheaper(List<FulfillmentOrder> idle, List<Center> open, Instant now) {
    Way way = Way.of(idle.get(0));
    Map<Sku, Integer> units = new TreeMap<>();
    Map<CenterId, Map<Sku, Integer>> there = new HashMap<>();
    for (FulfillmentOrder shipment : idle) {
      Map<Sku, Integer> own = there.computeIfAbsent(shipment.center(), id -> new HashMap<>());
      shipment
          .units()
          .forEach(
              (sku, some) -> {
                units.merge(sku, some, Integer::sum);
                own.merge(sku, some, Integer::sum);
              });
    }
    for (StockLevel level : reservations.levels(units.keySet())) {
      if (level.availableToPromise() > 0) {
        there
            .computeIfAbsent(level.center(), id -> new HashMap<>())
            .merge(level.sku(), level.availableToPromise(), Integer::sum);
      }
    }
    List<String> own = idle.stream().map(FulfillmentOrder::id).toList();
    int all = units.values().stream().mapToInt(Integer::intValue).sum();
    Map<String, Instant> bounds = new HashMap<>();
    for (FulfillmentOrder shipment : idle) {
      Instant asItIs = arrives(center(shipment.center()), way, units(shipment), own, now);
      bounds.put(
          shipment.id(), shipment.promise().current().filter(asItIs::isBefore).orElse(asItIs));
    }
    List<RoutingRequest.Option> options =
        terms.centers().stream()
            .filter(
                center ->
                    open.contains(center)
                        || idle.stream().anyMatch(one -> one.center().equals(center.id())))
            .map(center -> option(center, there, way, all, own, now))
            .toList();
    Optional<Instant> by = bounds.values().stream().max(Comparator.naturalOrder());
    return new Regrouping(terms.routing(), way, items(units), idle)
        .cheaper(options, by, terms.currency())
        .filter(
            found ->
                found.groups().stream().allMatch(group -> inTime(group, way, idle, bounds, now)));
  }

  private RoutingRequest.Option option(
      Center center,
      Map<CenterId, Map<Sku, Integer>> there,
      Way way,
      int units,
      List<String> own,
      Instant now) {
    Workload.Timed timed = timed(center, way.to(), way.service(), now, units, own);
    return new RoutingRequest.Option(
        center,
        there.getOrDefault(center.id(), Map.of()),
        Optional.of(timed.dates().latest()),
        timed.full());
  }

  private boolean inTime(
      Better.Group group,
      Way way,
      List<FulfillmentOrder> idle,
      Map<String, Instant> bounds,
      Instant now) {
    int units =
        idle.stream().filter(own -> group.all().contains(own.id())).mapToInt(Planner::units).sum();
    List<String> all = idle.stream().map(FulfillmentOrder::id).toList();
    Instant arrives = arrives(center(group.center()), way, units, all, now);
    return group.all().stream()
        .noneMatch(own -> arrives.isAfter(bounds.getOrDefault(own, Instant.MIN)));
  }

  private Instant arrives(Center center, Way way, int units, List<String> own, Instant now) {
    return timed(center, way.to(), way.service(), now, units, own).dates().latest();
  }

  private static int units(FulfillmentOrder shipment) {
    return shipment.units().values().stream().mapToInt(Integer::intValue).sum();
  }

  private List<RoutingRequest.Item> items(Map<Sku, Integer> units) {
    Map<Sku, Product> products = catalog.products(units.keySet());
    return units.entrySet().stream()
        .map(
            need ->
                new RoutingRequest.Item(
                    need.getKey(),
                    need.getValue(),
                    Optional.ofNullable(products.get(need.getKey()))
                        .map(Product::weightGrams)
                        .orElse(0)))
        .toList();
  }

  List<Center> centers() {
    return terms.centers();
  }

  /** Tells why a center would ship a part of an order, or would not. */
  Result<RoutingReason> whyNot(
      OrderRequest request, List<Reservation> kept, CenterId center, Instant now) {
    if (terms.centers().stream().noneMatch(each -> each.id().equals(center))) {
      return Result.refused(
          new Refusal(Refusal.Code.NOT_FOUND, "center", "no such one: " + center));
    }
    Address to = request.destination();
    return offered(
        request,
        List.of(),
        (wanted, offered) -> {
          Own own = Own.of(request, kept);
          RoutingRequest question =
              sourcing(wanted, terms.centers(), to, offered.option().id(), own, now)
                  .request(to, items(wanted), request.wantedBy());
          return Result.done(whyNot(question, center));
        });
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
      Wanted wanted, List<Center> centers, Address to, String service, Own own, Instant now) {
    return new Sourcing(
        centers,
        (center, ready, some) -> timed(center, to, service, ready, some, List.of()),
        own.view(reservations.levels(wanted.units().keySet())),
        (sku, center) -> own.withoutDate() ? inventory.backorderLimit(sku, center) : 0,
        service,
        now);
  }

  /** When units would be there, in the place of some shipments if there are any. */
  private Workload.Timed timed(
      Center center, Address to, String service, Instant ready, int units, List<String> own) {
    return workload.dates(terms.promises().forService(service), center, to, ready, units, own);
  }

  private Result<Plan> priced(
      Address to,
      Wanted wanted,
      Sourced sourced,
      Offered offered,
      List<ShippingOptions.Line> before) {
    Money price = shipping.more(to, offered.option(), before);
    Money tax = shipping.tax(to, wanted.cart(), price);
    Plan plan = plan(to, wanted, sourced, offered, price, tax);
    if (plan.total().getAmountMinor().compareTo(BigDecimal.valueOf(Require.AMOUNT_MINOR_MAX)) > 0) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "total", plan.total() + " is over 10^12 minor units"));
    }
    return Result.done(plan);
  }

  private Plan plan(
      Address to, Wanted wanted, Sourced sourced, Offered offered, Money shippingPrice, Money tax) {
    List<List<Plan.Line>> lines = new Pricing(wanted).lines(sourced.loads(), shippingPrice, tax);
    List<Plan.Part> parts = new ArrayList<>();
    for (Sourced.Load load : sourced.loads()) {
      Center center = center(load.center());
      Optional<PromiseDates> dates =
          load.ready().map(ready -> dates(center, to, offered.option().id(), ready, load));
      parts.add(new Plan.Part(load, dates, lines.get(parts.size())));
    }
    Money goods = Money.total(wanted.items().keySet().stream().map(wanted::goods).toList());
    return new Plan(wanted, offered, parts, goods, shippingPrice, tax, sourced);
  }

  private PromiseDates dates(
      Center center, Address to, String service, Instant ready, Sourced.Load load) {
    int units = load.units().values().stream().mapToInt(Integer::intValue).sum();
    return timed(center, to, service, ready, units, List.of()).dates();
  }

  /**
   * Returns the question where goods should leave from that lie at a center already.
   *
   * @param own the shipment that they are in
   * @param centers the centers that may send them
   * @param there the goods
   * @param taken stock that is taken for something else
   */
  RoutingRequest question(
      String own,
      List<Center> centers,
      List<StockLine> there,
      List<StockLine> taken,
      Way way,
      Optional<Instant> wantedBy,
      Instant now) {
    List<Sku> skus = there.stream().map(StockLine::sku).toList();
    Map<Sku, Integer> units = new TreeMap<>();
    there.forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    return new Sourcing(
            centers,
            (center, ready, some) ->
                timed(center, way.to(), way.service(), ready, some, List.of(own)),
            reservations.levels(skus).stream()
                .map(level -> Own.freed(level, units(there, level) - units(taken, level)))
                .toList(),
            (sku, center) -> 0,
            way.service(),
            now)
        .request(way.to(), items(units), wantedBy);
  }

  private static int units(List<StockLine> lines, StockLevel level) {
    return lines.stream()
        .filter(line -> line.sku().equals(level.sku()) && line.center().equals(level.center()))
        .mapToInt(StockLine::quantity)
        .sum();
  }

  RoutingPlan route(RoutingRequest question) {
    return terms.routing().route(question);
  }

  /** Returns when so many units are with the customer that a center has now. */
  Instant arrives(CenterId center, Way way, int units, Instant now) {
    return timed(center(center), way.to(), way.service(), now, units, List.of()).dates().latest();
  }

  private Center center(CenterId id) {
    return terms.centers().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
  }
}
