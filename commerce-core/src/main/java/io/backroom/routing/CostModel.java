package io.backroom.routing;

import io.backroom.routing.exact.ShipmentCharge;
import io.backroom.routing.exact.SourcingAnswer;
import io.backroom.routing.exact.SourcingProblem;
import io.backroom.routing.exact.SourcingSolver;
import io.backroom.routing.exact.SourcingStatus;
import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A request in the plain numbers of the solver, in thousandths of a minor unit. One request, one
 * thread.
 *
 * <p>A shipping cost that says it is a sum is solved as one, at any size. Any other is asked for
 * what shipments of the order would cost, if the ways to divide it are few. If they are many, two
 * sums take its place: one that no shipment falls below, for the bound, and one read off three
 * parcels of each center, for a plan. With U units and W grams in the order it has
 *
 * <pre>
 *   perUnit = (cost(U, 0) − cost(1, 0)) / (U − 1)      perGram = (cost(U, W) − cost(U, 0)) / W
 * </pre>
 */
final class CostModel {
  static final long THOUSAND = 1000;
  private static final long CHARGE_MAX = 1L << 44;
  private static final int LATE_MAX = 1_000_000;
  private static final int FINEST = 1_000_000;
  private static final int ROOM_BITS = 55;

  private final StockTable table;
  private final RoutingTerms terms;
  private final ParcelTariff tariff;
  private final SourcingSolver solver;
  private final SourcingAnswer answer = new SourcingAnswer();
  private final int items;

  /** The centers in the order of preference. */
  private final int[] order;

  private final long[] prices;
  private final int[] late;
  private final int[] group;

  /**
   * What a solved request amounts to; costs count prices of stock.
   *
   * @param refused whether it is to ship whole and cannot
   */
  record Found(
      int[][] units, long unfilled, long late, long cost, OptionalLong bound, boolean refused) {
    boolean shipsAsMuchAs(Found other) {
      return unfilled == other.unfilled && late == other.late;
    }
  }

  CostModel(StockTable table, RoutingTerms terms, SourcingSolver solver) {
    this.table = table;
    this.terms = terms;
    this.solver = solver;
    tariff = new ParcelTariff(table, terms.shippingCost());
    items = table.items().size();
    order =
        IntStream.range(0, table.centers().size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(
                        c -> terms.preference().applyAsInt(at(c), table.destination()))
                    .thenComparing(table::arrives))
            .mapToInt(Integer::intValue)
            .toArray();
    late = new int[order.length];
    prices = new long[items * order.length];
    for (int j = 0; j < order.length; j++) {
      int ruled = terms.late().applyAsInt(at(order[j]), table.destination());
      int full = terms.fullIsLate() ? table.hoursFull(order[j]) : 0;
      late[j] = Math.min(LATE_MAX, ruled + table.hoursLate(order[j]) + full);
      for (int i = 0; i < items; i++) {
        int has = table.available()[i][order[j]];
        if (has > 0) {
          prices[i * order.length + j] =
              Require.range(
                  "stockPrice",
                  terms
                      .stockPrice()
                      .thousandths(at(order[j]).id(), table.items().get(i).sku(), has),
                  0,
                  Require.AMOUNT_MINOR_MAX);
        }
      }
    }
    group = groups();
  }

  private Center at(int center) {
    return table.centers().get(center);
  }

  private int[] groups() {
    Map<String, Integer> numbers = new HashMap<>();
    int[] all = new int[items];
    for (int i = 0; i < items; i++) {
      all[i] =
          terms
              .together()
              .apply(table.items().get(i).sku())
              .map(name -> numbers.computeIfAbsent(name, key -> numbers.size()))
              .orElse(-1);
    }
    return all;
  }

  ParcelTariff tariff() {
    return tariff;
  }

  /** What a shipment's units count for being taken from their shelves, in thousandths. */
  long price(int center, int[] units) {
    int place = 0;
    while (order[place] != center) {
      place++;
    }
    long sum = 0;
    for (int i = 0; i < items; i++) {
      sum += units[i] * prices[i * order.length + place];
    }
    return sum;
  }

