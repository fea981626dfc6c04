package io.backroom.routing;

import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.value.CenterId;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What policies that follow a rule have in common: they ask one center after the other. */
final class RuleRouting {
  private RuleRouting() {}

  /** Lets each center ship what it has of what is missing. */
  static int[][] inTurns(StockTable table, List<Integer> order) {
    int[] missing = table.quantity().clone();
    int[][] units = new int[table.centers().size()][missing.length];
    for (int center : order) {
      for (int item = 0; item < missing.length; item++) {
        units[center][item] = Math.min(missing[item], table.available()[item][center]);
        missing[item] -= units[center][item];
      }
    }
    return units;
  }

  /**
   * Returns a plan of which nothing is proven.
   *
   * @param about what is said first of a center
   * @param notNeeded why a center with stock does not ship
   */
  static RoutingPlan plan(
      StockTable table,
      ParcelTariff tariff,
      int[][] units,
      IntFunction<String> about,
      String notNeeded) {
    return table.plan(
        units,
        center -> tariff.cost(center, units[center]),
        center -> {
          CenterId id = table.centers().get(center).id();
          boolean ships = StockTable.sum(units[center]) > 0;
          Optional<RoutingPlan.CostPart> cost =
              ships
                  ? Optional.of(
                      new RoutingPlan.CostPart("shipping", tariff.cost(center, units[center])))
                  : Optional.empty();
          String verdict =
              cost.map(part -> table.shipsFor(units[center], part.amount()))
                  .or(() -> table.nothing(center))
                  .orElse("not needed: " + notNeeded);
          return new RoutingPlan.Candidate(
              id, about.apply(center) + verdict, cost.stream().toList(), table.refused(center));
        },
        RoutingPlan.Proof.NONE);
  }
}
