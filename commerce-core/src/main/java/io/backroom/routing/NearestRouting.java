package io.backroom.routing;

import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.Distance;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;

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
    StockTable table = new StockTable(request, CenterFilter.NONE);
    Distances distances = new Distances(table, distance);
    return RuleRouting.plan(
        table,
        new ParcelTariff(table, shippingCost),
        RuleRouting.inTurns(table, distances.nearestFirst()),
        distances::away,
        "nearer centers have what it has");
  }
}
