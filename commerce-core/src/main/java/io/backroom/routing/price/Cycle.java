package io.backroom.routing.price;

import io.backroom.routing.exact.SourcingAnswer;
import io.backroom.routing.exact.SourcingProblem;
import io.backroom.routing.exact.SourcingSolver;
import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The orders and the stock of a cycle in plain numbers. Costs are thousandths of a minor unit. */
final class Cycle {
  private static final long THOUSAND = 1000;

  private final SourcingSolver solver = new SourcingSolver();
  private final int centers;
  private final List<Sku> skus;

  /** Units at the start, by SKU and center. */
  private final int[] start;

  private final List<Row> rows = new ArrayList<>();

  /** An order: which SKUs, how many units, and what shipments and units cost from each center. */
  private record Row(int[] skus, int[] quantity, long[] fixed, long[] unit) {}

  /** The price of a unit. */
  interface Price {
    /** Returns the price in thousandths of a minor unit. */
    long of(int sku, int center, int available);
  }

  Cycle(
      AffineShippingCost shippingCost,
      List<Center> places,
      Map<CenterId, Map<Sku, Integer>> stock,
      List<PastOrder> orders) {
    centers = places.size();
    TreeSet<Sku> known = new TreeSet<>();
    orders.forEach(order -> order.items().forEach(item -> known.add(item.sku())));
    skus = List.copyOf(known);
    Map<Sku, Integer> index = new TreeMap<>();
    start = new int[skus.size() * centers];
    for (int sku = 0; sku < skus.size(); sku++) {
      index.put(skus.get(sku), sku);
      for (int center = 0; center < centers; center++) {
        Map<Sku, Integer> shelf = stock.getOrDefault(places.get(center).id(), Map.of());
        start[sku * centers + center] = Math.max(0, shelf.getOrDefault(skus.get(sku), 0));
      }
    }
    for (PastOrder order : orders) {
      rows.add(row(shippingCost, places, order, index));
    }
  }

  private static Row row(
      AffineShippingCost shippingCost,
      List<Center> places,
      PastOrder order,
      Map<Sku, Integer> index) {
    int lines = order.items().size();
    int[] skus =
        order.items().stream().mapToInt(item -> index.getOrDefault(item.sku(), 0)).toArray();
    long distinct = order.items().stream().map(RoutingRequest.Item::sku).distinct().count();
    Require.when(distinct == lines, "items", lines - distinct, "must not repeat any SKU");
    long[] fixed = new long[places.size()];
    long[] unit = new long[lines * fixed.length];
    for (int center = 0; center < fixed.length; center++) {
      AffineShippingCost.Terms terms = shippingCost.terms(places.get(center), order.destination());
      fixed[center] = terms.perShipment().getAmountMinorLong() * THOUSAND;
      long each = terms.perUnit().getAmountMinorLong() * THOUSAND;
      for (int line = 0; line < lines; line++) {
        long grams = order.items().get(line).unitWeightGrams();
        unit[line * fixed.length + center] =
            each + Math.multiplyExact(terms.perKilogram().getAmountMinorLong(), grams);
      }
    }
    int[] quantity = order.items().stream().mapToInt(RoutingRequest.Item::quantity).toArray();
    return new Row(skus, quantity, fixed, unit);
  }

  int orders() {
    return rows.size();
  }

  int skus() {
    return skus.size();
  }

  Sku sku(int sku) {
    return skus.get(sku);
  }

  int start(int sku, int center) {
    return start[sku * centers + center];
  }

  /** How many shelves there are: SKUs times centers. */
  int shelves() {
    return start.length;
  }

  int start(int shelf) {
    return start[shelf];
  }

  /** Routes all orders one after the other on stock that they use up. */
  StockReplay.Outcome run(Price price) {
    int[] left = start.clone();
    SourcingAnswer answer = new SourcingAnswer();
    long cost = 0;
    long shipments = 0;
    long unfilled = 0;
    for (Row row : rows) {
      int[] available = new int[row.unit.length];
      long[] unit = row.unit.clone();
      for (int cell = 0; cell < unit.length; cell++) {
        int sku = row.skus[cell / centers];
        int center = cell % centers;
        available[cell] = left[sku * centers + center];
        unit[cell] += available[cell] == 0 ? 0 : price.of(sku, center, available[cell]);
      }
      solver.solve(SourcingProblem.of(row.quantity, available, row.fixed, unit), answer);
      cost += answer.cost();
      shipments += answer.shipments();
      unfilled += answer.unfilled();
      for (int part = 0; part < answer.parts(); part++) {
        int cell = answer.line(part) * centers + answer.center(part);
        cost -= answer.units(part) * (unit[cell] - row.unit[cell]);
        left[row.skus[answer.line(part)] * centers + answer.center(part)] -= answer.units(part);
      }
    }
    return new StockReplay.Outcome(cost, shipments, unfilled);
  }

  /**
   * Routes each order as if no other took anything.
   *
   * @param prices the price of each shelf
   * @param taken where the units taken from each shelf are added up
   * @return the cost of all, prices included
   */
  long relaxed(long[] prices, long[] taken) {
    SourcingAnswer answer = new SourcingAnswer();
    long cost = 0;
    for (Row row : rows) {
      int[] available = new int[row.unit.length];
      long[] unit = row.unit.clone();
      for (int cell = 0; cell < unit.length; cell++) {
        int shelf = row.skus[cell / centers] * centers + cell % centers;
        available[cell] = start[shelf];
        unit[cell] += prices[shelf];
      }
      solver.solve(SourcingProblem.of(row.quantity, available, row.fixed, unit), answer);
      cost += answer.cost();
      for (int part = 0; part < answer.parts(); part++) {
        taken[row.skus[answer.line(part)] * centers + answer.center(part)] += answer.units(part);
      }
    }
    return cost;
  }
}
