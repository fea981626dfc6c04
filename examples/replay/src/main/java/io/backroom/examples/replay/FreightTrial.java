package io.backroom.examples.replay;

import io.backroom.inventory.Availability;
import io.backroom.order.OrderRequest;
import io.backroom.routing.FewestSplitsRouting;
import io.backroom.routing.Freight;
import io.backroom.routing.NearestRouting;
import io.backroom.routing.PriorityRouting;
import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.Money;

/**
 * Compares what the shipments of each order cost with what they would have cost by the rules that
 * shops follow: the same stock, the same order, the same tariff. Counts what ships from stock at
 * order time.
 */
final class FreightTrial {
  private final Shop shop;
  private final Map<Sku, Integer> grams;
  private final List<Rival> rivals =
      List.of(
          new Rival(
              "fewest splits", new FewestSplitsRouting(Freight.greatCircle(), ShopTerms.FREIGHT)),
          new Rival("nearest first", new NearestRouting(Freight.greatCircle(), ShopTerms.FREIGHT)),
          new Rival(
              "by priority",
              new PriorityRouting(
                  ShopTerms.CENTERS.stream().map(Center::id).toList(), ShopTerms.FREIGHT)));
  private final Map<CenterId, Map<Sku, Integer>> available = new HashMap<>();
  private final Map<CenterId, Map<Address, Integer>> flows = new TreeMap<>();
  private long unitsInStock;
  private long orders;
  private long pence;
  private long shipments;
  private long incomparable;

  /** A rule, and what came of it. */
  static final class Rival {
    private final String name;
    private final RoutingPolicy policy;
    private long pence;
    private long shipments;
    private long beaten;
    private long better;
    private long mostBetter;

    private Rival(String name, RoutingPolicy policy) {
      this.name = name;
      this.policy = policy;
    }

    String name() {
      return name;
    }

    long pence() {
      return pence;
    }

    long shipments() {
      return shipments;
    }

    /** Orders that cost more by the rule. */
    long beaten() {
      return beaten;
    }

    /** Orders that cost less by the rule: each shipment's cost is rounded up. */
    long better() {
      return better;
    }

    /** By how many pence the one of them that costs least. */
    long mostBetter() {
      return mostBetter;
    }

    private void take(RoutingPlan plan, long least) {
      long cost = plan.shipments().stream().mapToLong(part -> Pence.of(part.cost())).sum();
      pence += cost;
      shipments += plan.shipments().size();
      beaten += cost > least ? 1 : 0;
      better += cost < least ? 1 : 0;
      mostBetter = Math.max(mostBetter, least - cost);
    }
  }

  FreightTrial(Shop shop, Map<Sku, Integer> grams) {
    this.shop = shop;
    this.grams = grams;
  }

  /** Looks at the stock as it is before the order is placed. */
  void picture(OrderRequest request) {
    available.clear();
    unitsInStock = 0;
    Map<Sku, Integer> wanted = new TreeMap<>();
    request.items().forEach(item -> wanted.merge(item.sku(), item.quantity(), Integer::sum));
    Map<Sku, Availability> levels = shop.commerce().inventory().availability(wanted.keySet());
    for (Availability level : levels.values()) {
      unitsInStock += Math.min(level.now(), wanted.getOrDefault(level.sku(), 0));
      for (Availability.AtCenter center : level.centers()) {
        available
            .computeIfAbsent(center.center(), id -> new HashMap<>())
            .put(level.sku(), center.now());
      }
    }
  }

  /** Units of the last picture's order that were in stock. */
  long unitsInStock() {
    return unitsInStock;
  }

  /** Compares an order that was placed right after the picture. */
  void placed(OrderRequest request, Sale sale) {
    RoutingRequest asked = routing(request);
    List<RoutingPlan> plans = rivals.stream().map(rival -> rival.policy.route(asked)).toList();
    List<Sale.Part> own = sale.parts().stream().filter(part -> !part.backordered()).toList();
    long units = own.stream().mapToLong(Sale.Part::units).sum();
    if (plans.stream().anyMatch(plan -> units(plan) != units)) {
      incomparable++;
      return;
    } else if (own.isEmpty()) {
      return;
    }
    long cost = own.stream().mapToLong(part -> cost(part, request)).sum();
    orders++;
    pence += cost;
    shipments += own.size();
    for (int i = 0; i < plans.size(); i++) {
      rivals.get(i).take(plans.get(i), cost);
    }
  }

  private static long units(RoutingPlan plan) {
    return plan.shipments().stream()
        .flatMap(shipment -> shipment.items().stream())
        .mapToLong(RoutingRequest.Item::quantity)
        .sum();
  }

  private RoutingRequest routing(OrderRequest request) {
    return new RoutingRequest(
        request.destination(),
        request.items().stream()
            .map(
                item ->
                    new RoutingRequest.Item(
                        item.sku(), item.quantity(), grams.getOrDefault(item.sku(), 0)))
            .toList(),
        ShopTerms.CENTERS.stream()
            .map(
                center ->
                    new RoutingRequest.Option(
                        center, available.getOrDefault(center.id(), Map.of())))
            .toList());
  }

  private long cost(Sale.Part part, OrderRequest request) {
    Center from =
        ShopTerms.CENTERS.stream()
            .filter(center -> center.id().equals(part.center()))
            .findFirst()
            .orElseThrow();
    long weight =
        part.lines().entrySet().stream()
            .mapToLong(line -> (long) line.getValue() * grams.getOrDefault(line.getKey(), 0))
            .sum();
    flows
        .computeIfAbsent(part.center(), center -> new HashMap<>())
        .merge(request.destination(), 1, Integer::sum);
    Money cost =
        ShopTerms.FREIGHT.cost(new Parcel(from, request.destination(), part.units(), weight));
    return Pence.of(cost);
  }

  /** Shipments from each center to each destination. */
  Map<CenterId, Map<Address, Integer>> flows() {
    return flows;
  }

  long orders() {
    return orders;
  }

  long pence() {
    return pence;
  }

  long shipments() {
    return shipments;
  }

  /** The rules. */
  List<Rival> rivals() {
    return rivals;
  }

  /** The rule by which the nearest center ships all it has, then the next. */
  Rival nearest() {
    return rivals.get(1);
  }

  /** Orders whose shipments do not hold what the picture promised. */
  long incomparable() {
    return incomparable;
  }
}
