package io.backroom.benchmarks.routing;

import com.sun.management.ThreadMXBean;
import io.backroom.routing.exact.ShipmentCharge;
import io.backroom.routing.exact.SourcingAnswer;
import io.backroom.routing.exact.SourcingProblem;
import io.backroom.routing.exact.SourcingSolver;
import io.backroom.routing.exact.SourcingStatus;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Function;

/** The solver of the library, with one thread; making the problem is part of solving. */
final class Ours {
  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getPlatformMXBean(java.lang.management.ThreadMXBean.class);

  /** What the rate card of {@link #byRateCard} rounds up to. */
  private static final long STEP = 5_000;

  private final SourcingSolver solver = new SourcingSolver();
  private final SourcingAnswer answer = new SourcingAnswer();

  /** An order whose costs are sums. */
  static SourcingProblem sums(Instance order) {
    return SourcingProblem.of(order.quantity(), order.available(), order.fixed(), order.unit());
  }

  /** The same order with each shipment's cost rounded up to a step, which no sum can tell. */
  static SourcingProblem byRateCard(Instance order) {
    int m = order.centers();
    long[] fixed = order.fixed();
    long[] unit = order.unit();
    ShipmentCharge card =
        (center, units) -> {
          long cost = fixed[center];
          for (int i = 0; i < units.length; i++) {
            cost += units[i] * unit[i * m + center];
          }
          return (cost + STEP - 1) / STEP * STEP;
        };
    return sums(order).withCharge(card);
  }

  /** Returns the least cost; −1 if it is not proven. */
  long solve(SourcingProblem problem) {
    solver.solve(problem, answer);
    return answer.status() == SourcingStatus.OPTIMAL && answer.unfilled() == 0 ? answer.cost() : -1;
  }

  /**
   * Solves some orders over and over.
   *
   * @param least for how many nanoseconds, at least
   * @return nanoseconds for an order
   */
  double nanos(List<Instance> orders, Function<Instance, SourcingProblem> kind, long least) {
    long expected = pass(orders, kind);
    long passes = 0;
    long started = System.nanoTime();
    long now = started;
    while (now - started < least) {
      if (pass(orders, kind) != expected) {
        throw new IllegalStateException("The same orders had different answers");
      }
      passes++;
      now = System.nanoTime();
    }
    return (double) (now - started) / passes / orders.size();
  }

  private long pass(List<Instance> orders, Function<Instance, SourcingProblem> kind) {
    long sum = 0;
    for (Instance order : orders) {
      solver.solve(kind.apply(order), answer);
      sum = 31 * sum + answer.cost();
    }
    return sum;
  }

  /** Returns how many bytes solving an order allocates, once its problem is there. */
  double bytes(List<Instance> orders) {
    List<SourcingProblem> problems = orders.stream().map(Ours::sums).toList();
    for (SourcingProblem problem : problems) {
      solver.solve(problem, answer);
    }
    int passes = 100;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int pass = 0; pass < passes; pass++) {
      for (int i = 0; i < problems.size(); i++) {
        solver.solve(problems.get(i), answer);
      }
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    return (double) bytes / passes / problems.size();
  }
}
