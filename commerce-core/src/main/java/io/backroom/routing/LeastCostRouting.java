package io.backroom.routing;

import io.backroom.routing.exact.SourcingSolver;
import io.backroom.spi.policy.ExplainingRoutingPolicy;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingReason;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.CenterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Ships as many units as the centers together have, at the least cost of the shipments, and says
 * whether that is proven. An item may be split over several centers, each of which sends one
 * shipment at most.
 *
 * <p>What counts, in this order: units that are left out; lateness; shipments, if the terms say so;
 * the cost of shipments with the price of the stock that they take. Plans that are equal in all of
 * these go by fewer shipments, then by the preference of centers, then by how soon they deliver,
 * then by their ids. The order of items and centers in the request changes nothing. If the terms
 * say that orders ship whole or not at all, one of which a unit would be left out is not shipped,
 * and the plan names what it lacks.
 *
 * <p><b>When the plan is proven.</b> Always, if the shipping cost is an {@link
 * io.backroom.spi.policy.AffineShippingCost}; its sums are compared before they are rounded to
 * minor units. With any other cost, if the ways to divide the order are few: ten items of one unit,
 * three of twelve units each. Beyond that the plan is the best of those that sums read off a few
 * parcels lead to, those of whole items, and those of single centers; it has a bound, which is
 * rarely close.
 *
 * <p>Microseconds for a usual order, a few milliseconds for 50 items over 25 centers. Thread-safe
 * if the functions of its terms are.
 */
public final class LeastCostRouting implements ExplainingRoutingPolicy {
  private final RoutingTerms terms;
  private final SourcingSolver solver = new SourcingSolver();

  /**
   * Creates the policy for shipping costs alone.
   *
   * @param shippingCost what a shipment costs the shop; asked several times for each request,
   *     always in the same currency
   */
  public LeastCostRouting(ShippingCost shippingCost) {
    this(RoutingTerms.of(shippingCost));
  }

  /**
   * Creates the policy.
   *
   * @param terms what counts
   */
  public LeastCostRouting(RoutingTerms terms) {
    this.terms = terms;
  }

  /**
   * Returns the best plan.
   *
   * @param request what goes where and what each center has
   * @return the plan; its candidates are all centers of the request in the order of their ids
   * @throws io.backroom.spi.value.InvalidInputException if a SKU or a center comes twice, a cost is
   *     negative or in another currency than the first, or costs are too large to be added up
   */
  @Override
  public RoutingPlan route(RoutingRequest request) {
    StockTable table = new StockTable(request, terms.filter());
    CostModel model = new CostModel(table, terms, solver);
    return plan(table, model, model.best());
  }

  /**
   * Explains a center's part: what it ships, what keeps it from shipping, or what the best plan in
   * which it ships anything costs more. Takes as long as one plan for each item.
   */
  @Override
  public RoutingReason whyNot(RoutingRequest request, CenterId center) {
    StockTable table = new StockTable(request, terms.filter());
    CostModel model = new CostModel(table, terms, solver);
    CostModel.Found best = model.best();
    RoutingPlan chosen = plan(table, model, best);
    int place = table.place(center);
    boolean nothing = chosen.proof().status() == RoutingPlan.Status.INFEASIBLE;
    if (nothing || table.hasNone(place) || StockTable.sum(best.units()[place]) > 0) {
      String verdict = chosen.candidates().get(place).verdict();
      return new RoutingReason(center, verdict, chosen, Optional.empty(), Optional.empty());
    }
    return nearest(table, model, place, best)
        .map(
            with -> {
              Money more = rounded(model, with.cost() - best.cost());
              return new RoutingReason(
                  center,
                  table.told(with(more, chosen.proof()), place),
                  chosen,
                  Optional.of(more),
                  Optional.of(plan(table, model, with)));
            })
        .orElseGet(
            () ->
                new RoutingReason(
                    center,
                    table.told("every plan with it ships fewer units, or ships later", place),
                    chosen,
                    Optional.empty(),
                    Optional.empty()));
  }

