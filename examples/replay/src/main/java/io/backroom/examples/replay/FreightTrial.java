package io.backroom.examples.replay;

import io.backroom.inventory.Availability;
import io.backroom.order.OrderRequest;
import io.backroom.routing.Freight;
import io.backroom.routing.NearestRouting;
import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.RoutingPlan;
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
 * Compares what the shipments of each order cost with what they would have cost had the nearest
 * center shipped all it has, then the next: the same stock, the same order, the same tariff. Counts
 * what ships from stock at order time.
 */
final class FreightTrial {
  private final Shop shop;
  private final Map<Sku, Integer> grams;
  private final NearestRouting nearest =
      new NearestRouting(Freight.greatCircle(), ShopTerms.FREIGHT);
  private final Map<CenterId, Map<Sku, Integer>> available = new HashMap<>();
  private final Map<CenterId, Map<Address, Integer>> flows = new TreeMap<>();
  private long unitsInStock;
  private long orders;
  private long cheaper;
  private long dearer;
  private long mostDearer;
  private long pence;
  private long nearestPence;
  private long shipments;
  private long nearestShipments;
  private long incomparable;

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
    RoutingPlan plan = nearest.route(routing(request));
    long otherUnits =
        plan.shipments().stream()
            .flatMap(shipment -> shipment.items().stream())
            .mapToLong(RoutingRequest.Item::quantity)
            .sum();
    List<Sale.Part> own = sale.parts().stream().filter(part -> !part.backordered()).toList();
    if (own.stream().mapToLong(Sale.Part::units).sum() != otherUnits) {
      incomparable++;
      return;
    } else if (own.isEmpty()) {
      return;
    }
    long cost = own.stream().mapToLong(part -> cost(part, request)).sum();
    long other = plan.shipments().stream().mapToLong(s -> Pence.of(s.cost())).sum();
    orders++;
    cheaper += cost < other ? 1 : 0;
    dearer += cost > other ? 1 : 0;
    mostDearer = Math.max(mostDearer, cost - other);
    pence += cost;
    nearestPence += other;
    shipments += own.size();
    nearestShipments += plan.shipments().size();
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

  long cheaper() {
    return cheaper;
  }

  long dearer() {
    return dearer;
  }

  /** By how many pence the dearest of them is dearer. */
  long mostDearer() {
    return mostDearer;
  }

  long pence() {
    return pence;
  }

  long nearestPence() {
    return nearestPence;
  }

  long shipments() {
    return shipments;
  }

  long nearestShipments() {
    return nearestShipments;
  }

  /** Orders whose shipments do not hold what the picture promised. */
  long incomparable() {
    return incomparable;
  }
}
