package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WAREHOUSE;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.order.ChangeView.State;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** A cancellation that waits for two warehouses, of which one has answered. */
class OpenCancellationTest {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final TestShop shop =
      TestShop.open(builder -> builder.warehouse(request -> RecallAnswer.PENDING))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 15.00")
          .stock("mug", EAST, 3)
          .stock("pot", WEST, 2);
  private final OrderId id = shop.place(order().add("mug", 3).add("pot", 2));
  private final String mugs = shop.shipmentFrom(id, EAST).id();
  private final String pots = shop.shipmentFrom(id, WEST).id();

  private FulfillmentOrder shipment(String which) {
    return shop.view(id).shipments().stream()
        .filter(own -> own.id().equals(which))
        .findFirst()
        .orElseThrow();
  }

  private void cancel(int ofMugs) {
    shop.commerce()
        .orders()
        .cancelItems(
            as(ALICE),
            id,
            List.of(
                new OrderRequest.Item(Sku.of("mug"), ofMugs),
                new OrderRequest.Item(Sku.of("pot"), 2)),
            "")
        .orThrow();
  }

  private void bringBoth(FulfillmentState state) {
    shop.bring(mugs, state);
    shop.bring(pots, state);
  }

  private void stopped(String shipment) {
    shop.commerce().fulfillment().recalled(WAREHOUSE, shipment, true).orThrow();
  }

  private void closed(String shipment) {
    shop.commerce().fulfillment().reject(WAREHOUSE, shipment, Rejection.CLOSED, "").orThrow();
  }

  private State change() {
    return shop.commerce().orders().changes(as(ALICE), id).orThrow().get(0).state();
  }

  @Test
  void whatHasStoppedIsCancelledWhenTheTimeIsOver() {
    bringBoth(FulfillmentState.PICKING);
    cancel(3);
    stopped(mugs);

    shop.after(WINDOW);

    assertThat(change()).isEqualTo(State.APPLIED);
    assertThat(shipment(mugs).state()).isEqualTo(FulfillmentState.CANCELLED);
    assertThat(shipment(pots).state()).isEqualTo(FulfillmentState.PICKING);
    assertThat(shipment(pots).recall()).isEqualTo(Recall.NONE);
    assertThat(shop.messages(id)).contains("cancelled").doesNotContain("change-not-made");
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 30.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void ifNobodyHasAnsweredNothingIsCancelled() {
    bringBoth(FulfillmentState.PICKING);
    cancel(3);

    shop.after(WINDOW);

    assertThat(change()).isEqualTo(State.EXPIRED);
    assertThat(shop.states(id)).containsOnly(FulfillmentState.PICKING);
    assertThat(shop.messages(id)).contains("change-not-made");
  }

  @Test
  void aCenterThatDoesNotShipWhatIsNotCancelledAfterAllHasItSentFromElsewhere() {
    shop.stock("mug", WEST, 3);
    bringBoth(FulfillmentState.PICKING);
    cancel(2);
    closed(mugs);
    assertThat(shipment(mugs).recall()).isEqualTo(Recall.ACCEPTED);

    stopped(pots);
    shop.after(Duration.ofMinutes(5));

    assertThat(shipment(mugs).center()).isEqualTo(WEST);
    assertThat(shipment(mugs).units()).containsEntry(Sku.of("mug"), 1);
    assertThat(shipment(pots).state()).isEqualTo(FulfillmentState.CANCELLED);
    shop.assertStockIsWhole();
  }

  @Test
  void aRejectionOutlivesACancellationThatIsTakenBack() {
    bringBoth(FulfillmentState.PICKING);
    cancel(3);
    closed(mugs);

    shop.commerce().orders().withdrawChange(as(ALICE), id, "").orThrow();
    shop.after(Duration.ofMinutes(5));

    assertThat(shop.view(id).shipments())
        .filteredOn(own -> own.state().isChangeable() && own.units().containsKey(Sku.of("mug")))
        .noneMatch(own -> own.center().equals(EAST));
    assertThat(shop.events(id)).contains("shipment-rerouted");
  }

  @Test
  void aRejectionIsRememberedByTheNextCancellation() {
    shop.stock("mug", WEST, 3);
    bringBoth(FulfillmentState.PICKING);
    cancel(1);
    closed(mugs);
    List<OrderRequest.Item> one = List.of(new OrderRequest.Item(Sku.of("mug"), 1));

    shop.commerce().orders().cancelItems(as(ALICE), id, one, "").orThrow();
    shop.after(WINDOW);

    assertThat(shipment(mugs).center()).isEqualTo(WEST);
    assertThat(shipment(mugs).units()).containsEntry(Sku.of("mug"), 1);
    shop.assertStockIsWhole();
  }

  @Test
  void nobodyGoesOnWithAParcelThatHasStopped() {
    bringBoth(FulfillmentState.MANIFESTED);
    cancel(3);
    stopped(mugs);
    TestShop.Snapshot before = shop.snapshot();

    assertThat(TestShop.refusal(shop.commerce().fulfillment().load(WAREHOUSE, mugs)).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.snapshot()).isEqualTo(before);

    stopped(pots);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));
  }

  @Test
  void aParcelThatHasStoppedGoesOnOnceTheChangeIsTakenBack() {
    bringBoth(FulfillmentState.PACKED);
    cancel(3);
    stopped(mugs);
    assertThat(
            TestShop.refusal(shop.commerce().fulfillment().manifest(WAREHOUSE, mugs, "T")).code())
        .isEqualTo(Refusal.Code.WRONG_STATE);

    shop.commerce().orders().withdrawChange(as(ALICE), id, "").orThrow();

    shop.commerce().fulfillment().manifest(WAREHOUSE, mugs, "T").orThrow();
    shop.commerce().fulfillment().load(WAREHOUSE, mugs).orThrow();
    assertThat(shipment(mugs).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
  }
}