  /**
   * For people: what a plan with a center costs more. Plans without a proof may turn out dearer.
   */
  private static String with(Money more, RoutingPlan.Proof proof) {
    String plan =
        proof.equals(RoutingPlan.Proof.OPTIMAL) ? "the best plan with it" : "a plan found with it";
    if (more.isZero()) {
      return plan + " costs the same";
    }
    return plan + " costs " + more.abs() + (more.isNegative() ? " less" : " more");
  }

  /** The best plan in which a center ships anything: of those in which it ships a certain item. */
  private static Optional<CostModel.Found> nearest(
      StockTable table, CostModel model, int center, CostModel.Found best) {
    Optional<CostModel.Found> nearest = Optional.empty();
    for (int item = 0; item < table.items().size(); item++) {
      if (table.available()[item][center] == 0) {
        continue;
      }
      CostModel.Found with = model.with(item, center);
      boolean ships = StockTable.sum(with.units()[center]) > 0 && with.shipsAsMuchAs(best);
      if (ships && nearest.map(other -> with.cost() < other.cost()).orElse(true)) {
        nearest = Optional.of(with);
      }
    }
    return nearest;
  }

  private static RoutingPlan plan(StockTable table, CostModel model, CostModel.Found found) {
    if (found.refused()) {
      return table.nothing(found.units());
    }
    RoutingPlan.Proof proof =
        found.bound().isEmpty()
            ? RoutingPlan.Proof.OPTIMAL
            : new RoutingPlan.Proof(
                RoutingPlan.Status.FEASIBLE,
                Optional.of(model.tariff().money(found.bound().getAsLong() / CostModel.THOUSAND)));
    return table.plan(
        found.units(),
        center -> model.tariff().cost(center, found.units()[center]),
        center -> candidate(table, model, found, center),
        proof);
  }

  private static RoutingPlan.Candidate candidate(
      StockTable table, CostModel model, CostModel.Found found, int center) {
    CenterId id = table.centers().get(center).id();
    int[] units = found.units()[center];
    if (StockTable.sum(units) > 0) {
      Money cost = model.tariff().cost(center, units);
      return new RoutingPlan.Candidate(
          id, table.shipsFor(units, cost), parts(model, center, units), table.refused(center));
    }
    Optional<String> nothing = table.nothing(center);
    if (nothing.isPresent() || !table.hasAll(center)) {
      String verdict = nothing.orElseGet(() -> "not needed: " + table.hasOf(center));
      return new RoutingPlan.Candidate(id, verdict, List.of(), table.refused(center));
    }
    int[] all = new int[units.length];
    for (int item = 0; item < all.length; item++) {
      all[item] = table.fillable(item);
    }
    Money freight = model.tariff().cost(center, all);
    long alone = freight.getAmountMinorLong() * CostModel.THOUSAND + model.price(center, all);
    Money more = rounded(model, alone - found.cost());
    String verdict =
        more.isPositive()
            ? "not needed: alone it would cost " + more + " more"
            : "not needed: alone it would cost the same, or come later";
    return new RoutingPlan.Candidate(id, verdict, parts(model, center, all), table.refused(center));
  }

  private static List<RoutingPlan.CostPart> parts(CostModel model, int center, int[] units) {
    List<RoutingPlan.CostPart> parts = new ArrayList<>();
    parts.add(new RoutingPlan.CostPart("shipping", model.tariff().cost(center, units)));
    long price = model.price(center, units);
    if (price > 0) {
      parts.add(new RoutingPlan.CostPart("price of stock", rounded(model, price)));
    }
    return parts;
  }

  /** Half a minor unit and more is one. */
  private static Money rounded(CostModel model, long thousandths) {
    long half = CostModel.THOUSAND / 2;
    return model.tariff().money(Math.floorDiv(thousandths + half, CostModel.THOUSAND));
  }
}
