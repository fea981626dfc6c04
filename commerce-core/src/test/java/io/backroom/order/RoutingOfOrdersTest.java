package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.routing.LeastCostRouting;
import io.backroom.routing.RoutingTerms;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.policy.RoutingReason;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.time.Duration;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class RoutingOfOrdersTest {
  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00");

  @Test
  void oneCenterThatHasEverythingShipsEverything() {
    shop.stock("mug", EAST, 1).stock("mug", WEST, 5).stock("pot", WEST, 5);

    OrderId id = shop.place(order().add("mug", 2).add("pot", 1));

    assertThat(shop.shipment(id).center()).isEqualTo(WEST);
    assertThat(shop.view(id).payment().parts()).hasSize(1);
  }

  @Test
  void theNearerOfTwoEqualCentersShips() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5);

    assertThat(shop.shipment(shop.place(order().add("mug", 1))).center()).isEqualTo(EAST);
    OrderId far = shop.place(OrderRequest.of("bob", TestShop.SEATTLE, "tok_ok").add("mug", 1));
    assertThat(shop.shipment(far).center()).isEqualTo(WEST);
  }

  @Test
  void ofTwoCentersThatCostTheSameTheOneShipsThatTheHostsCalendarHasDeliverSooner() {
    PromisePolicy slowEast =
        PromisePolicy.elapsed((from, to) -> Duration.ofDays(from.id().equals(EAST) ? 9 : 2));
    TestShop own =
        TestShop.open(b -> b.shippingCost(parcel -> Money.parse("USD 7.00")).promises(slowEast))
            .sell("mug", "USD 10.00")
            .stock("mug", EAST, 5)
            .stock("mug", WEST, 5);

    // East is the nearer one, and the first by its id.
    assertThat(own.shipment(own.place(order().add("mug", 1))).center()).isEqualTo(WEST);
  }

  @Test
  void anOrderThatShipsWholeOrNotAtAllIsRefusedByTheNameOfWhatItLacks() {
    TestShop own =
        TestShop.open(
                b ->
                    b.routing(
                        new LeastCostRouting(
                            RoutingTerms.of(parcel -> Money.parse("USD 7.00")).withAllOrNothing())))
            .sell("mug", "USD 10.00")
            .sell("pot", "USD 30.00")
            .stock("mug", EAST, 5)
            .stock("pot", WEST, 1);
    PlaceResult refused = own.answer(order().add("mug", 2).add("pot", 2).orBackorder());
    assertThat(refused).isInstanceOf(PlaceResult.OutOfStock.class);
    assertThat(((PlaceResult.OutOfStock) refused).lines())
        .extracting(line -> line.sku() + " " + line.inStock() + " of " + line.quantity())
        .containsExactly("pot 1 of 2");
    assertThat(own.level("mug", EAST).availableToPromise()).isEqualTo(5);

    OrderId whole = own.place(order().add("mug", 2).add("pot", 1));
    assertThat(own.view(whole).shipments()).hasSize(2);
  }

  @Test
  void whyNotThatCenterIsAnsweredInOneCall() {
    shop.stock("mug", EAST, 5).stock("mug", WEST, 5).stock("pot", EAST, 5);
    OrderRequest request = order().add("mug", 1).add("pot", 1).build();
    Orders orders = shop.commerce().orders();

    RoutingReason west = orders.whyNot(as(ALICE), request, WEST).orThrow();
    assertThat(west.reason()).startsWith("the best plan with it costs USD").endsWith("more");
    assertThat(west.more().orElseThrow().isPositive()).isTrue();
    assertThat(west.instead().orElseThrow().shipments()).hasSize(2);
    assertThat(west.chosen().proof()).isEqualTo(RoutingPlan.Proof.OPTIMAL);
    assertThat(orders.whyNot(as(ALICE), request, EAST).orThrow().reason())
        .startsWith("ships 2 of 2 units for USD");

    assertThat(refusal(orders.whyNot(as(ALICE), request, CenterId.of("mars"))).code())
        .isEqualTo(Refusal.Code.NOT_FOUND);
    OrderRequest unknown = order().add("nothing", 1).build();
    assertThat(refusal(orders.whyNot(as(ALICE), unknown, EAST)).code())
        .isEqualTo(Refusal.Code.INVALID);
  }

  private static Refusal refusal(Result<?> result) {
    return result.fold(
        done -> {
          throw new AssertionError("was done: " + done);
        },
        refusal -> refusal);
  }

  @Test
  void twentyThreeAreSplitIntoTenAndThirteen() {
    shop.stock("mug", EAST, 10).stock("mug", WEST, 13);

    OrderId id = shop.place(order().add("mug", 23));

    assertThat(shop.shipmentFrom(id, EAST).lines())
        .extracting(FulfillmentOrder.Line::quantity)
        .containsExactly(10);
    assertThat(shop.shipmentFrom(id, WEST).lines())
        .extracting(FulfillmentOrder.Line::quantity)
        .containsExactly(13);
    assertThat(shop.books(id))
        .containsExactlyInAnyOrder("AUTHORIZED USD 100.00", "AUTHORIZED USD 130.00");
    shop.deliver(id);
    assertThat(shop.level("mug", EAST).onHand()).isZero();
    assertThat(shop.level("mug", WEST).onHand()).isZero();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
  }

  @Test
  void whatIsKeptBackIsNotSold() {
    shop.stock("mug", EAST, 5);
    shop.commerce()
        .inventory()
        .adjust(
            TestShop.SYSTEM,
            new io.backroom.spi.inventory.StockCommand.Adjust(
                shop.command(), io.backroom.spi.value.Sku.of("mug"), EAST, 0, 2, "safety stock"))
        .orThrow();

    assertThat(shop.answer(order().add("mug", 4))).isInstanceOf(PlaceResult.OutOfStock.class);
    shop.place(order().add("mug", 3));
  }

  @Test
  void theQuoteExplainsTheRoute() {
    shop.stock("mug", EAST, 5);

    Quote quote =
        shop.commerce()
            .orders()
            .quote(TestShop.as(TestShop.ALICE), order().add("mug", 1).build())
            .orThrow();

    assertThat(quote.routing()).extracting(c -> c.center()).contains(EAST, WEST);
    assertThat(quote.routing()).allSatisfy(c -> assertThat(c.verdict()).isNotBlank());
  }
}
