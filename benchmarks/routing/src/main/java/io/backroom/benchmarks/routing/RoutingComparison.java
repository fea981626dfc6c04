package io.backroom.benchmarks.routing;

import com.google.ortools.Loader;
import io.backroom.benchmarks.harness.Ratios;
import io.backroom.benchmarks.harness.Table;
import io.backroom.routing.price.StockReplay;
import io.backroom.spi.policy.StockPrice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs the comparison and prints it. */
public final class RoutingComparison {
  private static final String NOTES =
      """

      An order is split over centers at the least cost: a fixed amount for each shipment, an amount for each unit, and
      stock that may not be enough in one center. All sides solve the same orders with one thread, in turns, and make
      their model each time; all prove their optimum, and each answer is compared with all others and with the optimum
      of the file, if it has one. Ours is too quick for one call to be timed: a cell's orders are solved again and again
      for some milliseconds. A ratio is the fastest of the peers beside ours, the median of the rounds; -min is that of
      the worst kind of order. any-cost: ours with a rate card that has steps, beside CP-SAT with sums, which is easier,
      for those orders whose divisions are few enough to be tried.

      Then a network lives through a cycle with a price of stock that was learned from the cycle before: what all its
      shipments cost, when what they cost is 100 if each order takes what is cheapest for itself. bound: no routing of
      this cycle costs less. stock-price: 100 beside balance, the worst of the seeds.
      """;

  private static final long OURS_NANOS = 20_000_000;
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final int WAYS_MAX = 60_000;
  private static final int NETWORK_ORDERS = 7_000;
  private static final double[] SHARES = {0.5, 0.8, 0.95};

  private final boolean quick;
  private final Ours ours = new Ours();
  private final Ratios ratios = new Ratios();
  private long compared;
  private long met;

  private RoutingComparison(boolean quick) {
    this.quick = quick;
  }