  /** Solves the request. */
  Found best() {
    return solve(-1, -1);
  }

  /** Solves the request with a unit of an item that a center must ship. */
  Found with(int item, int center) {
    return solve(item, center);
  }

  private Found solve(int item, int center) {
    Sheet sheet = new Sheet(item, center);
    if (tariff.shippingCost() instanceof AffineShippingCost sums) {
      sheet.terms(sums);
      solver.solve(ruled(sheet.problem(), sheet), answer);
      return found(sheet, answer.cost(), true);
    }
    sheet.floor();
    solver.solve(ruled(sheet.problem(), sheet).withCharge(sheet.charge()), answer);
    Found found = found(sheet, answer.cost(), true);
    return answer.status() == SourcingStatus.OPTIMAL ? found : guided(found, sheet);
  }

  private Found guided(Found found, Sheet sheet) {
    sheet.slopes();
    solver.solve(ruled(sheet.problem(), sheet), answer);
    Found other = found(sheet, 0, false);
    long cost = 0;
    for (int c = 0; c < order.length; c++) {
      int[] units = other.units()[c];
      if (StockTable.sum(units) > 0) {
        cost += tariff.cost(c, units).getAmountMinorLong() * THOUSAND + price(c, units);
      }
    }
    boolean better =
        other.unfilled() < found.unfilled()
            || (other.shipsAsMuchAs(found) && cost < found.cost())
            || (other.unfilled() == found.unfilled() && other.late() < found.late());
    return better
        ? new Found(
            other.units(), other.unfilled(), other.late(), cost, found.bound(), other.refused())
        : found;
  }

  private SourcingProblem ruled(SourcingProblem plain, Sheet sheet) {
    SourcingProblem problem = plain;
    if (terms.maxShipments() < order.length) {
      problem = problem.withMaxShipments(terms.maxShipments());
    }
    if (terms.allOrNothing()) {
      problem = problem.withAllOrNothing();
    }
    if (terms.fewestShipments()) {
      problem = problem.withFewestShipments();
    }
    if (Arrays.stream(late).anyMatch(by -> by > 0)) {
      problem = problem.withLateness(late);
    }
    if (Arrays.stream(group).anyMatch(number -> number >= 0)) {
      problem = problem.withTogether(sheet.groups());
    }
    return problem;
  }

  private Found found(Sheet sheet, long cost, boolean bounds) {
    int[][] units = new int[order.length][items];
    for (int part = 0; part < answer.parts(); part++) {
      units[order[answer.center(part)]][sheet.item(answer.line(part))] += answer.units(part);
    }
    OptionalLong bound =
        answer.status() == SourcingStatus.OPTIMAL || !bounds
            ? OptionalLong.empty()
            : OptionalLong.of(answer.bound());
    boolean refused = answer.status() == SourcingStatus.INFEASIBLE;
    return new Found(units, answer.unfilled(), answer.late(), cost, bound, refused);
  }

  /** The lines of the solver: the items, and perhaps a unit of one that a center must ship. */
  private final class Sheet {
    private final int pinned;
    private final int[] quantity;
    private final int[] available;
    private final long[] fixed = new long[order.length];
    private final long[] unit;

    /** The unit is a line of its own; an item of one unit, or of a group, is pinned itself. */
    Sheet(int item, int center) {
      boolean own = item >= 0 && group[item] < 0 && table.quantity()[item] > 1;
      pinned = own ? item : -1;
      int lines = items + (own ? 1 : 0);
      quantity = new int[lines];
      available = new int[lines * order.length];
      unit = new long[lines * order.length];
      for (int i = 0; i < lines; i++) {
        boolean extra = i == items;
        quantity[i] = extra ? 1 : table.quantity()[i] - (i == pinned ? 1 : 0);
        for (int j = 0; j < order.length; j++) {
          int has = table.available()[item(i)][order[j]];
          boolean here = order[j] == center;
          if (extra || (item == i && !own)) {
            has = here ? has : 0;
          }
          available[i * order.length + j] = has - (i == pinned && here ? 1 : 0);
        }
      }
    }

