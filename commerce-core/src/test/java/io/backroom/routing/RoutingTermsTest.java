package io.backroom.routing;

import static io.backroom.routing.Requests.GLASGOW;
import static io.backroom.routing.Requests.LEEDS;
import static io.backroom.routing.Requests.LONDON;
import static io.backroom.routing.Requests.affine;
import static io.backroom.routing.Requests.item;
import static io.backroom.routing.Requests.option;
import static io.backroom.routing.Requests.pounds;
import static io.backroom.routing.Requests.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.RoutingReason;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutingTermsTest {
  /** Leeds is cheapest, London dearest. */
  private static final Map<String, long[]> COSTS =
      Map.of(
          "leeds", new long[] {400, 0, 0},
          "glasgow", new long[] {500, 0, 0},
          "london", new long[] {700, 0, 0});

  private static final RoutingTerms TERMS = RoutingTerms.of(terms(COSTS));

  /** Leeds lacks the pot; the others have everything. */
  private static final RoutingRequest CUPS_AND_POT =
      new RoutingRequest(
          LONDON,
          List.of(item("cup", 2, 300), item("pot", 1, 900)),
          List.of(
              option("glasgow", GLASGOW, Map.of("cup", 9, "pot", 9)),
              option("leeds", LEEDS, Map.of("cup", 9)),
              option("london", LONDON, Map.of("cup", 9, "pot", 9))));

  private static List<String> ships(RoutingPlan plan) {
    return plan.shipments().stream()
        .flatMap(
            shipment ->
                shipment.items().stream()
                    .map(
                        item ->
                            shipment.center() + " " + item.quantity() + " " + item.sku().value()))
        .toList();
  }

  private static List<String> ships(RoutingTerms terms) {
    return ships(new LeastCostRouting(terms).route(CUPS_AND_POT));
  }

  @Test
  void withoutTermsTheCheapestShipmentWins() {
    assertThat(ships(TERMS)).containsExactly("glasgow 2 cup", "glasgow 1 pot");
  }

  @Test
  void whatACenterMustNotShipItDoesNotAndThePlanSaysWhy() {
    RoutingTerms terms =
        TERMS.withFilter(
            (from, to, item) ->
                from.id().value().equals("glasgow") && item.sku().value().equals("pot")
                    ? Optional.of("pots are not kept safely")
                    : Optional.empty());
    RoutingPlan plan = new LeastCostRouting(terms).route(CUPS_AND_POT);
    assertThat(ships(plan)).containsExactly("london 2 cup", "london 1 pot");
    assertThat(plan.candidates().get(0).refused())
        .containsExactly(
            new RoutingPlan.Refused(item("pot", 1, 900).sku(), "pots are not kept safely"));
    assertThat(Requests.verdict(plan, "glasgow")).isEqualTo("not needed: has 2 of 3 units");

    RoutingTerms closed =
        TERMS.withFilter(
            (from, to, item) ->
                from.id().value().equals("glasgow") ? Optional.of("closed") : Optional.empty());
    assertThat(Requests.verdict(new LeastCostRouting(closed).route(CUPS_AND_POT), "glasgow"))
        .isEqualTo("must not ship: closed");
  }

  @Test
  void filtersAddUpAndTheFirstOneTellsItsReason() {
    RoutingTerms both =
        TERMS.withFilter(
            ((CenterFilter) (from, to, item) -> Optional.empty())
                .and((from, to, item) -> Optional.of("first"))
                .and((from, to, item) -> Optional.of("second")));
    RoutingPlan plan = new LeastCostRouting(both).route(CUPS_AND_POT);
    assertThat(plan.shipments()).isEmpty();
    assertThat(plan.unfilled()).isEqualTo(CUPS_AND_POT.items());
    assertThat(Requests.verdict(plan, "leeds")).isEqualTo("must not ship: first");
  }

  @Test
  void aLimitOfShipmentsLeavesOutWhatDoesNotFit() {
    RoutingRequest request =
        new RoutingRequest(
            LONDON,
            List.of(item("cup", 2, 300), item("pot", 1, 900)),
            List.of(
                option("glasgow", GLASGOW, Map.of("pot", 1)),
                option("leeds", LEEDS, Map.of("cup", 2))));
    RoutingPlan plan = new LeastCostRouting(TERMS.withMaxShipments(1)).route(request);
    assertThat(ships(plan)).containsExactly("leeds 2 cup");
    assertThat(plan.unfilled()).containsExactly(item("pot", 1, 900));
    assertThatThrownBy(() -> TERMS.withMaxShipments(0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void fewerShipmentsMayCountBeforeCost() {
    Map<String, long[]> costs =
        Map.of(
            "glasgow", new long[] {900, 900, 0},
            "leeds", new long[] {100, 0, 0},
            "london", new long[] {100, 300, 0});
    RoutingTerms terms = RoutingTerms.of(terms(costs));
    assertThat(ships(terms)).containsExactly("leeds 2 cup", "london 1 pot");
    assertThat(ships(terms.withFewestShipments())).containsExactly("london 2 cup", "london 1 pot");
  }

  @Test
  void skusOfAGroupShipTogetherOrNotAtAll() {
    Map<String, long[]> light = Map.of("glasgow", new long[] {0, 900, 0});
    RoutingTerms terms = RoutingTerms.of(terms(light)).withTogether(sku -> Optional.of("set"));
    RoutingRequest request =
        new RoutingRequest(
            LONDON,
            CUPS_AND_POT.items(),
            CUPS_AND_POT.options().subList(0, 2)); // London is left out
    assertThat(ships(new LeastCostRouting(terms).route(request)))
        .containsExactly("glasgow 2 cup", "glasgow 1 pot");
    RoutingRequest torn =
        new RoutingRequest(
            LONDON,
            CUPS_AND_POT.items(),
            List.of(
                option("glasgow", GLASGOW, Map.of("pot", 1)),
                option("leeds", LEEDS, Map.of("cup", 2))));
    assertThat(new LeastCostRouting(terms).route(torn).unfilled()).isEqualTo(torn.items());
  }

  @Test
  void latenessCountsBeforeCost() {
    RoutingTerms terms =
        TERMS.withLateness((center, to) -> center.id().value().equals("glasgow") ? 1 : 0);
    assertThat(ships(terms)).containsExactly("london 2 cup", "london 1 pot");
  }

  @Test
  void ofEquallyCheapCentersThePreferredOneShips() {
    Map<String, long[]> same =
        Map.of("glasgow", new long[] {500, 0, 0}, "london", new long[] {500, 0, 0});
    RoutingTerms terms =
        RoutingTerms.of(terms(same))
            .withFilter(
                (from, to, item) ->
                    from.id().value().equals("leeds") ? Optional.of("closed") : Optional.empty());
    assertThat(ships(terms)).containsExactly("glasgow 2 cup", "glasgow 1 pot");
    assertThat(
            ships(terms.withPreference((center, to) -> center.id().value().length() == 6 ? 0 : 1)))
        .containsExactly("london 2 cup", "london 1 pot");
  }

  @Test
  void aPriceOfStockKeepsUnitsWhereTheyAreWanted() {
    RoutingTerms terms =
        TERMS.withStockPrice(
            (center, sku, available) -> center.value().equals("glasgow") ? 70_000 : 0);
    RoutingPlan plan = new LeastCostRouting(terms).route(CUPS_AND_POT);
    assertThat(ships(plan)).containsExactly("london 2 cup", "london 1 pot");
    assertThat(plan.candidates().get(0).costs())
        .containsExactly(
            new RoutingPlan.CostPart("shipping", pounds(500)),
            new RoutingPlan.CostPart("price of stock", pounds(210)));
    assertThat(plan.shipments().get(0).cost()).isEqualTo(pounds(700));
  }

  @Test
  void whyNotIsAnsweredWithTheBestPlanOfThatCenter() {
    LeastCostRouting routing = new LeastCostRouting(TERMS);
    RoutingReason leeds = routing.whyNot(CUPS_AND_POT, CenterId.of("leeds"));
    assertThat(leeds.reason()).isEqualTo("the best plan with it costs GBP 4.00 more");
    assertThat(leeds.more()).contains(pounds(400));
    assertThat(ships(leeds.instead().orElseThrow())).contains("glasgow 1 pot", "leeds 1 cup");
    RoutingReason glasgow = routing.whyNot(CUPS_AND_POT, CenterId.of("glasgow"));
    assertThat(glasgow.reason()).isEqualTo("ships 3 of 3 units for GBP 5.00");
    assertThat(glasgow.more()).isEmpty();
    assertThat(glasgow.chosen()).isEqualTo(routing.route(CUPS_AND_POT));
    assertThat(
            new LeastCostRouting(TERMS.withMaxShipments(1))
                .whyNot(CUPS_AND_POT, CenterId.of("leeds"))
                .reason())
        .isEqualTo("every plan with it ships fewer units, or ships later");
    assertThatThrownBy(() -> routing.whyNot(CUPS_AND_POT, CenterId.of("york")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("center");
  }

  @Test
  void noPlanWithTheCenterIsCheaperThanTheAnswerToWhyNot() {
    int asked = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      Map<String, long[]> costs = Requests.randomCosts(new Random(seed));
      CenterId center = request.options().get(0).center().id();
      for (ShippingCost cost : List.of(affine(costs), terms(costs))) {
        RoutingReason reason = new LeastCostRouting(cost).whyNot(request, center);
        if (reason.more().isPresent()) {
          long least = leastWith(request, cost);
          assertThat(Requests.cost(reason.instead().orElseThrow()))
              .as("seed %d", seed)
              .isEqualTo(least)
              .isEqualTo(Requests.cost(reason.chosen()) + reason.more().get().getAmountMinorLong());
          asked++;
        }
      }
    }
    assertThat(asked).isGreaterThan(300);
  }

  /** The least cost of plans in which the first center ships: one of its units is taken away. */
  private static long leastWith(RoutingRequest request, ShippingCost cost) {
    return Requests.bruteForce(request, cost, units -> Arrays.stream(units[0]).sum() > 0);
  }

  @Test
  void allOrNothingShipsTheWholeAtTheLeastCostOrNamesWhatIsLacking() {
    int whole = 0;
    int nothing = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      Map<String, long[]> costs = Requests.randomCosts(new Random(seed));
      int most = 1 + seed % 4;
      for (ShippingCost cost : List.of(affine(costs), terms(costs))) {
        RoutingTerms terms = RoutingTerms.of(cost).withMaxShipments(most);
        RoutingPlan part = new LeastCostRouting(terms).route(request);
        RoutingPlan plan = new LeastCostRouting(terms.withAllOrNothing()).route(request);
        long least =
            Requests.bruteForce(
                request, cost, units -> shipments(units) <= most && ships(units, request));
        if (least < Long.MAX_VALUE) {
          assertThat(Requests.cost(plan)).as("seed %d", seed).isEqualTo(least);
          assertThat(plan).as("seed %d", seed).isEqualTo(part);
          assertThat(plan.lacking()).isEmpty();
          whole++;
        } else {
          assertThat(plan.proof()).as("seed %d", seed).isEqualTo(RoutingPlan.Proof.INFEASIBLE);
          assertThat(plan.shipments()).as("seed %d", seed).isEmpty();
          assertThat(plan.unfilled()).as("seed %d", seed).isEqualTo(request.items());
          assertThat(plan.lacking()).as("seed %d", seed).isNotEmpty().isEqualTo(part.unfilled());
          nothing++;
        }
      }
    }
    assertThat(List.of(whole, nothing)).allMatch(some -> some > 300);
  }

  private static long shipments(int[][] units) {
    return Arrays.stream(units).filter(own -> Arrays.stream(own).sum() > 0).count();
  }

  private static boolean ships(int[][] units, RoutingRequest request) {
    return Arrays.stream(units).flatMapToInt(Arrays::stream).sum()
        == request.items().stream().mapToInt(RoutingRequest.Item::quantity).sum();
  }

  @Test
  void whyNotOfAnOrderThatShipsNothingSaysWhatTheCenterHas() {
    RoutingRequest lacks =
        new RoutingRequest(
            LONDON,
            CUPS_AND_POT.items(),
            List.of(
                option("glasgow", GLASGOW, Map.of("cup", 1)),
                option("leeds", LEEDS, Map.of("cup", 9))));
    LeastCostRouting routing = new LeastCostRouting(TERMS.withAllOrNothing());
    assertThat(routing.route(lacks).lacking()).containsExactly(item("pot", 1, 900));
    assertThat(routing.whyNot(lacks, CenterId.of("leeds")).reason())
        .isEqualTo("has 2 of 3 units; the order ships whole or not at all");
  }

  @Test
  void largeOrdersByARateCardHaveAPlanAndABound() {
    List<RoutingRequest.Item> items = new ArrayList<>();
    List<RoutingRequest.Option> options = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      items.add(item("sku" + i, 3, 100 + i));
    }
    for (int c = 0; c < 6; c++) {
      Map<String, Integer> has = new HashMap<>();
      for (int i = 0; i < 15; i++) {
        has.put("sku" + i, (i * 7 + c * 5) % 4);
      }
      options.add(option("dc" + c, LEEDS, has));
    }
    ShippingCost steps = parcel -> pounds(300 + parcel.weightGrams() / 500 * 100);
    RoutingPlan plan =
        new LeastCostRouting(steps).route(new RoutingRequest(LONDON, items, options));
    assertThat(plan.unfilled()).isEmpty();
    assertThat(plan.proof().status()).isEqualTo(RoutingPlan.Status.FEASIBLE);
    assertThat(plan.proof().bound().orElseThrow().getAmountMinorLong())
        .isPositive()
        .isLessThan(Requests.cost(plan));
  }

  @Test
  void priorityAsksTheCentersInTheShopsOrder() {
    ShippingCost cost = terms(COSTS);
    RoutingPlan plan =
        new PriorityRouting(List.of(CenterId.of("leeds"), CenterId.of("london")), cost)
            .route(CUPS_AND_POT);
    assertThat(ships(plan)).containsExactly("leeds 2 cup", "london 1 pot");
    assertThat(Requests.verdict(plan, "glasgow"))
        .isEqualTo("not needed: centers of higher priority have what it has");
    assertThat(plan.proof()).isEqualTo(RoutingPlan.Proof.NONE);
    assertThat(ships(new PriorityRouting(List.of(), cost).route(CUPS_AND_POT)))
        .containsExactly("glasgow 2 cup", "glasgow 1 pot");
  }

  @Test
  void fewestSplitsIsFewestShipmentsThenNearest() {
    RoutingPlan plan =
        new FewestSplitsRouting(Freight.greatCircle(), terms(COSTS)).route(CUPS_AND_POT);
    assertThat(ships(plan)).containsExactly("london 2 cup", "london 1 pot");
    RoutingRequest two =
        new RoutingRequest(
            LONDON,
            CUPS_AND_POT.items(),
            List.of(
                option("glasgow", GLASGOW, Map.of("cup", 9, "pot", 9)),
                option("leeds", LEEDS, Map.of("cup", 9)),
                option("london", LONDON, Map.of("pot", 9))));
    assertThat(ships(new FewestSplitsRouting(Freight.greatCircle(), terms(COSTS)).route(two)))
        .containsExactly("glasgow 2 cup", "glasgow 1 pot");
  }

  @Test
  void fewestSplitsNeverShipsMoreParcelsThanAnyOther() {
    for (int seed = 0; seed < 1_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      ShippingCost each = terms(Map.of());
      int fewest =
          new FewestSplitsRouting(Freight.greatCircle(), each).route(request).shipments().size();
      int cheapest = new LeastCostRouting(parcel -> pounds(1)).route(request).shipments().size();
      assertThat(fewest).as("seed %d", seed).isEqualTo(cheapest);
    }
  }

  @Test
  void noRuleIsCheaperThanTheLeastCost() {
    int dearer = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      ShippingCost cost = terms(Requests.randomCosts(new Random(seed)));
      long least = Requests.cost(new LeastCostRouting(cost).route(request));
      List<RoutingPolicy> rules =
          List.of(
              new NearestRouting(Freight.greatCircle(), cost),
              new PriorityRouting(List.of(), cost),
              new FewestSplitsRouting(Freight.greatCircle(), cost));
      for (RoutingPolicy rule : rules) {
        long other = Requests.cost(rule.route(request));
        assertThat(other).as("seed %d", seed).isGreaterThanOrEqualTo(least);
        dearer += other > least ? 1 : 0;
      }
    }
    assertThat(dearer).isGreaterThan(500);
  }

  @Test
  void anAnswerAboutAPlanWithoutProofDoesNotClaimTheBest() {
    List<RoutingRequest.Item> items = new ArrayList<>();
    Map<String, Integer> has = new HashMap<>();
    for (int i = 0; i < 14; i++) {
      items.add(item("sku" + i, 3, 100));
      has.put("sku" + i, 3);
    }
    RoutingRequest request =
        new RoutingRequest(
            LONDON, items, List.of(option("a", LEEDS, has), option("b", GLASGOW, has)));
    ShippingCost steps = parcel -> pounds(300 + parcel.weightGrams() / 500 * 100);
    RoutingReason reason = new LeastCostRouting(steps).whyNot(request, CenterId.of("b"));
    assertThat(reason.chosen().proof().status()).isEqualTo(RoutingPlan.Status.FEASIBLE);
    assertThat(reason.reason()).startsWith("a plan found with it costs");
  }

  @Test
  void candidatesStandInTheOrderOfTheirIds() {
    assertThat(new LeastCostRouting(TERMS).route(CUPS_AND_POT).candidates())
        .isSortedAccordingTo(Comparator.comparing(RoutingPlan.Candidate::center));
  }
}
