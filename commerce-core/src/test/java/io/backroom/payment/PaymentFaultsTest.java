package io.backroom.payment;

import static io.backroom.TestShop.AGENT;
import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.paidWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.care.Task;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentFaultsTest {
  private static final InstrumentRef OTHER = InstrumentRef.of("tok_other");

  private final TestShop shop = TestShop.open().sell("mug", "USD 10.00").stock("mug", EAST, 3);

  private Result<OrderView> pay(OrderId id) {
    return pay(id, OTHER.value());
  }

  private Result<OrderView> pay(OrderId id, String instrument) {
    return shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of(instrument));
  }

  @Nested
  class ADeclinedCard {
    private final OrderId id = shop.place(paidWith("tok_declined_hard").add("mug", 2));

    @Test
    void putsTheOrderOnHoldAndKeepsItsStock() {
      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PLANNED);
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(1);
      assertThat(shop.books(id)).isEmpty();
      shop.pass(Duration.ofDays(2));
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(1);
    }

    @Test
    void isATaskForAnAgentWhoIsToldNotToNameTheReason() {
      List<Task> tasks = shop.commerce().tasks().open(AGENT, 10).orThrow();

      assertThat(tasks).hasSize(1);
      assertThat(tasks.get(0).kind()).isEqualTo("call-customer");
      assertThat(tasks.get(0).subject()).isEqualTo(id.value());
      assertThat(tasks.get(0).text()).contains("Do not name the reason");
    }

    @Test
    void isToldToTheCustomerWithoutTheReason() {
      assertThat(shop.messages(id)).containsExactly("order-placed", "payment-declined");
      Notification told = shop.notifications().get(1);
      for (Decline.Kind kind : Decline.Kind.values()) {
        assertThat(told.facts().toString().toLowerCase(Locale.ROOT))
            .doesNotContain(kind.name().toLowerCase(Locale.ROOT))
            .doesNotContain("lost_card");
      }
    }

    @Test
    void isMadeUpForByAnotherInstrument() {
      OrderView paid = pay(id).orThrow();

      assertThat(paid.state()).isEqualTo(OrderState.PLACED);
      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
      assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 20.00");
      shop.pass(Duration.ofDays(4));
      shop.deliver(id);
      assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 20.00"));
    }

    @Test
    void canBeMadeUpForByAnAgentOnThePhone() {
      shop.commerce().orders().pay(AGENT, id, OTHER).orThrow();

      assertThat(shop.history(id))
          .anySatisfy(
              event -> {
                assertThat(event.kind()).isEqualTo("paid-otherwise");
                assertThat(event.caller()).isEqualTo(AGENT);
              });
    }

    @Test
    void isGivenUpWhenTheTimeToRecoverIsOver() {
      shop.pass(Duration.ofDays(3).plusHours(1));

      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(3);
      assertThat(shop.messages(id))
          .containsExactly("order-placed", "payment-declined", "cancelled-unpaid");
      assertThat(shop.books(id)).isEmpty();
    }

    @Test
    void givesTheNextInstrumentItsOwnTimeToRecover() {
      shop.pass(Duration.ofDays(2));
      shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of("tok_declined_risk")).orThrow();
      shop.pass(Duration.ofDays(2));
      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
      assertThat(shop.tasks(id)).containsExactly("call-customer");

      shop.pass(Duration.ofDays(2));

      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    }

    @Test
    void needsNoCallAnyMoreOnceItIsMadeUpFor() {
      pay(id).orThrow();

      assertThat(shop.tasks(id)).isEmpty();
      assertThat(shop.history(id))
          .filteredOn(event -> event.kind().equals("task-done"))
          .singleElement()
          .satisfies(done -> assertThat(done.reason()).contains("PLACED"));
    }

    @Test
    void needsNoCallAnyMoreOnceTheOrderIsGivenUp() {
      shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();

      assertThat(shop.tasks(id)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "LOST_REQUEST",
        "LOST_RESPONSE",
        "BROKEN_RESPONSE",
        "NOT_SENT",
        "RATE_LIMITED",
        "DUPLICATE"
      })
  void aDisturbedConnectionHasOneEffect(Fault fault) {
    for (int i = 0; i < 3; i++) {
      shop.provider().onNext(Operation.AUTHORIZE, fault);
      shop.provider().onNext(Operation.CAPTURE, fault);
    }

    OrderId id = shop.place(order().add("mug", 1));
    shop.pass(Duration.ofHours(5));
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    shop.pass(Duration.ofHours(5));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00");
    assertThat(shop.messages(id)).startsWith("order-placed").endsWith("shipped");
    assertThat(shop.messages(id)).doesNotContain("payment-declined");
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void anUnknownOutcomeKeepsStockAndAllowsNoSecondAttempt() {
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);

    OrderId id = shop.place(order().add("mug", 2));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PLANNED);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(1);
    assertThat(pay(id)).isInstanceOf(Result.Refused.class);
    assertThat(shop.messages(id)).containsExactly("order-placed");
    shop.after(Duration.ofSeconds(5));
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.mostLiveAuthorizations()).isEqualTo(1);
  }

  @Test
  void anOutcomeThatStaysUnknownBecomesATaskAndIsStillLookedAfter() {
    for (int i = 0; i < 12; i++) {
      shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_REQUEST);
    }

    OrderId id = shop.place(order().add("mug", 1));
    shop.pass(Duration.ofDays(3));
    assertThat(shop.tasks(id)).containsExactly("outcome-unknown");
    shop.pass(Duration.ofDays(6));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.books(id)).startsWith("AUTHORIZED USD 10.00");
  }

  @Test
  void anOutcomeUnknownBeyondTheProvidersMemoryIsLookedUp() {
    for (int i = 0; i < 40; i++) {
      shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    }

    OrderId id = shop.place(order().add("mug", 1));
    shop.pass(Duration.ofDays(30));

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "EXPIRED USD 10.00");
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    shop.pass(Duration.ofDays(3));
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
  }

  @Test
  void aPendingAuthorizationWaitsWithoutHoldingTheOrderUp() {
    OrderId id = shop.place(paidWith("tok_pending").add("mug", 1));
    shop.pass(Duration.ofHours(5));
    assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PLANNED);

    shop.provider().settle(Operations.last(shop, id), Fault.NONE);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00");
  }

  @Test
  void aPendingAuthorizationThatIsDeclinedPutsTheOrderOnHold() {
    OrderId id = shop.place(paidWith("tok_pending").add("mug", 1));

    shop.provider().settle(Operations.last(shop, id), Fault.DECLINED_INSUFFICIENT);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
    assertThat(shop.tasks(id)).containsExactly("call-customer");
  }

  @Nested
  class AnActionThatIsRequired {
    private final OrderId id = shop.place(paidWith("tok_action_required").add("mug", 1));

    @Test
    void isToldToTheCustomerWithTheLink() {
      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
      assertThat(shop.messages(id)).containsExactly("order-placed", "payment-action-required");
      assertThat(shop.notifications().get(1).facts().get("link")).startsWith("https://");
      assertThat(shop.tasks(id)).isEmpty();
    }

    @Test
    void letsTheOrderGoOnWhenItIsDone() {
      shop.provider().completeAction(Operations.last(shop, id));
      shop.pass(Duration.ofDays(1));

      assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
      assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00");
      shop.deliver(id);
      assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void isADeclineWhenItIsAbandoned() {
      shop.pass(Duration.ofDays(1));
      assertThat(shop.tasks(id)).containsExactly("call-customer");

      shop.pass(Duration.ofDays(4));

      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(shop.books(id)).isEmpty();
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(3);
    }

    @Test
    void isNotNeededAnyMoreOnceAnotherInstrumentPays() {
      pay(id).orThrow();
      assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);

      assertThatThrownBy(() -> shop.provider().completeAction(Operations.first(shop, id)))
          .isInstanceOf(IllegalStateException.class);
      shop.pass(Duration.ofDays(1));

      assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00");
      shop.deliver(id);
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
    }

    @Test
    void isLookedAtAtOnceWhenTheCustomerComesBack() {
      shop.provider().completeAction(Operations.first(shop, id));

      OrderView view = shop.commerce().orders().checkPayment(as(ALICE), id).orThrow();

      assertThat(view.state()).isEqualTo(OrderState.PLACED);
      assertThat(view.payment().authorized()).isEqualTo(Money.parse("USD 10.00"));
    }

    @Test
    void changesNothingWhenTheCustomerComesBackWithoutHavingDoneIt() {
      shop.commerce().orders().checkPayment(as(ALICE), id).orThrow();

      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
      assertThat(shop.commerce().orders().checkPayment(as(TestShop.BOB), id))
          .isInstanceOf(Result.Refused.class);
    }
  }

  @Test
  void aPartialApprovalIsGivenBackAndTakenForADecline() {
    OrderId id = shop.place(paidWith("tok_partial").add("mug", 1));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 5.00", "VOIDED USD 5.00");
    assertThat(shop.tasks(id)).contains("call-customer");
    pay(id).orThrow();
    assertThat(shop.books(id)).endsWith("AUTHORIZED USD 10.00");
    assertThat(shop.open(id)).isEqualTo(Money.parse("USD 10.00"));
  }

  @Test
  void aWrongAmountInAnAuthorizationIsATask() {
    shop.provider().onNext(Operation.AUTHORIZE, Fault.WRONG_AMOUNT);

    OrderId id = shop.place(order().add("mug", 1));

    assertThat(shop.tasks(id)).contains("amount-differs");
    assertThat(shop.open(id).isZero()).isTrue();
    assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
  }

  @Test
  void aWrongAmountInACaptureIsATask() {
    shop.provider().onNext(Operation.CAPTURE, Fault.WRONG_AMOUNT);

    OrderId id = shop.place(order().add("mug", 1));
    shop.deliver(id);

    assertThat(shop.tasks(id)).containsExactly("amount-differs");
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 30})
  void anAuthorizationThatRanOutIsMadeAnewBeforeTheCapture(int days) {
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.MANIFESTED);
    shop.pass(Duration.ofDays(days));

    shop.commerce().fulfillment().load(TestShop.WAREHOUSE, shop.shipment(id).id()).orThrow();

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.books(id))
        .containsExactly(
            "AUTHORIZED USD 10.00",
            "EXPIRED USD 10.00",
            "AUTHORIZED USD 10.00",
            "CAPTURED USD 10.00");
  }

  @Test
  void theProviderIsNotAskedToCaptureWhatHasRunOut() {
    OrderId id = shop.place(order().add("mug", 1));
    shop.bring(shop.shipment(id).id(), FulfillmentState.MANIFESTED);
    shop.pass(Duration.ofDays(8));
    shop.provider().onNext(Operation.CAPTURE, Fault.NONE);
    shop.provider().onNext(Operation.CAPTURE, Fault.DECLINED_GENERIC);

    shop.commerce().fulfillment().load(TestShop.WAREHOUSE, shop.shipment(id).id()).orThrow();

    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
  }

  @Test
  void anAuthorizationThatTheProviderHasClosedIsMadeAnew() {
    shop.provider().onNext(Operation.AUTHORIZE, Fault.EXPIRES_SOON);
    OrderId id = shop.place(order().add("mug", 1));
    shop.clock().forward(Duration.ofMinutes(59));
    shop.bring(shop.shipment(id).id(), FulfillmentState.MANIFESTED);
    // The request for the capture takes so long that the authorization runs out on the way.
    shop.provider().onNext(Operation.CAPTURE, Fault.NOT_SENT);
    shop.commerce().fulfillment().load(TestShop.WAREHOUSE, shop.shipment(id).id()).orThrow();

    shop.pass(Duration.ofHours(1));

    assertThat(shop.books(id))
        .containsExactly(
            "AUTHORIZED USD 10.00",
            "EXPIRED USD 10.00",
            "AUTHORIZED USD 10.00",
            "CAPTURED USD 10.00");
  }

  @Nested
  class ACaptureThatIsDeclined {
    private final OrderId id = shop.place(order().add("mug", 1));

    ACaptureThatIsDeclined() {
      shop.provider().onNext(Operation.CAPTURE, Fault.DECLINED_GENERIC);
      shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
    }

    @Test
    void keepsTheParcelOnTheRampAndTheOrderOnHold() {
      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.LOADED);
      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
      assertThat(shop.tasks(id)).containsExactly("call-customer");
      assertThat(shop.level("mug", EAST).onHand()).isEqualTo(3);
    }

    @Test
    void isGivenToAPersonAtTheWarehouseWhenNobodyPays() {
      shop.pass(Duration.ofDays(3));

      assertThat(shop.tasks(id)).containsExactly("call-customer", "unload-unpaid");
      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.LOADED);
    }

    @Test
    void isTakenDownAndCancelledOnceNobodyHasPaidInTime() {
      shop.pass(Duration.ofDays(3));

      unloaded().orThrow();

      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.CANCELLED);
      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(shop.tasks(id)).isEmpty();
      assertThat(shop.messages(id)).contains("cancelled-unpaid").doesNotContain("shipped");
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(3);
      assertThat(pay(id)).isInstanceOf(Result.Refused.class);
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));
      shop.assertStockIsWhole();
    }

    @Test
    void isPackedAgainWhileThereIsTimeToPayAndLeavesOnceItIsPaid() {
      unloaded().orThrow();
      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.PACKED);
      assertThat(shop.shipment(id).tracking()).isEmpty();
      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);

      pay(id).orThrow();

      assertThat(shop.open(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 0.00"));
      shop.deliverPicked(id);
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(shop.view(id).state()).isEqualTo(OrderState.COMPLETED);
    }

    @Test
    void isCancelledByTimeIfItWasTakenDownBefore() {
      unloaded().orThrow();

      shop.pass(Duration.ofDays(3));

      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(shop.tasks(id)).isEmpty();
      assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(3);
    }

    private Result<FulfillmentOrder> unloaded() {
      return shop.commerce()
          .fulfillment()
          .unloaded(TestShop.WAREHOUSE, shop.shipment(id).id(), "nobody has paid");
    }

    @Test
    void leavesNoCreditTiedUp() {
      assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
    }

    @Test
    void isMadeUpForByAnotherInstrument() {
      pay(id).orThrow();

      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
      assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(shop.open(id)).isEqualTo(Money.parse("USD 0.00"));
      assertThat(shop.mostLiveAuthorizations()).isEqualTo(1);
    }
  }

  @Test
  void goodsAreNotKeptForEverByCardsThatAreRefused() {
    OrderId id = shop.place(paidWith("tok_declined_insufficient").add("mug", 3));
    for (String refused : List.of("expired", "risk", "hard", "revoked")) {
      shop.pass(Duration.ofDays(2));
      pay(id, "tok_declined_" + refused).orThrow();
      assertThat(shop.level("mug", EAST).availableToPromise()).as(refused).isZero();
    }

    shop.pass(Duration.ofDays(1));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.level("mug", EAST).availableToPromise()).isEqualTo(3);
    assertThat(TestShop.refusal(pay(id, "tok_ok")).code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void whoPaysAgainAndAgainIsRefusedBeforeAnythingIsStored() {
    OrderId id = shop.place(paidWith("tok_declined_insufficient").add("mug", 1));
    int taken = 0;
    while (pay(id, "tok_declined_insufficient") instanceof Result.Done && taken < 50) {
      taken++;
    }
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal = TestShop.refusal(pay(id, "tok_declined_insufficient"));

    assertThat(taken).isEqualTo(3);
    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(shop.snapshot()).isEqualTo(before);
    assertThat(shop.tasks(id)).containsExactly("call-customer");
    pay(id, "tok_ok").orThrow();
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void aRefundOverWhatIsLeftIsAFaultOfTheCaller() {
    OrderId id = shop.place(order().add("mug", 1));
    shop.deliver(id);
    io.backroom.kernel.Kernel kernel =
        new io.backroom.kernel.Kernel(shop.documents(), shop.clock(), () -> "x", List.of());
    Payments payments = new Payments(kernel, shop.provider(), Renewal.AT_CAPTURE);

    assertThatThrownBy(
            () ->
                kernel.transact(
                    tx -> {
                      payments.refund(tx, id, shop.shipment(id).id(), Money.parse("USD 10.01"));
                      return id;
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(shop.refunded(id).isZero()).isTrue();
  }
}
