package io.backroom.routing;

import io.backroom.routing.exact.SourcingAnswer;
import io.backroom.routing.exact.SourcingProblem;
import io.backroom.routing.exact.SourcingSolver;
import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.Distance;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;

/**
 * Ships in as few parcels as can be, and of those ways in the one whose centers are nearest, all
 * their distances together. Units that several of them have come from the nearest. This is the best
 * of the rules that shops follow; it is blind to weight and tariff. Proven fewest: this is a search
 * as in {@link LeastCostRouting}, with kilometers for money.
 *
 * <p>Distances that are unknown are beyond all others, those in the destination's country first.
 * Thread-safe if distance and shipping cost are.
 */
public final class FewestSplitsRouting implements RoutingPolicy {
  private final Distance distance;
  private final ShippingCost shippingCost;
  private final SourcingSolver solver = new SourcingSolver();

  /**
   * Creates the policy.
   *
   * @param distance how far a center is from the destination
   * @param shippingCost what a shipment costs the shop; stated in the plan, without influence on it
   */
  public FewestSplitsRouting(Distance distance, ShippingCost shippingCost) {
    this.distance = distance;
    this.shippingCost = shippingCost;
  }

  /**
   * Returns the plan with the fewest shipments.
   *
   * @param request what goes where and what each center has
   * @return the plan; its candidates are all centers of the request in the order of their ids
   * @throws io.backroom.spi.value.InvalidInputException if a SKU or a center comes twice, or a cost
   *     is negative or in another currency than the first
   */
  @Override
  public RoutingPlan route(RoutingRequest request) {
    StockTable table = new StockTable(request, CenterFilter.NONE);
    Distances distances = new Distances(table, distance);
    int centers = table.centers().size();
    int items = table.items().size();
    long[] kilometers = new long[centers];
    int[] order = new int[centers];
    int[] available = new int[items * centers];
    for (int place = 0; place < centers; place++) {
      order[place] = distances.nearestFirst().get(place);
      kilometers[place] = Math.round(distances.of(order[place]));
      for (int item = 0; item < items; item++) {
        available[item * centers + place] = table.available()[item][order[place]];
      }
    }
    SourcingAnswer answer = new SourcingAnswer();
    solver.solve(
        SourcingProblem.of(table.quantity(), available, kilometers, new long[available.length])
            .withFewestShipments(),
        answer);
    int[][] units = new int[centers][items];
    for (int part = 0; part < answer.parts(); part++) {
      units[order[answer.center(part)]][answer.line(part)] = answer.units(part);
    }
    return RuleRouting.plan(
        table,
        new ParcelTariff(table, shippingCost),
        units,
        distances::away,
        "others fill as few parcels, and are nearer");
  }
}