    int item(int line) {
      return line == items ? pinned : line;
    }

    int[] groups() {
      int[] all = Arrays.copyOf(group, quantity.length);
      if (quantity.length > items) {
        all[items] = -1;
      }
      return all;
    }

    SourcingProblem problem() {
      return SourcingProblem.of(quantity, available, fixed, unit);
    }

    void terms(AffineShippingCost sums) {
      for (int j = 0; j < order.length; j++) {
        if (table.hasNone(order[j])) {
          continue;
        }
        AffineShippingCost.Terms way = sums.terms(at(order[j]), table.destination());
        tariff.checked(way.perShipment());
        fixed[j] = way.perShipment().getAmountMinorLong() * THOUSAND;
        long perUnit = way.perUnit().getAmountMinorLong() * THOUSAND;
        long perGram = way.perKilogram().getAmountMinorLong();
        fill(j, perUnit, perGram, THOUSAND);
      }
    }

    /** Fills the costs of units from a center, in so many parts of a minor unit. */
    private void fill(int place, long perUnit, long perGram, long parts) {
      for (int line = 0; line < quantity.length; line++) {
        int i = item(line);
        long carriage = Math.multiplyExact(perGram, (long) table.unitWeightGrams(i));
        long price = prices[i * order.length + place] * parts / THOUSAND;
        unit[line * order.length + place] = Math.addExact(Math.addExact(perUnit, carriage), price);
      }
    }

    /** Sums that no shipment falls below: a heavier parcel never costs less. */
    void floor() {
      for (int j = 0; j < order.length; j++) {
        int lightest = Integer.MAX_VALUE;
        for (int i = 0; i < items; i++) {
          if (table.available()[i][order[j]] > 0) {
            lightest = Math.min(lightest, table.unitWeightGrams(i));
          }
        }
        if (lightest < Integer.MAX_VALUE) {
          fixed[j] = tariff.cost(order[j], 1, lightest).getAmountMinorLong() * THOUSAND;
          fill(j, 0, 0, THOUSAND);
        }
      }
    }

    ShipmentCharge charge() {
      return (place, lines) -> {
        long units = 0;
        long grams = 0;
        long sum = 0;
        for (int line = 0; line < lines.length; line++) {
          int i = item(line);
          units += lines[line];
          grams += (long) lines[line] * table.unitWeightGrams(i);
          sum += lines[line] * prices[i * order.length + place];
        }
        sum += tariff.cost(order[place], units, grams).getAmountMinorLong() * THOUSAND;
        return Require.range("shipping cost, in thousandths", sum, 0, CHARGE_MAX);
      };
    }

    /** Sums read off three parcels, in as small parts of a minor unit as there is room for. */
    void slopes() {
      long units = StockTable.sum(table.quantity());
      long grams = table.grams(table.quantity());
      long most = 1;
      long[][] read = new long[order.length][];
      for (int j = 0; j < order.length; j++) {
        if (!table.hasNone(order[j])) {
          long single = tariff.cost(order[j], 1, 0).getAmountMinorLong();
          long weightless = tariff.cost(order[j], units, 0).getAmountMinorLong();
          long full = tariff.cost(order[j], units, grams).getAmountMinorLong();
          read[j] = new long[] {single, weightless - single, full - weightless};
          most = Math.max(most, Math.max(single, full / units + full / Math.max(1, items)));
        }
      }
      long parts = FINEST;
      while (parts > 1 && (double) most * parts * units > Math.scalb(1.0, ROOM_BITS)) {
        parts /= 10;
      }
      for (int j = 0; j < order.length; j++) {
        if (read[j] != null) {
          long perUnit = Math.max(0, read[j][1]) * parts / Math.max(1, units - 1);
          long perGram = Math.max(0, read[j][2]) * parts / Math.max(1, grams);
          fixed[j] = Math.max(0, read[j][0] * parts - perUnit);
          fill(j, perUnit, perGram, parts);
        }
      }
    }
  }
}
