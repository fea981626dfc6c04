package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class CancellationTest {
  private static final Duration WEEK = Duration.ofDays(7);

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").sell("pot", "USD 30.00");

  private Result<OrderView> cancel(OrderId id) {
    return shop.commerce().orders().cancel(as(ALICE), id, "");
  }

  private Result<OrderView> cancel(OrderId id, String sku, int units) {
    return shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of(sku), units)), "");
  }

  @Test
  void aCancelledOrderGivesStockAndCreditBackAtOnce() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 3));

    OrderView view = cancel(id).orThrow();

    assertThat(view.state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.states(id)).containsExactly(FulfillmentState.CANCELLED);
    assertThat(view.lines().get(0).cancelled()).isEqualTo(3);
    assertThat(view.payment().payable().isZero()).isTrue();
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 30.00", "VOIDED USD 30.00");
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(5);
    assertThat(shop.messages(id)).containsExactly("order-placed", "cancelled");
    assertThat(shop.events(id)).endsWith("items-cancelled", "order-cancelled");
    shop.assertStockIsWhole();
  }

  @Test
  void cancellingTwiceHasItsEffectOnce() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 3));
    cancel(id).orThrow();
    TestShop.Snapshot before = shop.snapshot();

    assertThat(TestShop.refusal(cancel(id)).code()).isEqualTo(Refusal.Code.WRONG_STATE);

    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void cancelledItemsAreNotCaptured() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 3));

    cancel(id, "mug", 2).orThrow();
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(4);
    shop.deliver(id);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 30.00", "CAPTURED USD 10.00");
    assertThat(shop.level("mug", EAST).onHand()).isEqualTo(4);
    assertThat(shop.view(id).total()).isEqualTo(Money.parse("USD 30.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void whatIsPickedOrOnTheListCanStillBeCancelled() {
    shop.stock("mug", EAST, 5);
    OrderId picked = shop.place(order().add("mug", 1));
    OrderId listed = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(picked).id(), FulfillmentState.PICKING);
    shop.bring(shop.shipment(listed).id(), FulfillmentState.MANIFESTED);

    cancel(picked).orThrow();
    cancel(listed).orThrow();

    assertThat(shop.view(picked).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.view(listed).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(5);
    assertThat(shop.provider().totals().captured()).isEmpty();
  }

  @Test
  void whatIsOnTheTruckIsTooLate() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    TestShop.Snapshot before = shop.snapshot();

    assertThat(TestShop.refusal(cancel(id)).code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(TestShop.refusal(cancel(id, "mug", 1)).code()).isEqualTo(Refusal.Code.WRONG_STATE);

    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void whatHasLeftStaysAndTheRestIsCancelled() {
    shop.stock("mug", EAST, 1).stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("mug", 1).add("pot", 1));
    shop.bring(shop.shipmentFrom(id, EAST).id(), FulfillmentState.DELIVERED);

    cancel(id).orThrow();

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.shipmentFrom(id, WEST).state()).isEqualTo(FulfillmentState.CANCELLED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
    assertThat(shop.open(id).isZero()).isTrue();
  }

  @Test
  void moreThanIsThereIsRefusedWhole() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 3));
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal = TestShop.refusal(cancel(id, "mug", 4));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal.message()).contains("1").contains("mug");
    assertThat(TestShop.refusal(cancel(id, "pot", 1)).code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void severalLinesOfOneSkuCountTogether() {
    shop.stock("mug", EAST, 5);
    OrderId id = shop.place(order().add("mug", 3));
    OrderRequest.Item two = new OrderRequest.Item(Sku.of("mug"), 2);

    Result<OrderView> tooMany =
        shop.commerce().orders().cancelItems(as(ALICE), id, List.of(two, two), "");

    assertThat(TestShop.refusal(tooMany).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void stockThatComesBackServesWhoWaits() {
    shop.stock("mug", EAST, 2).expect("po", "mug", EAST, 5, WEEK);
    OrderId first = shop.place(order().add("mug", 2));
    OrderId waiting =
        shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 2).orBackorder());

    cancel(first).orThrow();

    assertThat(shop.shipment(waiting).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.books(waiting)).containsExactly("AUTHORIZED USD 20.00");
    shop.assertStockIsWhole();
  }

  @Test
  void theBackorderedUnitsAreCancelledFirst() {
    shop.stock("mug", EAST, 3).expect("po", "mug", EAST, 5, WEEK);
    OrderId id = shop.place(order().add("mug", 5).orBackorder());

    cancel(id, "mug", 2).orThrow();

    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.RELEASED, FulfillmentState.CANCELLED);
    assertThat(shop.level("mug", EAST).backordered()).isZero();
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(3);
    shop.bring(shop.view(id).shipments().get(0).id(), FulfillmentState.DELIVERED);
    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 30.00"));
  }

  @Test
  void cancellingWhatIsStillMissingLetsThePartThatIsThereGo() {
    shop.expect("po", "mug", EAST, 5, WEEK);
    OrderId id = shop.place(order().add("mug", 5).orBackorder());
    shop.receive("mug", EAST, 3, "po");

    cancel(id, "mug", 2).orThrow();

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 30.00");
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(3);
    assertThat(shop.level("mug", EAST).backordered()).isZero();
  }

  @Test
  void cancellingAPartOfWhatIsMissingLeavesTheRestWaiting() {
    shop.expect("po", "mug", EAST, 5, WEEK);
    OrderId id = shop.place(order().add("mug", 5).orBackorder());
    shop.receive("mug", EAST, 3, "po");

    cancel(id, "mug", 1).orThrow();
    assertThat(shop.shipment(id).lines().get(0).waiting()).isEqualTo(1);
    shop.receive("mug", EAST, 2, "po");

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 40.00");
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(1);
  }

  @Test
  void anAuthorizationThatIsApprovedAfterTheCancellationIsVoided() {
    shop.stock("mug", EAST, 1);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    OrderId id = shop.place(order().add("mug", 1));
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PLANNED);

    cancel(id).orThrow();
    shop.pass(Duration.ofHours(3));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00");
    assertThat(shop.messages(id)).containsExactly("order-placed", "cancelled");
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(1);
  }

  @Test
  void anAuthorizationThatMayHaveArrivedIsVoidedThoughTheNextAttemptDidNotLeave() {
    shop.stock("mug", EAST, 1);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.NOT_SENT);
    OrderId id = shop.place(order().add("mug", 1));
    shop.after(Duration.ofSeconds(6));

    cancel(id).orThrow();
    shop.pass(Duration.ofDays(2));

    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00");
  }

  @Test
  void anAuthorizationThatNeverLeftIsNotSentAfterTheCancellation() {
    shop.stock("mug", EAST, 1);
    shop.provider().onNext(Operation.AUTHORIZE, Fault.NOT_SENT);
    OrderId id = shop.place(order().add("mug", 1));

    cancel(id).orThrow();
    shop.pass(Duration.ofHours(3));

    assertThat(shop.books(id)).isEmpty();
  }

  @Test
  void aPendingAuthorizationIsGivenUp() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(TestShop.paidWith("tok_pending").add("mug", 1));

    cancel(id).orThrow();

    assertThatThrownBy(
            () ->
                shop.provider().settle(io.backroom.payment.Operations.first(shop, id), Fault.NONE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(shop.books(id)).isEmpty();
  }

  @Test
  void aPendingAuthorizationThatIsFasterThanItsVoidIsVoidedAfterwards() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(TestShop.paidWith("tok_pending").add("mug", 1));
    shop.provider().onNext(Operation.VOID, Fault.NOT_SENT);
    cancel(id).orThrow();

    shop.provider().settle(io.backroom.payment.Operations.first(shop, id), Fault.NONE);
    shop.pass(Duration.ofDays(2));

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00");
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void theVoidIsRepeatedUntilItsOutcomeIsKnown() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1));
    shop.provider().onNext(Operation.VOID, Fault.NOT_SENT);
    shop.provider().onNext(Operation.VOID, Fault.LOST_REQUEST);
    shop.provider().onNext(Operation.VOID, Fault.LOST_RESPONSE);

    cancel(id).orThrow();
    shop.pass(Duration.ofHours(3));

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00");
    assertThat(shop.view(id).payment().authorized().isZero()).isTrue();
  }

  @Test
  void anAuthorizationIsGivenBackWhenOnlyAFreeGiftIsLeft() {
    shop.sell("gift", "USD 0.00").stock("gift", EAST, 1).stock("mug", EAST, 1);
    OrderId id = shop.place(order().add("mug", 1).add("gift", 1));

    cancel(id, "mug", 1).orThrow();
    shop.deliver(id);

    assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    assertThat(shop.open(id).isZero()).isTrue();
    assertThat(shop.captured(id).isZero()).isTrue();
  }

  @Test
  void anOrderOnHoldCanBeCancelled() {
    shop.stock("mug", EAST, 1);
    OrderId id = shop.place(TestShop.paidWith("tok_declined_generic").add("mug", 1));
    assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);

    cancel(id).orThrow();
    shop.pass(Duration.ofDays(4));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.messages(id)).containsExactly("order-placed", "payment-declined", "cancelled");
    Result<OrderView> paid =
        shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of("tok_ok"));
    assertThat(TestShop.refusal(paid).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void theUnpaidPartIsGivenUpAndTheBackorderedPartGoesOn() {
    shop.stock("mug", EAST, 5).expect("po", "mug", EAST, 5, WEEK);
    OrderId id = shop.place(TestShop.paidWith("tok_declined_generic").add("mug", 8).orBackorder());

    shop.pass(Duration.ofDays(4));

    assertThat(shop.states(id)).startsWith(FulfillmentState.CANCELLED);
    assertThat(shop.view(id).lines().get(0).cancelled()).isEqualTo(5);
    shop.receive("mug", EAST, 5, "po");
    assertThat(shop.states(id).get(1)).isNotEqualTo(FulfillmentState.BACKORDERED);
    assertThat(shop.level("mug", EAST).allocated()).isEqualTo(3);
    assertThat(shop.level("mug", EAST).backordered()).isZero();
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(7);
  }

  @Test
  void aRefusedPaymentChangesNothing() {
    shop.stock("mug", EAST, 1).expect("po", "mug", EAST, 1, WEEK);
    OrderId id = shop.place(order().add("mug", 2).orBackorder());
    TestShop.Snapshot before = shop.snapshot();

    Result<OrderView> paid =
        shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of("tok_declined_hard"));

    assertThat(TestShop.refusal(paid).code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.snapshot()).isEqualTo(before);
    shop.receive("mug", EAST, 1, "po");
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
  }
}
