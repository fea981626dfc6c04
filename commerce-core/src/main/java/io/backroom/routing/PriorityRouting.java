package io.backroom.routing;

import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.CenterId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks the centers one by one in an order that the shop has set, and lets each ship what it has.
 * Centers that the shop has not named come last, by id. Thread-safe if the shipping cost is.
 */
public final class PriorityRouting implements RoutingPolicy {
  private final List<CenterId> priority;
  private final ShippingCost shippingCost;

  /**
   * Creates the policy.
   *
   * @param priority the centers, first the one that is to ship whatever it has
   * @param shippingCost what a shipment costs the shop; stated in the plan, without influence on it
   */
  public PriorityRouting(List<CenterId> priority, ShippingCost shippingCost) {
    this.priority = List.copyOf(priority);
    this.shippingCost = shippingCost;
  }

  /**
   * Returns the plan that takes all it can from the first center, the rest from the next.
   *
   * @param request what goes where and what each center has
   * @return the plan; its candidates are all centers of the request in the order of their ids
   * @throws io.backroom.spi.value.InvalidInputException if a SKU or a center comes twice, or a cost
   *     is negative or in another currency than the first
   */
  @Override
  public RoutingPlan route(RoutingRequest request) {
    StockTable table = new StockTable(request, CenterFilter.NONE);
    List<Integer> order =
        IntStream.range(0, table.centers().size())
            .boxed()
            .sorted(Comparator.comparingInt(center -> rank(table.centers().get(center).id())))
            .toList();
    return RuleRouting.plan(
        table,
        new ParcelTariff(table, shippingCost),
        RuleRouting.inTurns(table, order),
        center -> "",
        "centers of higher priority have what it has");
  }

  private int rank(CenterId center) {
    int at = priority.indexOf(center);
    return at < 0 ? priority.size() : at;
  }
}
