package io.backroom.benchmarks.routing;

import io.backroom.benchmarks.harness.Table;
import io.backroom.routing.exact.SourcingAnswer;
import io.backroom.routing.exact.SourcingProblem;
import io.backroom.routing.exact.SourcingSolver;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** What orders cost by the rules that shops follow, beside the least cost. */
final class Rules {
  private static final SourcingSolver SOLVER = new SourcingSolver();

  private Rules() {}

  /** Returns a table of those orders whose distances and priorities are known. */
  static Table compare(List<Instance> all) {
    List<Instance> orders =
        all.stream()
            .filter(
                order ->
                    order.kilometers().length == order.centers()
                        && order.priority().length == order.centers())
            .toList();
    Table table = new Table("rule", "costs more, %");
    double least = sum(orders, Rules::optimum);
    if (!orders.isEmpty()) {
      table.row("nearest first", percent(sum(orders, Rules::nearest), least));
      table.row("by priority", percent(sum(orders, Rules::byPriority), least));
      table.row("fewest splits, then nearest", percent(sum(orders, Rules::fewestSplits), least));
    }
    return table;
  }

  private static double percent(double cost, double least) {
    return 100 * (cost / least - 1);
  }

  private static double sum(List<Instance> orders, ToLongFunction<Instance> cost) {
    return orders.stream().mapToLong(cost).sum();
  }

  private static long optimum(Instance order) {
    SourcingAnswer answer = new SourcingAnswer();
    SOLVER.solve(Ours.sums(order), answer);
    return answer.cost();
  }

  private static long nearest(Instance order) {
    return inTurns(order, Comparator.comparingDouble(center -> order.kilometers()[center]));
  }

  private static long byPriority(Instance order) {
    return inTurns(order, Comparator.comparingInt(center -> order.priority()[center]));
  }

  private static long inTurns(Instance order, Comparator<Integer> first) {
    int[] missing = order.quantity().clone();
    long cost = 0;
    List<Integer> centers = IntStream.range(0, order.centers()).boxed().sorted(first).toList();
    for (int center : centers) {
      boolean ships = false;
      for (int line = 0; line < missing.length; line++) {
        int cell = line * order.centers() + center;
        int units = Math.min(missing[line], order.available()[cell]);
        missing[line] -= units;
        cost += units * order.unit()[cell];
        ships |= units > 0;
      }
      cost += ships ? order.fixed()[center] : 0;
    }
    return cost;
  }

  private static long fewestSplits(Instance order) {
    long[] meters = new long[order.centers()];
    for (int center = 0; center < meters.length; center++) {
      meters[center] = Math.round(1_000 * order.kilometers()[center]);
    }
    SourcingAnswer answer = new SourcingAnswer();
    SOLVER.solve(
        SourcingProblem.of(
                order.quantity(), order.available(), meters, new long[order.unit().length])
            .withFewestShipments(),
        answer);
    boolean[] ships = new boolean[meters.length];
    long cost = 0;
    for (int part = 0; part < answer.parts(); part++) {
      int center = answer.center(part);
      cost += ships[center] ? 0 : order.fixed()[center];
      ships[center] = true;
      cost += answer.units(part) * order.unit()[answer.line(part) * meters.length + center];
    }
    return cost;
  }
}
