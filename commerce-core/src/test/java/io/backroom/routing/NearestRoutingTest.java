package io.backroom.routing;

import static io.backroom.routing.Requests.GLASGOW;
import static io.backroom.routing.Requests.LEEDS;
import static io.backroom.routing.Requests.LONDON;
import static io.backroom.routing.Requests.item;
import static io.backroom.routing.Requests.option;
import static io.backroom.routing.Requests.pounds;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestRoutingTest {
  private static final NearestRouting ROUTING =
      new NearestRouting(Freight.greatCircle(), parcel -> pounds(100));
  private static final Address SOMEWHERE = new Address("", "Bath", "", "GB", Optional.empty());
  private static final Address ABROAD = new Address("", "Lyon", "", "FR", Optional.empty());

  @Test
  void theNearestGivesWhatItHasAndTheNextTheRest() {
    RoutingPlan plan =
        ROUTING.route(
            new RoutingRequest(
                LONDON,
                List.of(item("cup", 5, 300), item("pot", 1, 900)),
                List.of(
                    option("glasgow", GLASGOW, Map.of("cup", 9, "pot", 9)),
                    option("leeds", LEEDS, Map.of("cup", 3)),
                    option("york", LEEDS, Map.of("cup", 1)))));
    assertThat(plan.shipments())
        .containsExactly(
            new RoutingPlan.Shipment(
                CenterId.of("glasgow"),
                List.of(item("cup", 1, 300), item("pot", 1, 900)),
                pounds(100)),
            new RoutingPlan.Shipment(
                CenterId.of("leeds"), List.of(item("cup", 3, 300)), pounds(100)),
            new RoutingPlan.Shipment(
                CenterId.of("york"), List.of(item("cup", 1, 300)), pounds(100)));
    assertThat(Requests.verdict(plan, "leeds"))
        .isEqualTo("272 km away: ships 3 of 6 units for GBP 1.00");
  }

  @Test
  void unknownPlacesComeLastAndForeignOnesAfterThem() {
    RoutingPlan plan =
        ROUTING.route(
            new RoutingRequest(
                LONDON,
                List.of(item("cup", 3, 300)),
                List.of(
                    option("a", ABROAD, Map.of("cup", 3)),
                    option("b", SOMEWHERE, Map.of("cup", 1)),
                    option("c", GLASGOW, Map.of("cup", 1)))));
    assertThat(plan.shipments())
        .extracting(RoutingPlan.Shipment::center)
        .containsExactly(CenterId.of("a"), CenterId.of("b"), CenterId.of("c"));
    assertThat(Requests.verdict(plan, "a"))
        .isEqualTo("distance unknown: ships 1 of 3 units for GBP 1.00");
  }

  @Test
  void whatNobodyHasStaysUnfilled() {
    RoutingPlan plan =
        ROUTING.route(
            new RoutingRequest(
                LONDON,
                List.of(item("cup", 3, 300)),
                List.of(option("a", LONDON, Map.of("cup", 2)), option("b", LEEDS, Map.of()))));
    assertThat(plan.unfilled()).containsExactly(item("cup", 1, 300));
    assertThat(Requests.verdict(plan, "b")).isEqualTo("272 km away: has none of the items");
  }
}
