package io.backroom.benchmarks.picking;

import io.backroom.benchmarks.harness.Ratios;
import io.backroom.benchmarks.harness.Table;
import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import io.backroom.fulfillment.wave.PickOrder;
import io.backroom.fulfillment.wave.PickTerms;
import io.backroom.fulfillment.wave.WavePlan;
import io.backroom.fulfillment.wave.WavePlanner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Batches of 200 orders of one wave for carts of 24 units, beside batches that are filled as orders
 * come.
 */
final class Batching {
  static final String NOTES =
      """

      batching: 200 orders of one cut-off, each line one unit anywhere in a warehouse of 20 aisles, 30 deep, 3 apart, go
      on carts of 24 units. What the tours are long when 100 is that of carts filled as orders come and walked in
      S-shape; then filled as orders come, with the tours of OR-Tools and with shortest tours; then ours, from orders to
      batches with tours, pickers and times, with its time and that of OR-Tools for the tours alone. The ratio batching is
      the share of the way that ours saves of S-shapes, -min in the worst kind of orders and warehouse; batching-second
      is one second beside the slowest of our plans.
      """;

  private static final int ORDERS = 200;
  private static final int CART = 24;
  private static final int AISLES = 20;
  private static final int DEPTH = 30;
  private static final Stop DEPOT = new Stop(0, 0);
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final double[] MANY_LINES = {.45, .22, .12, .07, .05, .03, .02, .02, .01, .01};
  private static final double[] ONE_LINE = {.97, .027, .003};

  private final int seeds;
  private double slowest;
  private double least = 1;
  private double own;
  private double shapes;

  Batching(boolean quick) {
    this.seeds = quick ? 2 : 10;
  }

  /** Prints a table and adds ratios. */
  void run(Ratios ratios) {
    Table table =
        new Table(
            "orders",
            "blocks",
            "carts",
            "S-shape",
            "OR-Tools",
            "shortest",
            "ours",
            "ours ms",
            "OR-Tools ms");
    WavePlanner warm = planner(new AisleGrid(2, AISLES, DEPTH / 2, 3));
    for (int seed = 0; seed < 10; seed++) {
      warm.plan(NOON, orders(2, MANY_LINES, -1 - seed));
    }
    for (int blocks = 1; blocks <= 3; blocks++) {
      row(table, "1 to 10 lines", blocks, MANY_LINES);
      row(table, "mostly 1 line", blocks, ONE_LINE);
    }
    System.out.print(table);
    System.out.print(NOTES);
    ratios.add("batching", 1 - own / shapes);
    ratios.add("batching-min", least);
    ratios.add("batching-second", 1e9 / slowest);
  }

  private static WavePlanner planner(AisleGrid grid) {
    return new WavePlanner(grid, DEPOT, PickTerms.cart(ORDERS, CART).withPickers(5));
  }

  private void row(Table table, String name, int blocks, double[] lines) {
    AisleGrid grid = new AisleGrid(blocks, AISLES, DEPTH / blocks, 3);
    WavePlanner planner = planner(grid);
    double[] ways = new double[4];
    List<Double> nanos = new ArrayList<>();
    double peerNanos = 0;
    int carts = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      List<PickOrder> orders = orders(blocks, lines, seed);
      List<List<Stop>> firstCome = firstCome(orders);
      for (List<Stop> stops : firstCome) {
        ways[0] += SShape.length(grid, DEPOT, stops.subList(1, stops.size()));
        long started = System.nanoTime();
        ways[1] += Peer.solve(new Instance(grid, stops, OptionalLong.empty()));
        peerNanos += System.nanoTime() - started;
        ways[2] += Ours.length(new Instance(grid, stops, OptionalLong.empty()));
      }
      long started = System.nanoTime();
      WavePlan plan = planner.plan(NOON, orders);
      nanos.add((double) (System.nanoTime() - started));
      if (plan.batches().stream().mapToInt(batch -> batch.orders().size()).sum() != ORDERS) {
        throw new IllegalStateException("The plan has not every order");
      }
      ways[3] += plan.length();
      carts += plan.batches().size();
    }
    own += ways[3];
    shapes += ways[0];
    least = Math.min(least, 1 - ways[3] / ways[0]);
    slowest = Math.max(slowest, nanos.stream().mapToDouble(n -> n).max().orElseThrow());
    double[] parts = Arrays.stream(ways).map(way -> 100 * way / ways[0]).toArray();
    table.row(
        name,
        Integer.toString(blocks),
        (double) carts / seeds,
        parts[0],
        parts[1],
        parts[2],
        parts[3],
        Ours.median(nanos) / 1e6,
        peerNanos / seeds / 1e6);
  }

  /** The stops of carts that are filled as orders come, the depot first. */
  private static List<List<Stop>> firstCome(List<PickOrder> orders) {
    List<List<Stop>> carts = new ArrayList<>();
    int items = CART;
    for (PickOrder order : orders) {
      if (items + order.items() > CART) {
        carts.add(new ArrayList<>(List.of(DEPOT)));
        items = 0;
      }
      carts.get(carts.size() - 1).addAll(order.stops());
      items += order.items();
    }
    return carts;
  }

  private static List<PickOrder> orders(int blocks, double[] lines, int seed) {
    SplittableRandom random = new SplittableRandom(1_000L * seed + blocks);
    Instant cutOff = NOON.plus(Duration.ofHours(12));
    int depth = DEPTH / blocks * blocks;
    List<PickOrder> orders = new ArrayList<>();
    while (orders.size() < ORDERS) {
      double left = random.nextDouble();
      int more = 0;
      while (more < lines.length - 1 && left >= lines[more]) {
        left -= lines[more++];
      }
      List<Stop> stops = new ArrayList<>();
      for (int line = 0; line <= more; line++) {
        stops.add(new Stop(random.nextInt(AISLES), 1 + random.nextInt(depth - 1)));
      }
      orders.add(new PickOrder("o" + orders.size(), stops, stops.size(), 0, cutOff));
    }
    return orders;
  }
}
