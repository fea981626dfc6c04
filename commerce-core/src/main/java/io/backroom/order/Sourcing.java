package io.backroom.order;

import io.backroom.fulfillment.Workload;
import io.backroom.order.Sourced.Load;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntBiFunction;

/**
 * Finds units on the levels of one moment: from stock by a routing policy, the rest from what is
 * still to come in.
 */
final class Sourcing {
  private final List<Center> centers;
  private final Arrival arrival;
  private final List<StockLevel> levels;
  private final ToIntBiFunction<Sku, CenterId> beyond;
  private final String service;
  private final Instant now;

  /**
   * Creates a search.
   *
   * @param centers which centers may ship
   * @param arrival when units are with the customer that are ready at a center at a time
   * @param levels the levels of all SKUs that are looked for
   * @param beyond how many units may be promised at a center beyond what it expects
   * @param service the carriers' service
   * @param now the moment
   */
  Sourcing(
      List<Center> centers,
      Arrival arrival,
      List<StockLevel> levels,
      ToIntBiFunction<Sku, CenterId> beyond,
      String service,
      Instant now) {
    this.centers = centers;
    this.arrival = arrival;
    this.levels = levels;
    this.beyond = beyond;
    this.service = service;
    this.now = now;
  }

  /**
   * Returns where the units of a hold come from: the centers were chosen when it was made. Empty if
   * it does not keep exactly what is wanted, or what it waits for is not expected any more.
   */
  Optional<Sourced> held(Reservation hold, Map<Sku, Integer> wanted) {
    Map<Sku, Integer> kept = new HashMap<>();
    Map<CenterId, Map<Sku, Integer>> stock = new TreeMap<>();
    Map<CenterId, Backordering> later = new TreeMap<>();
    for (Reservation.Line line : hold.lines()) {
      kept.merge(line.sku(), line.kept() + line.backordered(), Math::addExact);
      List<Center> there = centers.stream().filter(c -> c.id().equals(line.center())).toList();
      if (line.kept() > 0) {
        stock
            .computeIfAbsent(line.center(), center -> new LinkedHashMap<>())
            .put(line.sku(), line.kept());
      }
      boolean expected =
          line.backordered() == 0
              || later
                      .computeIfAbsent(
                          line.center(), center -> new Backordering(there, arrival, levels, now))
                      .plan(line.sku(), line.backordered(), beyond)
                  == 0;
      if (there.isEmpty() || !expected) {
        return Optional.empty();
      }
    }
    if (!kept.equals(wanted)) {
      return Optional.empty();
    }
    List<Load> loads = new ArrayList<>();
    stock.forEach((center, units) -> loads.add(Load.inStock(center, now, units)));
    later.values().forEach(own -> loads.addAll(own.loads()));
    List<RoutingPlan.Candidate> candidates =
        loads.stream()
            .map(Load::center)
            .distinct()
            .map(center -> new RoutingPlan.Candidate(center, "its units are held already"))
            .toList();
    return Optional.of(new Sourced(loads, Map.of(), candidates));
  }

  /** Returns the question for a routing policy. */
  RoutingRequest request(
      Address destination, List<RoutingRequest.Item> items, Optional<Instant> wantedBy) {
    return new RoutingRequest(destination, items, options(items), wantedBy, service);
  }

  /** Finds all units; none if they are to ship together and some are lacking. */
  Sourced route(RoutingPolicy routing, RoutingRequest request) {
    RoutingPlan plan = routing.route(request);
    return plan.proof().status() == RoutingPlan.Status.INFEASIBLE
        ? refused(plan)
        : sourced(plan, centers);
  }

  private static Sourced refused(RoutingPlan plan) {
    Map<Sku, Integer> lacking = new TreeMap<>();
    plan.lacking().forEach(item -> lacking.merge(item.sku(), item.quantity(), Math::addExact));
    return new Sourced(List.of(), lacking, plan.candidates());
  }

  /**
   * The same for what is ordered already, with other centers where units may wait for receipts:
   * what is to ship together waits together.
   *
   * @param waiting those centers
   */
  Sourced route(RoutingPolicy routing, RoutingRequest request, List<Center> waiting) {
    return sourced(routing.route(request), waiting);
  }

  private Sourced sourced(RoutingPlan plan, List<Center> waiting) {
    List<Load> loads = new ArrayList<>();
    for (RoutingPlan.Shipment shipment : plan.shipments()) {
      Map<Sku, Integer> units = new LinkedHashMap<>();
      shipment.items().forEach(item -> units.merge(item.sku(), item.quantity(), Math::addExact));
      loads.add(Load.inStock(shipment.center(), now, units));
    }
    Backordering later = new Backordering(waiting, arrival, levels, now);
    Map<Sku, Integer> lacking = new TreeMap<>();
    for (RoutingRequest.Item item : plan.unfilled()) {
      int missing = later.plan(item.sku(), item.quantity(), beyond);
      if (missing > 0) {
        lacking.put(item.sku(), missing);
      }
    }
    loads.addAll(later.loads());
    return new Sourced(loads, lacking, plan.candidates());
  }

  private List<RoutingRequest.Option> options(List<RoutingRequest.Item> items) {
    Map<CenterId, Map<Sku, Integer>> available = new HashMap<>();
    for (StockLevel level : levels) {
      if (level.availableToPromise() > 0) {
        available
            .computeIfAbsent(level.center(), center -> new HashMap<>())
            .put(level.sku(), level.availableToPromise());
      }
    }
    return centers.stream()
        .map(center -> option(center, available.getOrDefault(center.id(), Map.of()), items))
        .toList();
  }

  /** A center's dates are those of all that it could ship of the order. */
  private RoutingRequest.Option option(
      Center center, Map<Sku, Integer> available, List<RoutingRequest.Item> items) {
    int units =
        items.stream()
            .mapToInt(item -> Math.min(item.quantity(), available.getOrDefault(item.sku(), 0)))
            .sum();
    if (units == 0) {
      return new RoutingRequest.Option(center, available);
    }
    Workload.Timed timed = arrival.timed(center, now, units);
    return new RoutingRequest.Option(
        center, available, Optional.of(timed.dates().latest()), timed.full());
  }
}
