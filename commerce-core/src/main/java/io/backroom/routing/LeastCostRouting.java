package io.backroom.routing;

import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;

/**
 * Ships as many units as the centers together have, at the least cost of the shipments. An item may
 * be split over several centers.
 *
 * <p>Of plans with the same cost the one with fewer shipments wins, then the one of the smaller
 * center ids. The order of items and centers in the request changes nothing.
 *
 * <p><b>When the plan is optimal.</b> At most 12 centers have any of the items, and the shipping
 * cost of each center is affine: base + perUnit × units + perGram × grams, none of them negative,
 * the base at will per center. A cost that is affine up to rounding to minor units gives a plan
 * within a few minor units per shipment of the optimum. For any other cost that grows with units
 * and weight (rate cards with weight steps) the plan is the best of all sets of centers, each
 * filled by the average cost of a unit: good, not proven. Up to 12 centers, no single shipment that
 * holds all is cheaper than the plan. With more than 12 centers a greedy choice is improved by
 * closing, swapping and opening single centers: good, not proven.
 *
 * <p>Costs are integers of minor units throughout. The time grows with the items times the sets of
 * centers that are not ruled out by their bases: microseconds for a usual order, tens of
 * milliseconds for 500 items over 12 centers with all of them.
 *
 * <p>Thread-safe if the shipping cost is, which its contract demands.
 */
public final class LeastCostRouting implements RoutingPolicy {
  private final ShippingCost shippingCost;

  /**
   * Creates the policy.
   *
   * @param shippingCost what a shipment costs the shop; asked several times for each request,
   *     always in the same currency
   */
  public LeastCostRouting(ShippingCost shippingCost) {
    this.shippingCost = shippingCost;
  }

  /**
   * Returns the cheapest plan.
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
    SplitSearch search =
        new SplitSearch(
            new SplitProblem(table.centers().size(), table.quantity(), table.available(), tariff));
    Split split = search.best();
    return table.plan(
        split,
        center -> tariff.money(split.costs()[center]),
        center -> verdict(table, tariff, search, split, center));
  }

  private static String verdict(
      StockTable table, ParcelTariff tariff, SplitSearch search, Split split, int center) {
    if (table.hasNone(center)) {
      return "has none of the items";
    }
    if (split.ships()[center]) {
      return table.shipsFor(split.units()[center], tariff.money(split.costs()[center]));
    }
    long cost = search.costWith(center, split);
    if (cost < 0) {
      return "not needed: the others ship as much, and each of their units as cheaply";
    }
    long more = cost - split.cost();
    return more == 0
        ? "not needed: a plan with it costs the same"
        : "not needed: a plan with it would cost " + tariff.money(more) + " more";
  }
}
