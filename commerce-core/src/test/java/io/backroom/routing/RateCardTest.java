package io.backroom.routing;

import static io.backroom.routing.Requests.GLASGOW;
import static io.backroom.routing.Requests.LEEDS;
import static io.backroom.routing.Requests.LONDON;
import static io.backroom.routing.Requests.item;
import static io.backroom.routing.Requests.option;
import static io.backroom.routing.Requests.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateCardTest {
  private static final List<RateCard.Step> STEPS =
      List.of(
          new RateCard.Step(500, pounds(400)),
          new RateCard.Step(1_000, pounds(450)),
          new RateCard.Step(2_000, pounds(600)));

  private static final RateCard CARD =
      RateCard.of(
          Freight.greatCircle(),
          List.of(
              new RateCard.Zone(300, STEPS, pounds(100)),
              new RateCard.Zone(
                  1_000, List.of(new RateCard.Step(1_000, pounds(900))), pounds(200))));

  private static long pence(ShippingCost card, Address from, long grams) {
    return card.cost(new Parcel(Center.of("c", from), LONDON, 1, grams)).getAmountMinorLong();
  }

  @Test
  void aStepHoldsUpToItsEndInclusiveAndGoesOnBeyondTheLast() {
    assertThat(pence(CARD, LONDON, 0)).isEqualTo(400);
    assertThat(pence(CARD, LONDON, 500)).isEqualTo(400);
    assertThat(pence(CARD, LONDON, 501)).isEqualTo(450);
    assertThat(pence(CARD, LEEDS, 2_000)).isEqualTo(600);
    assertThat(pence(CARD, LEEDS, 2_001)).isEqualTo(700);
    assertThat(pence(CARD, LEEDS, 4_001)).isEqualTo(900);
    assertThat(pence(CARD, GLASGOW, 1_000)).isEqualTo(900);
    assertThat(pence(CARD, GLASGOW, 2_500)).isEqualTo(1_300);
  }

  @Test
  void surchargesAndPenaltiesComeOnTop() {
    ShippingCost card =
        CARD.withSurcharge(1_000, pounds(50))
            .withPenalty(
                (from, to) -> from.address().equals(LONDON) ? Duration.ZERO : Duration.ofHours(49),
                Duration.ofDays(1),
                pounds(75));
    assertThat(pence(card, LONDON, 1_000)).isEqualTo(450);
    assertThat(pence(card, LONDON, 1_001)).isEqualTo(650);
    assertThat(pence(card, LEEDS, 400)).isEqualTo(400 + 2 * 75);
  }

  @Test
  void aStepDecidesWhichCenterShips() {
    RoutingRequest request =
        new RoutingRequest(
            LONDON,
            List.of(item("cup", 1, 400), item("pot", 1, 600)),
            List.of(
                option("leeds", LEEDS, Map.of("cup", 1, "pot", 1)),
                option("london", LONDON, Map.of("cup", 1))));
    RoutingPlan plan = new LeastCostRouting(CARD).route(request);
    assertThat(plan.shipments()).hasSize(1);
    assertThat(Requests.cost(plan)).isEqualTo(450);
    assertThat(plan.proof()).isEqualTo(RoutingPlan.Proof.OPTIMAL);
  }

  @Test
  void cardsThatDoNotGrowAreRefused() {
    assertThatThrownBy(
            () ->
                new RateCard.Zone(
                    300,
                    List.of(
                        new RateCard.Step(500, pounds(400)), new RateCard.Step(900, pounds(399))),
                    pounds(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("steps");
    assertThatThrownBy(() -> new RateCard.Step(0, pounds(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("upToGrams");
    assertThatThrownBy(() -> RateCard.of(Freight.greatCircle(), List.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bands");
  }
}