  /**
   * Runs the comparison.
   *
   * @param args {@code --quick} for a rough answer, {@code --instances FILE} for orders of a file
   */
  public static void main(String[] args) {
    boolean quick = false;
    Optional<Path> file = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (args[i].equals("--instances") && i + 1 < args.length) {
        file = Optional.of(Path.of(args[++i]));
      } else {
        System.err.println("usage: benchmarks/compare routing [--quick] [--instances FILE]");
        System.exit(2);
      }
    }
    Loader.loadNativeLibraries();
    new RoutingComparison(quick).run(file);
  }

  private void run(Optional<Path> file) {
    List<Instance> orders = file.map(Instances::read).orElseGet(() -> Instances.made(10));
    Map<Instance.Cell, List<Instance>> cells =
        orders.stream()
            .collect(
                Collectors.groupingBy(Instance::cell, LinkedHashMap::new, Collectors.toList()));
    Map<Instance.Cell, List<Instance>> large = new LinkedHashMap<>();
    for (double share : SHARES) {
      List<Instance> some = Instances.made(25, 50, share, quick ? 2 : 10);
      large.put(some.get(0).cell(), some);
    }
    Map<Instance.Cell, Timing> timings;
    Map<Instance.Cell, Timing> largest;
    Quiet quiet = new Quiet();
    try {
      warmUp(orders);
      optima(orders);
      timings = race(cells, quick ? 3 : 10, quick ? 1 : 3);
      largest = race(large, 10, 1);
    } finally {
      quiet.close();
    }
    print(timings, largest, ours.bytes(orders));
    System.out.println();
    System.out.print(Rules.compare(orders));
    network(false);
    network(true);
    System.out.println();
    System.out.print(ratios);
  }

  /** What the price of stock saves in a cycle after the one that it was learned from. */
  private void network(boolean singles) {
    Table table =
        new Table(
            singles ? "one line" : "1 to 10 lines", "orders", "balance", "bid prices", "bound");
    List<Double> saved = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      Network network = new Network(seed, singles);
      Network.Cycle past = network.cycle(NETWORK_ORDERS);
      Network.Cycle next = network.cycle(NETWORK_ORDERS);
      StockReplay.Outcome alone = next.replay().run(StockPrice.NONE);
      double whole = alone.cost();
      StockReplay.Outcome balance =
          next.replay().run(past.replay().calibrate().startingFrom(next.start()));
      StockReplay.Outcome bid = next.replay().run(past.replay().bidPrices(quick ? 40 : 100));
      if (balance.unfilled() != alone.unfilled() || bid.unfilled() != alone.unfilled()) {
        throw new IllegalStateException("A price of stock changed what was shipped");
      }
      saved.add(whole / balance.cost());
      table.row(
          "seed " + seed,
          NETWORK_ORDERS,
          100 * balance.cost() / whole,
          100 * bid.cost() / whole,
          100 * next.replay().bound(quick ? 40 : 100) / whole);
    }
    System.out.println();
    System.out.print(table);
    ratios.add(
        "stock-price-" + (singles ? "one-line" : "multi-line") + "-min", Collections.min(saved));
  }

  private void warmUp(List<Instance> orders) {
    ours.nanos(orders, Ours::sums, WARM_UP_NANOS);
    ours.nanos(divisible(orders).mapToObj(orders::get).toList(), Ours::byRateCard, WARM_UP_NANOS);
    for (Peer peer : Peer.values()) {
      for (int i = 0; i < orders.size(); i += Math.max(1, orders.size() / 30)) {
        peer.solve(orders.get(i));
      }
    }
  }

  /** Which orders are few enough units for all their divisions to be tried. */
  private static IntStream divisible(List<Instance> orders) {
    return IntStream.range(0, orders.size()).filter(i -> orders.get(i).ways() <= WAYS_MAX);
  }

  private void optima(List<Instance> orders) {
    for (Instance order : orders) {
      if (order.optimum().isPresent()) {
        compare(ours.solve(Ours.sums(order)), order.optimum().getAsLong());
      }
    }
  }

  private void compare(long own, long optimum) {
    compared++;
    met += own == optimum ? 1 : 0;
  }

  private Map<Instance.Cell, Timing> race(
      Map<Instance.Cell, List<Instance>> cells, int most, int rounds) {
    Map<Instance.Cell, Timing> timings = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Map.Entry<Instance.Cell, List<Instance>> entry : cells.entrySet()) {
        List<Instance> all = entry.getValue();
        List<Instance> some = all.subList(0, Math.min(most, all.size()));
        Timing timing = timings.computeIfAbsent(entry.getKey(), cell -> new Timing());
        timing.own().add(ours.nanos(some, Ours::sums, OURS_NANOS));
        long[] costs = new long[some.size()];
        for (int i = 0; i < costs.length; i++) {
          costs[i] = ours.solve(Ours.sums(some.get(i)));
        }
        for (Peer peer : Peer.values()) {
          timing.add(peer, nanos(peer, some, costs), divisible(some));
        }
        List<Instance> few = divisible(some).mapToObj(some::get).toList();
        if (!few.isEmpty()) {
          timing.anyCost().add(ours.nanos(few, Ours::byRateCard, OURS_NANOS));
        }
      }
    }
    return timings;
  }

  private long[] nanos(Peer peer, List<Instance> orders, long[] costs) {
    long[] nanos = new long[costs.length];
    for (int i = 0; i < costs.length; i++) {
      long started = System.nanoTime();
      long cost = peer.solve(orders.get(i));
      nanos[i] = System.nanoTime() - started;
      compare(costs[i], cost);
    }
    return nanos;
  }

  private void print(
      Map<Instance.Cell, Timing> timings, Map<Instance.Cell, Timing> largest, double bytes) {
    Table table =
        new Table(
            "centers",
            "lines",
            "share",
            "ours µs",
            "any cost µs",
            "CP-SAT ms",
            "SCIP ms",
            "HiGHS ms",
            "best/ours");
    timings.forEach((cell, timing) -> row(table, cell, timing));
    largest.forEach((cell, timing) -> row(table, cell, timing));
    System.out.print(table);
    System.out.print(NOTES);
    System.out.printf(
        "%n%,d answers compared, %,d differ. An order allocates %.1f bytes once its problem is made.%n",
        compared, compared - met, bytes);

    ratios.add("exact", (double) met / compared);
    List<Double> all = ratios(timings, cell -> true);
    ratios.add("best-of-ortools-geomean", geomean(all));
    ratios.add("best-of-ortools-min", Collections.min(all));
    List<Double> few = ratios(timings, cell -> cell.lines() <= 3);
    if (!few.isEmpty()) {
      ratios.add("best-of-ortools-3-lines-min", Collections.min(few));
    }
    ratios.add("best-of-ortools-50-lines-min", Collections.min(ratios(largest, cell -> true)));
    anyCost(timings, "any-cost-5-lines-min", 1, 5);
    anyCost(timings, "any-cost-10-lines-min", 6, 10);
  }

  private static void row(Table table, Instance.Cell cell, Timing timing) {
    table.row(
        Integer.toString(cell.centers()),
        Integer.toString(cell.lines()),
        Double.toString(cell.share()),
        Timing.median(timing.own()) / 1e3,
        timing.anyCost().isEmpty() ? "" : Timing.median(timing.anyCost()) / 1e3,
        Timing.median(timing.of(Peer.CP_SAT)) / 1e6,
        Timing.median(timing.of(Peer.SCIP)) / 1e6,
        Timing.median(timing.of(Peer.HIGHS)) / 1e6,
        timing.ratio());
  }

  private static List<Double> ratios(
      Map<Instance.Cell, Timing> timings, Function<Instance.Cell, Boolean> which) {
    List<Double> some = new ArrayList<>();
    timings.forEach(
        (cell, timing) -> {
          if (which.apply(cell)) {
            some.add(timing.ratio());
          }
        });
    return some;
  }

  private void anyCost(Map<Instance.Cell, Timing> timings, String name, int from, int to) {
    List<Double> some = new ArrayList<>();
    timings.forEach(
        (cell, timing) -> {
          if (cell.lines() >= from && cell.lines() <= to) {
            timing.anyCostRatio().ifPresent(some::add);
          }
        });
    if (!some.isEmpty()) {
      ratios.add(name, Collections.min(some));
    }
  }

  private static double geomean(List<Double> values) {
    return Math.exp(values.stream().mapToDouble(Math::log).average().orElseThrow());
  }
}
