package io.backroom.routing;

import io.backroom.spi.policy.Distance;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Asks the centers one by one, nearest first, and lets each ship what it has. This is what most
 * shops do today; it looks neither ahead nor at the cost, so it ships more parcels than needed. It
 * is here to compare with, and for shops whose shipments cost nothing but the way.
 *
 * <p>A center whose distance is unknown, because it or the destination has no coordinates, comes
 * after all others, those in the destination's country first. Equal distances go by id. Thread-safe
 * if distance and shipping cost are.
 */
public final class NearestRouting implements RoutingPolicy {
  /** Beyond any distance on Earth: unknown, same country; twice of it: unknown, another country. */
  private static final double UNKNOWN_KILOMETERS = 1e6;

  private final Distance distance;
  private final ShippingCost shippingCost;

  /**
   * Creates the policy.
   *
   * @param distance how far a center is from the destination
   * @param shippingCost what a shipment costs the shop; stated in the plan, without influence on it
   */
  public NearestRouting(Distance distance, ShippingCost shippingCost) {
    this.distance = distance;
    this.shippingCost = shippingCost;
  }

  /**
   * Returns the plan that takes all it can from the nearest center, the rest from the next.
   *
   * @param request what goes where and what each center has
   * @return the plan; its candidates are all centers of the request in the order of their ids
   * @throws io.backroom.spi.value.InvalidInputException if a SKU or a center comes twice, or a cost
   *     is negative or in another currency than the first
   */
  @Override
  public RoutingPlan route(RoutingRequest request) {
    StockTable table = new StockTable(request);
    ParcelTariff tariff = new ParcelTariff(table, request.destination(), shippingCost);
    double[] kilometers =
        table.centers().stream()
            .mapToDouble(center -> kilometers(center, request.destination()))
            .toArray();
    Split split = fill(table, tariff, byDistance(kilometers));
    return table.plan(
        split,
        center -> tariff.money(split.costs()[center]),
        center -> away(kilometers[center]) + verdict(table, tariff, split, center));
  }

  private static List<Integer> byDistance(double[] kilometers) {
    // The indexes stand in the order of ids and the sort is stable.
    return IntStream.range(0, kilometers.length)
        .boxed()
        .sorted(Comparator.comparingDouble(center -> kilometers[center]))
        .toList();
  }

  private static Split fill(StockTable table, ParcelTariff tariff, List<Integer> order) {
    int[] missing = table.quantity().clone();
    int[][] units = new int[order.size()][missing.length];
    long[] costs = new long[order.size()];
    boolean[] ships = new boolean[order.size()];
    for (int center : order) {
      for (int item = 0; item < missing.length; item++) {
        units[center][item] = Math.min(missing[item], table.available()[item][center]);
        missing[item] -= units[center][item];
      }
      ships[center] = Arrays.stream(units[center]).anyMatch(some -> some > 0);
      costs[center] = ships[center] ? tariff.cost(center, units[center]) : 0;
    }
    return new Split(units, costs, ships);
  }

  private static String verdict(StockTable table, ParcelTariff tariff, Split split, int center) {
    if (table.hasNone(center)) {
      return "has none of the items";
    }
    return split.ships()[center]
        ? table.shipsFor(split.units()[center], tariff.money(split.costs()[center]))
        : "not needed: nearer centers have what it has";
  }

  private static String away(double kilometers) {
    return kilometers < UNKNOWN_KILOMETERS
        ? String.format(Locale.ROOT, "%.0f km away: ", kilometers)
        : "distance unknown: ";
  }

  private double kilometers(Center center, Address destination) {
    Address from = center.address();
    if (from.point().isPresent() && destination.point().isPresent()) {
      return distance.kilometers(from.point().get(), destination.point().get());
    }
    return from.country().equals(destination.country())
        ? UNKNOWN_KILOMETERS
        : 2 * UNKNOWN_KILOMETERS;
  }
}
