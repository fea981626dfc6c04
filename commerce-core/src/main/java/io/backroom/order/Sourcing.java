package io.backroom.order;

import io.backroom.order.Sourced.Load;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds units on the levels of one moment: from stock by a routing policy, the rest from the
 * receipts that arrive first.
 */
final class Sourcing {
  private final List<Center> centers;
  private final Function<Center, Duration> way;
  private final List<StockLevel> levels;
  private final Instant now;

  /**
   * Creates a search.
   *
   * @param centers which centers may ship
   * @param way how long units take from the shelf of a center to the customer
   * @param levels the levels of all SKUs that are looked for
   * @param now the moment
   */
  Sourcing(
      List<Center> centers, Function<Center, Duration> way, List<StockLevel> levels, Instant now) {
    this.centers = centers;
    this.way = way;
    this.levels = levels;
    this.now = now;
  }

  Sourced route(RoutingPolicy routing, Address destination, List<RoutingRequest.Item> items) {
    RoutingPlan plan = routing.route(new RoutingRequest(destination, items, options()));
    List<Load> loads = new ArrayList<>();
    for (RoutingPlan.Shipment shipment : plan.shipments()) {
      Map<Sku, Integer> units = new LinkedHashMap<>();
      shipment.items().forEach(item -> units.merge(item.sku(), item.quantity(), Math::addExact));
      loads.add(new Load(shipment.center(), now, units, Map.of()));
    }
    Map<Sku, Integer> lacking = backorder(plan.unfilled(), loads);
    return new Sourced(loads, lacking, plan.candidates());
  }

  private List<RoutingRequest.Option> options() {
    Map<CenterId, Map<Sku, Integer>> available = new HashMap<>();
    for (StockLevel level : levels) {
      if (level.availableToPromise() > 0) {
        available
            .computeIfAbsent(level.center(), center -> new HashMap<>())
            .put(level.sku(), level.availableToPromise());
      }
    }
    return centers.stream()
        .map(
            center ->
                new RoutingRequest.Option(center, available.getOrDefault(center.id(), Map.of())))
        .toList();
  }

  /**
   * Adds one load for each center, so that a SKU is backordered there for one shipment only, and
   * returns what cannot be promised.
   */
  private Map<Sku, Integer> backorder(List<RoutingRequest.Item> items, List<Load> loads) {
    Map<CenterId, Load> later = new TreeMap<>();
    Map<Sku, Integer> lacking = new TreeMap<>();
    for (RoutingRequest.Item item : items) {
      int missing = item.quantity();
      for (Incoming incoming : incoming(item.sku())) {
        int units = Math.min(missing, incoming.free());
        if (units > 0) {
          missing -= units;
          later.merge(incoming.center().id(), incoming.load(units), Sourcing::together);
        }
      }
      if (missing > 0) {
        lacking.put(item.sku(), missing);
      }
    }
    loads.addAll(later.values());
    return lacking;
  }

  /** What leaves together waits for the last of it. */
  private static Load together(Load one, Load other) {
    Map<Sku, Integer> units = new LinkedHashMap<>(one.units());
    units.putAll(other.units());
    Map<Sku, Integer> limits = new HashMap<>(one.limits());
    limits.putAll(other.limits());
    return new Load(one.center(), later(one.ready(), other.ready()), units, limits);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private List<Incoming> incoming(Sku sku) {
    List<Incoming> incoming = new ArrayList<>();
    for (Center center : centers) {
      levels.stream()
          .filter(level -> level.sku().equals(sku) && level.center().equals(center.id()))
          .map(level -> new Incoming(center, level))
          .filter(some -> some.free() > 0)
          .forEach(incoming::add);
    }
    incoming.sort(
        Comparator.comparing((Incoming some) -> some.ready(1).plus(way.apply(some.center())))
            .thenComparing(some -> some.center().id()));
    return incoming;
  }

  /** What one center expects of a SKU beyond what it has promised already. */
  private final class Incoming {
    private final Center center;
    private final StockLevel level;
    private final int promised;

    Incoming(Center center, StockLevel level) {
      this.center = center;
      this.level = level;
      this.promised = Math.max(0, -level.availableToPromise());
    }

    Center center() {
      return center;
    }

    int free() {
      long expected =
          level.expected().stream().mapToLong(receipt -> receipt.line().quantity()).sum();
      return (int) Math.max(0, Math.min(Integer.MAX_VALUE, expected) - promised);
    }

    Load load(int units) {
      Sku sku = level.sku();
      int limit = Math.addExact(level.backordered(), free());
      return new Load(level.center(), ready(units), Map.of(sku, units), Map.of(sku, limit));
    }

    /** Receipts serve in the order of their dates; an overdue one is expected any moment. */
    Instant ready(int units) {
      long before = 0;
      for (ExpectedReceipt receipt : level.expected()) {
        before += receipt.line().quantity();
        if (before >= (long) promised + units) {
          return later(receipt.expectedAt(), now);
        }
      }
      throw new IllegalStateException("More units of " + level.sku() + " than are expected");
    }
  }
}
