package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.order.Better.Group;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Compares how shipments are to leave with how the policy would have them leave now. Each of them
 * goes whole or stays, so that its money need not be split. Pure: decides on values.
 */
final class Regrouping {
  private final RoutingPolicy routing;
  private final Way way;
  private final List<RoutingRequest.Item> items;
  private final List<FulfillmentOrder> shipments;

  /**
   * Creates a comparison.
   *
   * @param items all that is in the shipments, each SKU once
   * @param shipments what has not left, all on one way
   */
  Regrouping(
      RoutingPolicy routing,
      Way way,
      List<RoutingRequest.Item> items,
      List<FulfillmentOrder> shipments) {
    this.routing = routing;
    this.way = way;
    this.items = List.copyOf(items);
    this.shipments = List.copyOf(shipments);
  }

  /** Groups that leave otherwise than now, and what that costs less. */
  record Found(List<Group> groups, Money saved, String verdict) {}

  /**
   * Finds a cheaper way.
   *
   * @param options what each center could ship, the units of the shipments themselves included
   * @param by the date to keep
   * @return empty if there is none, or none that moves whole shipments
   */
  Optional<Found> cheaper(
      List<RoutingRequest.Option> options, Optional<Instant> by, CurrencyUnit currency) {
    RoutingPlan before = routing.route(request(asNow(options), Optional.empty()));
    RoutingPlan after = routing.route(request(options, by));
    Money saved = cost(before, currency).minus(cost(after, currency));
    if (!before.unfilled().isEmpty() || !after.unfilled().isEmpty() || !saved.isPositive()) {
      return Optional.empty();
    }
    Map<CenterId, Map<Sku, Integer>> room = new LinkedHashMap<>();
    for (RoutingPlan.Shipment shipment : after.shipments()) {
      Map<Sku, Integer> units = new TreeMap<>();
      shipment.items().forEach(item -> units.merge(item.sku(), item.quantity(), Integer::sum));
      room.put(shipment.center(), units);
    }
    return assign(0, room, new ArrayList<>())
        .map(centers -> new Found(groups(centers), saved, verdict(after, centers)))
        .filter(found -> !found.groups().isEmpty());
  }

  private RoutingRequest request(List<RoutingRequest.Option> options, Optional<Instant> by) {
    return new RoutingRequest(way.to(), items, options, by, way.service());
  }

  private static Money cost(RoutingPlan plan, CurrencyUnit currency) {
    return plan.shipments().stream()
        .map(RoutingPlan.Shipment::cost)
        .reduce(Money.zero(currency), Money::plus);
  }

  /** What is shipped now is all that there is. */
  private List<RoutingRequest.Option> asNow(List<RoutingRequest.Option> options) {
    Map<CenterId, Map<Sku, Integer>> own = new HashMap<>();
    for (FulfillmentOrder shipment : shipments) {
      Map<Sku, Integer> units = own.computeIfAbsent(shipment.center(), center -> new HashMap<>());
      shipment.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    }
    return options.stream()
        .map(
            option ->
                new RoutingRequest.Option(
                    option.center(), own.getOrDefault(option.center().id(), Map.of())))
        .toList();
  }

  /** Finds a center for each shipment, one after the other, going back where one finds none. */
  private Optional<List<CenterId>> assign(
      int next, Map<CenterId, Map<Sku, Integer>> room, List<CenterId> chosen) {
    if (next == shipments.size()) {
      return Optional.of(List.copyOf(chosen));
    }
    FulfillmentOrder shipment = shipments.get(next);
    List<CenterId> centers =
        room.keySet().stream()
            .sorted(Comparator.comparing(center -> !center.equals(shipment.center())))
            .toList();
    for (CenterId center : centers) {
      Map<Sku, Integer> units = room.getOrDefault(center, Map.of());
      if (take(units, shipment, 1)) {
        chosen.add(center);
        Optional<List<CenterId>> all = assign(next + 1, room, chosen);
        if (all.isPresent()) {
          return all;
        }
        chosen.remove(chosen.size() - 1);
        take(units, shipment, -1);
      }
    }
    return Optional.empty();
  }

  private static boolean take(Map<Sku, Integer> units, FulfillmentOrder shipment, int sign) {
    Map<Sku, Integer> own = shipment.units();
    boolean fits =
        own.entrySet().stream()
            .allMatch(some -> units.getOrDefault(some.getKey(), 0) - sign * some.getValue() >= 0);
    if (fits) {
      own.forEach((sku, some) -> units.merge(sku, -sign * some, Integer::sum));
    }
    return fits;
  }

  /**
   * What does not move is no group. The dearest shipment keeps its id: more is set aside for it.
   */
  private List<Group> groups(List<CenterId> centers) {
    Map<CenterId, List<FulfillmentOrder>> together = new TreeMap<>();
    for (int i = 0; i < centers.size(); i++) {
      together.computeIfAbsent(centers.get(i), center -> new ArrayList<>()).add(shipments.get(i));
    }
    List<Group> groups = new ArrayList<>();
    together.forEach(
        (center, some) -> {
          some.sort(
              Comparator.comparing(OrderDesk::amount)
                  .reversed()
                  .thenComparing(FulfillmentOrder::id));
          boolean moves = some.stream().anyMatch(own -> !own.center().equals(center));
          if (moves) {
            List<String> absorbed =
                some.subList(1, some.size()).stream().map(FulfillmentOrder::id).toList();
            groups.add(new Group(center, some.get(0).id(), absorbed));
          }
        });
    return groups;
  }

  private static String verdict(RoutingPlan plan, List<CenterId> centers) {
    return plan.candidates().stream()
        .filter(candidate -> centers.contains(candidate.center()))
        .map(candidate -> candidate.center() + " " + candidate.verdict())
        .distinct()
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  static List<Center> without(List<Center> centers, List<CenterId> rejecting) {
    return centers.stream().filter(center -> !rejecting.contains(center.id())).toList();
  }
}
