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

import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.InvalidInputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class LeastCostRoutingTest {
  private static final ShippingCost ONE_POUND = parcel -> pounds(100);

  @Test
  void noAssignmentCostsLessAndThatIsProven() {
    for (int seed = 0; seed < 5_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      Map<String, long[]> costs = Requests.randomCosts(new Random(seed));
      long best = Requests.bruteForce(request, affine(costs));
      for (ShippingCost cost : List.of(affine(costs), terms(costs))) {
        RoutingPlan plan = new LeastCostRouting(cost).route(request);
        assertThat(Requests.cost(plan)).as("seed %d", seed).isEqualTo(best);
        assertThat(plan.proof()).isEqualTo(RoutingPlan.Proof.OPTIMAL);
      }
    }
  }

  @Test
  void noAssignmentCostsLessByARateCardWithSteps() {
    for (int seed = 0; seed < 3_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      Map<String, long[]> costs = Requests.randomCosts(new Random(seed));
      ShippingCost steps =
          parcel -> {
            long cost = affine(costs).cost(parcel).getAmountMinorLong();
            return pounds((cost + 6) / 7 * 7 + (parcel.weightGrams() > 5 ? 10 : 0));
          };
      RoutingPlan plan = new LeastCostRouting(steps).route(request);
      assertThat(Requests.cost(plan))
          .as("seed %d", seed)
          .isEqualTo(Requests.bruteForce(request, steps));
      assertThat(plan.proof()).isEqualTo(RoutingPlan.Proof.OPTIMAL);
    }
  }

  @Test
  void unitsAddUpAndNoCenterShipsMoreThanItHas() {
    for (int seed = 0; seed < 2_000; seed++) {
      RoutingRequest request = Requests.random(new Random(seed));
      RoutingPlan plan =
          new LeastCostRouting(affine(Requests.randomCosts(new Random(seed)))).route(request);
      for (RoutingRequest.Item item : request.items()) {
        long unfilled =
            plan.unfilled().stream()
                .filter(left -> left.sku().equals(item.sku()))
                .mapToLong(RoutingRequest.Item::quantity)
                .sum();
        assertThat(Requests.units(plan, item.sku()) + unfilled).isEqualTo(item.quantity());
      }
      for (RoutingPlan.Shipment shipment : plan.shipments()) {
        RoutingRequest.Option option =
            request.options().stream()
                .filter(each -> each.center().id().equals(shipment.center()))
                .findFirst()
                .orElseThrow();
        assertThat(shipment.items())
            .isNotEmpty()
            .allMatch(item -> item.quantity() <= option.available(item.sku()));
      }
    }
  }

  @Test
  void theOrderOfItemsAndCentersChangesNothing() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      RoutingRequest request = Requests.random(random);
      List<RoutingRequest.Item> items = new ArrayList<>(request.items());
      List<RoutingRequest.Option> options = new ArrayList<>(request.options());
      Collections.shuffle(items, random);
      Collections.shuffle(options, random);
      LeastCostRouting routing =
          new LeastCostRouting(affine(Requests.randomCosts(new Random(seed))));
      RoutingPlan shuffled =
          routing.route(new RoutingRequest(request.destination(), items, options));
      assertThat(sorted(shuffled)).isEqualTo(sorted(routing.route(request)));
    }
  }

  private static List<String> sorted(RoutingPlan plan) {
    List<String> lines = new ArrayList<>();
    for (RoutingPlan.Shipment shipment : plan.shipments()) {
      shipment.items().stream()
          .map(item -> shipment.center() + " " + item + " " + shipment.cost())
          .sorted()
          .forEach(lines::add);
    }
    plan.unfilled().stream().map(RoutingRequest.Item::toString).sorted().forEach(lines::add);
    plan.candidates().forEach(candidate -> lines.add(candidate.toString()));
    return lines;
  }

  @Test
  void oneParcelBeatsTwoThatAreNearer() {
    RoutingPlan plan =
        new LeastCostRouting(ONE_POUND)
            .route(
                new RoutingRequest(
                    LONDON,
                    List.of(item("cup", 2, 300), item("pot", 1, 900)),
                    List.of(
                        option("glasgow", GLASGOW, Map.of("cup", 9, "pot", 9)),
                        option("leeds", LEEDS, Map.of("pot", 9)),
                        option("london", LONDON, Map.of("cup", 9)))));
    assertThat(plan.shipments())
        .extracting(RoutingPlan.Shipment::center)
        .containsExactly(CenterId.of("glasgow"));
    assertThat(plan.unfilled()).isEmpty();
  }

  @Test
  void aLineIsSplitWhenNobodyHasAllOfIt() {
    RoutingPlan plan =
        new LeastCostRouting(ONE_POUND)
            .route(
                new RoutingRequest(
                    LONDON,
                    List.of(item("cup", 5, 300)),
                    List.of(
                        option("leeds", LEEDS, Map.of("cup", 3)),
                        option("london", LONDON, Map.of("cup", 4)))));
    assertThat(plan.shipments()).hasSize(2);
    assertThat(plan.unfilled()).isEmpty();
    assertThat(Requests.verdict(plan, "leeds")).isEqualTo("ships 3 of 5 units for GBP 1.00");
  }

  @Test
  void unfilledUnitsCountBeforeCost() {
    RoutingPlan plan =
        new LeastCostRouting(affine(Map.of("far", new long[] {900_000, 0, 0})))
            .route(
                new RoutingRequest(
                    LONDON,
                    List.of(item("cup", 5, 300), item("pot", 2, 900)),
                    List.of(
                        option("far", GLASGOW, Map.of("cup", 1)),
                        option("near", LONDON, Map.of("cup", 3)))));
    assertThat(plan.shipments()).hasSize(2);
    assertThat(plan.unfilled()).containsExactly(item("cup", 1, 300), item("pot", 2, 900));
  }

  @Test
  void everyCenterHearsWhy() {
    Map<String, long[]> costs = new HashMap<>();
    costs.put("a", new long[] {420, 0, 0});
    costs.put("b", new long[] {530, 0, 0});
    costs.put("c", new long[] {420, 0, 0});
    costs.put("d", new long[] {100, 0, 0});
    RoutingPlan plan =
        new LeastCostRouting(affine(costs))
            .route(
                new RoutingRequest(
                    LONDON,
                    List.of(item("cup", 1, 300)),
                    List.of(
                        option("a", LONDON, Map.of("cup", 3)),
                        option("b", LEEDS, Map.of("cup", 3)),
                        option("c", LEEDS, Map.of("cup", 3)),
                        option("d", GLASGOW, Map.of()))));
    assertThat(plan.candidates())
        .extracting(RoutingPlan.Candidate::verdict)
        .containsExactly(
            "ships 1 of 1 unit for GBP 4.20",
            "not needed: alone it would cost GBP 1.10 more",
            "not needed: alone it would cost the same, or come later",
            "has none of the items");
  }

  @Test
  void nothingWantedOrNobodyThereIsAPlanToo() {
    LeastCostRouting routing = new LeastCostRouting(ONE_POUND);
    List<RoutingRequest.Item> cup = List.of(item("cup", 1, 300));
    assertThat(routing.route(new RoutingRequest(LONDON, List.of(), List.of())))
        .isEqualTo(new RoutingPlan(List.of(), List.of(), List.of(), RoutingPlan.Proof.OPTIMAL));
    assertThat(routing.route(new RoutingRequest(LONDON, cup, List.of())).unfilled()).isEqualTo(cup);
    RoutingRequest noItems =
        new RoutingRequest(LONDON, List.of(), List.of(option("a", LONDON, Map.of("cup", 1))));
    assertThat(routing.route(noItems).shipments()).isEmpty();
  }

  @Test
  void repeatedSkusAndMixedCurrenciesAreRefused() {
    RoutingRequest twice =
        new RoutingRequest(
            LONDON,
            List.of(item("cup", 1, 300), item("cup", 2, 300)),
            List.of(option("a", LONDON, Map.of("cup", 3))));
    assertThatThrownBy(() -> new LeastCostRouting(ONE_POUND).route(twice))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("items");
    ShippingCost mixed =
        parcel ->
            Money.ofMinor(
                parcel.from().id().value().equals("a") ? CurrencyUnit.GBP : CurrencyUnit.EUR, 100);
    RoutingRequest request =
        new RoutingRequest(
            LONDON,
            List.of(item("cup", 1, 300)),
            List.of(option("a", LONDON, Map.of("cup", 3)), option("b", LEEDS, Map.of("cup", 3))));
    assertThatThrownBy(() -> new LeastCostRouting(mixed).route(request))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("shipping cost");
  }

  @Test
  void absurdOrdersNeitherOverflowNorLoseUnits() {
    RoutingPlan plan =
        new LeastCostRouting(affine(Map.of("a", new long[] {1, 2, 0}, "b", new long[] {5, 1, 0})))
            .route(
                new RoutingRequest(
                    LONDON,
                    List.of(item("cup", 1_000_000_000, 10_000_000)),
                    List.of(
                        option("a", LONDON, Map.of("cup", 999_999_999)),
                        option("b", LEEDS, Map.of("cup", 999_999_999)))));
    assertThat(plan.unfilled()).isEmpty();
    assertThat(Requests.verdict(plan, "b")).startsWith("ships 999999999 of");
  }

  @Test
  void thirtyCentersAreFilledToo() {
    List<RoutingRequest.Option> options = new ArrayList<>();
    List<RoutingRequest.Item> items = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      items.add(item("sku" + i, 2, 100));
      options.add(option("dc" + i, LEEDS, Map.of("sku" + i, 1, "sku" + (i + 1) % 30, 1)));
    }
    options.add(option("hub", GLASGOW, Map.of("sku0", 2, "sku1", 2, "sku2", 2, "sku3", 2)));
    RoutingPlan plan =
        new LeastCostRouting(ONE_POUND).route(new RoutingRequest(LONDON, items, options));
    assertThat(plan.unfilled()).isEmpty();
    assertThat(plan.candidates()).hasSize(31);
  }
}
