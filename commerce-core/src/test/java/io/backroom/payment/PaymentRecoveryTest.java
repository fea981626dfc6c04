package io.backroom.payment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.paidWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.Commerce;
import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.NotificationKey;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderState;
import io.backroom.order.OrderView;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the shop does by itself, and what it leaves to people, when money does not come at once. */
class PaymentRecoveryTest {
  private final TestShop shop = open(SimulatedPaymentProvider.PROFILE, Renewal.AT_CAPTURE);

  /** A shop whose provider has a profile of its own; abilities hidden unless asked for. */
  private static TestShop open(ProviderProfile profile, Renewal renewal) {
    return TestShop.withProvider(
            time -> new SimulatedPaymentProvider(time, profile, (op, card, call) -> Fault.NONE),
            builder -> builder.renewal(renewal))
        .sell("mug", "USD 10.00")
        .stock("mug", EAST, 20);
  }

  private static TestShop able(Renewal renewal) {
    return TestShop.withAbilities(builder -> builder.renewal(renewal))
        .sell("mug", "USD 10.00")
        .stock("mug", EAST, 20);
  }

  private static Result<OrderView> pay(TestShop shop, OrderId id, String instrument) {
    return shop.commerce().orders().pay(as(ALICE), id, InstrumentRef.of(instrument));
  }

  @Nested
  class Retrying {
    @Test
    void aBankThatIsDownIsAskedAgainBeforeAnybodyIsBothered() {
      OrderId id = shop.place(paidWith("tok_declined_issuer_down").add("mug", 1));
      assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
      assertThat(shop.view(id).payment().parts().get(0).state()).isEqualTo("RETRYING");
      assertThat(shop.messages(id)).containsExactly("order-placed");

      shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_ISSUER_DOWN);
      shop.provider().onNext(Operation.AUTHORIZE, Fault.NONE);
      shop.after(Duration.ofMinutes(16)).after(Duration.ofHours(2));

      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
      assertThat(shop.tasks(id)).isEmpty();
      assertThat(shop.messages(id)).doesNotContain("payment-declined");
    }

    @Test
    void aBankThatStaysDownIsATaskInTheEnd() {
      OrderId id = shop.place(paidWith("tok_declined_issuer_down").add("mug", 1));

      shop.pass(Duration.ofHours(20));

      assertThat(shop.tasks(id)).containsExactly("call-customer");
      assertThat(shop.view(id).state()).isEqualTo(OrderState.ON_HOLD);
    }

    @ParameterizedTest
    @CsvSource({
      "DECLINED_INSUFFICIENT, 3",
      "DECLINED_GENERIC, 2",
      "DECLINED_HARD, 1",
      "DECLINED_REVOKED, 1",
      "DECLINED_EXPIRED, 1",
      "DECLINED_RISK, 1",
      "DECLINED_CUSTOMER_ACTION, 1"
    })
    void eachKindIsTriedSoOftenWithinTheWindowAndToldOnce(Fault fault, int attempts) {
      OrderId id =
          shop.place(
              paidWith("tok_" + fault.name().toLowerCase(java.util.Locale.ROOT)).add("mug", 1));

      shop.pass(Duration.ofDays(3).minusHours(1));

      assertThat(Operations.record(shop, id).operations()).hasSize(attempts);
      assertThat(shop.tasks(id)).containsExactly("call-customer");
      assertThat(shop.messages(id)).containsExactly("order-placed", "payment-declined");
      shop.pass(Duration.ofDays(2));
      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(Operations.record(shop, id).operations()).hasSize(attempts);
    }

    @Test
    void aRetryThatWorksLetsTheOrderGoOn() {
      OrderId id = shop.place(paidWith("tok_declined_insufficient").add("mug", 1));
      shop.provider().onNext(Operation.AUTHORIZE, Fault.NONE);

      shop.pass(Duration.ofHours(25));

      assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
      assertThat(shop.view(id).state()).isEqualTo(OrderState.PLACED);
    }

    @Test
    void nothingIsRetriedOnceSomebodyHasPaidOtherwise() {
      OrderId id = shop.place(paidWith("tok_declined_insufficient").add("mug", 1));
      pay(shop, id, "tok_other").orThrow();

      shop.pass(Duration.ofDays(4));

      assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00");
      assertThat(Operations.record(shop, id).operations()).hasSize(2);
    }

    @Test
    void theRetriesGoOnAfterARestart() {
      OrderId id = shop.place(paidWith("tok_declined_insufficient").add("mug", 1));
      shop.restart();
      shop.pass(Duration.ofHours(25));
      shop.restart();
      shop.pass(Duration.ofHours(45));

      assertThat(Operations.record(shop, id).operations()).hasSize(3);
    }
  }

  @Nested
  class Limits {
    @Test
    void anInstrumentRefusedForGoodIsNotTriedAgainForTheOrder() {
      OrderId id = shop.place(paidWith("tok_declined_hard").add("mug", 1));

      Refusal refusal = TestShop.refusal(pay(shop, id, "tok_declined_hard"));

      assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(refusal.message()).doesNotContain("lost").doesNotContain("hard");
      assertThat(Operations.record(shop, id).operations()).hasSize(1);
    }

    @Test
    void anInstrumentIsTriedFourTimesADayForAnAmountAcrossOrdersAndRestarts() {
      for (int i = 0; i < 4; i++) {
        shop.place(paidWith("tok_declined_risk").add("mug", 1));
        shop.restart();
      }

      OrderId fifth = shop.place(paidWith("tok_declined_risk").add("mug", 1));

      assertThat(Operations.record(shop, fifth).operations().get(0).attempts()).isZero();
      assertThat(shop.tasks(fifth)).containsExactly("call-customer");
      shop.after(Duration.ofHours(25));
      OrderId tomorrow = shop.place(paidWith("tok_declined_risk").add("mug", 1));
      assertThat(Operations.record(shop, tomorrow).operations().get(0).attempts()).isEqualTo(1);
    }

    @Test
    void anOrderTriesEightInstrumentsADay() {
      OrderId id = shop.place(paidWith("tok_declined_risk").add("mug", 1));
      for (int i = 0; i < 7; i++) {
        shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_RISK);
        pay(shop, id, "tok_number" + i).orThrow();
      }

      assertThat(TestShop.refusal(pay(shop, id, "tok_number8")).code())
          .isEqualTo(Refusal.Code.WRONG_STATE);

      assertThat(Operations.record(shop, id).operations())
          .hasSize(8)
          .allMatch(operation -> operation.attempts() > 0);
      assertThat(shop.books(id)).isEmpty();
      shop.after(Duration.ofHours(25));
      pay(shop, id, "tok_number9").orThrow();
      assertThat(shop.open(id)).isEqualTo(Money.parse("USD 10.00"));
    }

    @Test
    void aCustomerTriesTwelveCardsADay() {
      List<OrderId> orders = new ArrayList<>();
      for (int i = 0; i < 15; i++) {
        shop.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_RISK);
        orders.add(shop.place(paidWith("tok_stolen" + i).add("mug", 1)));
      }

      assertThat(orders.stream().flatMap(id -> Operations.record(shop, id).operations().stream()))
          .filteredOn(operation -> operation.attempts() > 0)
          .hasSize(12);
    }
  }

  @Nested
  class EqualAmounts {
    private final Duration window = Duration.ofMinutes(2);
    private final TestShop cautious =
        open(
            new ProviderProfile(
                "cautious",
                Duration.ofDays(30),
                Duration.ZERO,
                Duration.ofDays(7),
                window,
                Set.of()),
            Renewal.AT_CAPTURE);

    @Test
    void keepTheDistanceThatTheProviderWants() {
      cautious.sell("cup", "USD 10.00").stock("cup", TestShop.WEST, 2);
      PaymentPlan plan =
          cautious
              .commerce()
              .orders()
              .quote(as(ALICE), order().add("mug", 1).add("cup", 1).build())
              .orThrow()
              .payment()
              .orElseThrow();
      assertThat(plan.steps())
          .extracting(PaymentPlan.Step::after)
          .containsExactly(Duration.ZERO, window);

      OrderId id = cautious.place(order().add("mug", 1).add("cup", 1));
      assertThat(cautious.view(id).shipments()).hasSize(2);

      assertThat(cautious.books(id)).containsExactly("AUTHORIZED USD 10.00");
      cautious.after(window);

      assertThat(cautious.books(id))
          .containsExactly("AUTHORIZED USD 10.00", "AUTHORIZED USD 10.00");
      assertThat(cautious.tasks(id)).isEmpty();
    }
  }

  @Nested
  class Expiry {
    @Test
    void anAuthorizationIsReplacedBeforeItsEndAndNeverMoreThanTwoAreLive() {
      TestShop ahead = open(SimulatedPaymentProvider.PROFILE, Renewal.AHEAD);
      OrderId id = ahead.place(order().add("mug", 1));

      ahead.pass(Duration.ofDays(20));

      assertThat(ahead.books(id))
          .startsWith("AUTHORIZED USD 10.00", "AUTHORIZED USD 10.00", "VOIDED USD 10.00")
          .doesNotContain("EXPIRED USD 10.00");
      assertThat(ahead.open(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(ahead.mostLiveAuthorizations()).isEqualTo(2);
      ahead.deliver(id);
      assertThat(ahead.captured(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(ahead.open(id).isZero()).isTrue();
    }

    @Test
    void aReplacementThatIsDeclinedLeavesTheOldOneUntilItsEnd() {
      TestShop ahead = open(SimulatedPaymentProvider.PROFILE, Renewal.AHEAD);
      OrderId id = ahead.place(order().add("mug", 1));
      ahead.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_HARD);

      ahead.pass(Duration.ofDays(6).plusHours(18));

      assertThat(ahead.open(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(ahead.view(id).state()).isEqualTo(OrderState.PLACED);
      ahead.deliver(id);
      assertThat(ahead.captured(id)).isEqualTo(Money.parse("USD 10.00"));
    }

    @Test
    void anAuthorizationThatEndedAllTheSameIsMadeAnewAndItsDeclineIsToldInTime() {
      TestShop ahead = open(SimulatedPaymentProvider.PROFILE, Renewal.AHEAD);
      OrderId id = ahead.place(order().add("mug", 1));
      ahead.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_HARD);
      ahead.provider().onNext(Operation.AUTHORIZE, Fault.DECLINED_HARD);

      ahead.pass(Duration.ofDays(7).plusHours(2));

      assertThat(ahead.view(id).state()).isEqualTo(OrderState.ON_HOLD);
      assertThat(ahead.tasks(id)).containsExactly("call-customer");
    }

    @Test
    void aReplacementThatComesWhileTheOldOneIsCapturedIsVoided() {
      TestShop ahead = open(SimulatedPaymentProvider.PROFILE, Renewal.AHEAD);
      OrderId id = ahead.place(order().add("mug", 1));
      ahead.bring(ahead.shipment(id).id(), FulfillmentState.MANIFESTED);
      ahead.provider().onNext(Operation.AUTHORIZE, Fault.PENDING);
      ahead.pass(Duration.ofDays(6).plusHours(13));
      ahead.provider().onNext(Operation.CAPTURE, Fault.PENDING);
      ahead.commerce().fulfillment().load(TestShop.WAREHOUSE, ahead.shipment(id).id()).orThrow();
      List<OperationId> all = ids(ahead, id);

      ahead.provider().settle(all.get(1), Fault.NONE);
      ahead.pass(Duration.ofHours(5));
      ahead.provider().settle(all.get(2), Fault.NONE);
      ahead.pass(Duration.ofDays(2));

      assertThat(ahead.captured(id)).isEqualTo(Money.parse("USD 10.00"));
      assertThat(ahead.open(id).isZero()).isTrue();
      assertThat(ahead.tasks(id)).isEmpty();
    }
  }

  private static List<OperationId> ids(TestShop shop, OrderId id) {
    return Operations.record(shop, id).operations().stream()
        .map(io.backroom.payment.Operation::id)
        .toList();
  }

  @Nested
  class Abilities {
    private final TestShop able = able(Renewal.AT_CAPTURE);

    private Result<Integer> notify(OperationId operation) {
      return notify(
          able.provider().notification(operation, NotificationKey.CURRENT, able.clock().instant()));
    }

    private Result<Integer> notify(RawNotification raw) {
      return able.commerce().paymentNotifications().receive(raw.headers(), raw.body());
    }

    @Test
    void whatAnOrderBecameSmallerByIsGivenBackAtOnce() {
      OrderId id = able.place(order().add("mug", 3));

      able.commerce()
          .orders()
          .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(Sku.of("mug"), 1)), "")
          .orThrow();

      assertThat(able.books(id)).containsExactly("AUTHORIZED USD 30.00", "ADJUSTED USD 20.00");
      assertThat(able.view(id).payment().authorized()).isEqualTo(Money.parse("USD 20.00"));
      able.deliver(id);
      assertThat(able.captured(id)).isEqualTo(Money.parse("USD 20.00"));
      assertThat(able.open(id).isZero()).isTrue();
    }

    @Test
    void anAuthorizationThatNobodyKnowsOfIsReversedBeforeAPersonIsAsked() {
      for (int i = 0; i < 8; i++) {
        able.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
      }
      OrderId id = able.place(order().add("mug", 1));

      able.pass(Duration.ofDays(3));

      assertThat(able.books(id))
          .containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00", "AUTHORIZED USD 10.00");
      assertThat(able.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
      assertThat(able.tasks(id)).isEmpty();
    }

    @Test
    void aNotificationHasTheOperationLookedUpAtOnce() {
      OrderId id = able.place(paidWith("tok_action_required").add("mug", 1));
      OperationId operation = Operations.first(able, id);
      able.provider().completeAction(operation);

      assertThat(notify(operation).orThrow()).isEqualTo(1);

      assertThat(able.view(id).state()).isEqualTo(OrderState.PLACED);
      assertThat(able.events(id)).contains("payment-notified");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "5"})
    void notificationsInAnyNumberAndOrderChangeNothingMore(int times) {
      OrderId id = able.place(paidWith("tok_action_required").add("mug", 1));
      OperationId operation = Operations.first(able, id);
      RawNotification early =
          able.provider().notification(operation, NotificationKey.CURRENT, able.clock().instant());
      able.provider().completeAction(operation);
      for (int i = 0; i < times; i++) {
        notify(operation);
        notify(early);
      }

      assertThat(able.books(id)).containsExactly("AUTHORIZED USD 10.00");
      assertThat(able.view(id).state()).isEqualTo(OrderState.PLACED);
      assertThat(able.messages(id)).containsExactly("order-placed", "payment-action-required");
    }

    @Test
    void aLateNotificationNeverReopensAnOrderAndWhatWasApprovedIsGivenBack() {
      OrderId id = able.place(paidWith("tok_pending").add("mug", 1));
      OperationId operation = Operations.first(able, id);
      able.provider().onNext(Operation.VOID, Fault.DECLINED_GENERIC);
      able.commerce().orders().cancel(as(ALICE), id, "").orThrow();
      able.provider().settle(operation, Fault.NONE);

      notify(operation).orThrow();
      notify(operation).orThrow();

      assertThat(able.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(able.books(id)).containsExactly("AUTHORIZED USD 10.00", "VOIDED USD 10.00");
    }

    @Test
    void aNotificationOfSomethingElseIsAcknowledged() {
      assertThat(notify(OperationId.of("i1-p1")).orThrow()).isZero();
      assertThat(notify(OperationId.of("somebody-elses")).orThrow()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
        value = NotificationKey.class,
        names = {"FOREIGN"})
    void aForgedNotificationIsRefused(NotificationKey key) {
      OrderId id = able.place(paidWith("tok_action_required").add("mug", 1));
      OperationId operation = Operations.first(able, id);

      Result<Integer> result =
          notify(able.provider().notification(operation, key, able.clock().instant()));

      assertThat(TestShop.refusal(result).code()).isEqualTo(Refusal.Code.INVALID);
      assertThat(able.events(id)).doesNotContain("payment-notified");
    }

    @Test
    void anOversizedNotificationIsRefused() {
      Result<Integer> result =
          able.commerce()
              .paymentNotifications()
              .receive(Map.of(), new byte[RawNotification.BODY_MAX + 1]);

      assertThat(TestShop.refusal(result).code()).isEqualTo(Refusal.Code.INVALID);
    }
  }

  @Test
  void aProviderThatSendsNoNotificationsRefusesThem() {
    Result<Integer> result = shop.commerce().paymentNotifications().receive(Map.of(), new byte[1]);

    assertThat(TestShop.refusal(result).code()).isEqualTo(Refusal.Code.INVALID);
  }

  @Test
  void aCurrencyThatTheProviderDoesNotMoveIsToldWhenTheShopOpens() {
    ProviderProfile pounds =
        new ProviderProfile(
            "island",
            Duration.ofDays(1),
            Duration.ZERO,
            Duration.ofDays(7),
            Duration.ZERO,
            Set.of(CurrencyUnit.of("GBP")));
    SimulatedPaymentProvider provider =
        new SimulatedPaymentProvider(shop.clock(), pounds, (op, card, call) -> Fault.NONE);

    assertThatThrownBy(() -> Commerce.builder().payments(provider).build())
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("currency"));
    Commerce.builder().currency(CurrencyUnit.of("GBP")).payments(provider).build().close();
  }

  @Test
  void aQuoteShowsWhatWouldBeAuthorizedWhen() {
    shop.expect("po", "mug", EAST, 10, Duration.ofDays(7));

    PaymentPlan plan =
        shop.commerce()
            .orders()
            .quote(as(ALICE), order().add("mug", 25).orBackorder().build())
            .orThrow()
            .payment()
            .orElseThrow();

    assertThat(plan.total()).isEqualTo(Money.parse("USD 250.00"));
    assertThat(plan.steps())
        .extracting(PaymentPlan.Step::when)
        .containsExactly(PaymentPlan.When.NOW, PaymentPlan.When.ON_RECEIPT);
    assertThat(plan.steps())
        .extracting(PaymentPlan.Step::amount)
        .containsExactly(Money.parse("USD 200.00"), Money.parse("USD 50.00"));
    assertThat(plan.steps()).allMatch(step -> step.validity().equals(Duration.ofDays(7)));
    assertThat(shop.provider().ledger()).isEmpty();
  }

  @Test
  void anOrderShowsHowFarItsPlanHasCome() {
    shop.expect("po", "mug", EAST, 10, Duration.ofDays(7));
    OrderId id = shop.place(order().add("mug", 25).orBackorder());

    PaymentStatus status = shop.view(id).payment();

    assertThat(status.parts())
        .extracting(PaymentStatus.Part::next)
        .containsExactly(
            PaymentStatus.Next.CAPTURED_ON_DEPARTURE, PaymentStatus.Next.AUTHORIZED_ON_RECEIPT);
    assertThat(status.parts().get(0).until()).contains(TestShop.OPENING.plus(Duration.ofDays(7)));
    assertThat(status.instrument()).isEqualTo(InstrumentRef.of("tok_ok"));
  }

  @Test
  void aWrongKeyIsAnAlarmForTheShopAndNothingForTheCustomer() {
    for (int i = 0; i < 3; i++) {
      shop.provider().onNext(Operation.AUTHORIZE, Fault.NOT_CONFIGURED);
    }
    OrderId id = shop.place(order().add("mug", 1));
    assertThat(shop.tasks(id)).containsExactly("provider-unusable");
    assertThat(shop.messages(id)).containsExactly("order-placed");

    shop.pass(Duration.ofHours(4));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
    assertThat(shop.tasks(id)).containsExactly("provider-unusable");
  }

  @Test
  void aProviderThatCannotBeReachedForLongIsATask() {
    for (int i = 0; i < 9; i++) {
      shop.provider().onNext(Operation.AUTHORIZE, Fault.NOT_SENT);
    }
    OrderId id = shop.place(order().add("mug", 1));

    shop.pass(Duration.ofDays(4));

    assertThat(shop.tasks(id)).containsExactly("provider-unusable");
    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void whatTheCustomerAbandonedIsVoidedToMakeSure() {
    OrderId id = shop.place(paidWith("tok_action_required").add("mug", 1));

    shop.pass(Duration.ofDays(1));

    assertThat(Operations.record(shop, id).operations())
        .extracting(io.backroom.payment.Operation::kind)
        .containsExactly(
            io.backroom.payment.Operation.Kind.AUTHORIZE, io.backroom.payment.Operation.Kind.VOID);
    assertThat(shop.tasks(id)).containsExactly("call-customer");
  }

  @Test
  void aMissingOperationIsBelievedToBeMissingOnlyAfterTheLagOfItsLastAttempt() {
    Duration lag = Duration.ofHours(6);
    TestShop lagging =
        open(
            new ProviderProfile("lagging", Duration.ofMinutes(1), lag, Duration.ofDays(7)),
            Renewal.AT_CAPTURE);
    lagging.provider().onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);

    OrderId id = lagging.place(order().add("mug", 1));
    lagging.pass(Duration.ofDays(2));

    assertThat(lagging.books(id)).containsExactly("AUTHORIZED USD 10.00");
    assertThat(lagging.shipment(id).state()).isEqualTo(FulfillmentState.RELEASED);
  }

  @Test
  void anAuthorizationThatNobodyWantsAnyMoreIsNotSentAgainToFindOut() {
    shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_REQUEST);
    OrderId id = shop.place(order().add("mug", 1));

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();
    shop.pass(Duration.ofDays(3));

    assertThat(shop.books(id)).isEmpty();
    assertThat(Operations.record(shop, id).operations())
        .allSatisfy(operation -> assertThat(operation.isOpen()).isFalse());
  }

  @Test
  void anInstrumentForOneUseIsReplacedByTheOneThatTheProviderKeeps() {
    shop.expect("po", "mug", EAST, 10, Duration.ofDays(7));

    OrderId id = shop.place(paidWith("tok_once_ann").add("mug", 25).orBackorder());
    shop.receive("mug", EAST, 10, "po");

    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 200.00", "AUTHORIZED USD 50.00");
  }

  @Test
  void theCustomerIsToldUntilWhenAndWhatHelps() {
    OrderId expired = shop.place(paidWith("tok_declined_expired").add("mug", 1));
    OrderId stolen = shop.place(paidWith("tok_declined_hard").add("mug", 1));
    OrderId vague = shop.place(paidWith("tok_declined_generic").add("mug", 1));

    assertThat(declined(expired)).containsEntry("wayOut", "check-card-data");
    assertThat(declined(expired))
        .containsEntry("until", TestShop.OPENING.plus(Duration.ofDays(3)).toString())
        .containsEntry("amount", "USD 10.00");
    // Nobody can tell a stolen card from one that the bank declines without a reason.
    assertThat(declined(stolen).get("wayOut")).isEqualTo(declined(vague).get("wayOut"));
  }

  private Map<String, String> declined(OrderId id) {
    return shop.notifications().stream()
        .filter(n -> n.order().equals(id) && n.kind().equals("payment-declined"))
        .map(Notification::facts)
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class TooLate {
    private final OrderId id;
    private final OperationId operation;

    TooLate() {
      id = shop.place(paidWith("tok_action_required").add("mug", 20));
      operation = Operations.first(shop, id);
      // The end of the action is not heard, so the shop goes on waiting until it gives up.
      for (int i = 0; i < 9; i++) {
        shop.provider().onNext(Operation.LOOKUP, Fault.LOST_RESPONSE);
      }
      shop.provider().completeAction(operation);
      shop.provider().onNext(Operation.VOID, Fault.DECLINED_GENERIC);
      shop.pass(Duration.ofDays(3).plusHours(1));
      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    }

    private void comesToLight() {
      for (int i = 0; i < 40 && !shop.books(id).contains("VOIDED USD 200.00"); i++) {
        shop.pass(Duration.ofHours(24));
      }
      shop.pass(Duration.ofHours(1));
    }

    @Test
    void goodsThatAreThereAreOrderedOnceMore() {
      comesToLight();

      assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
      assertThat(shop.open(id).isZero()).isTrue();
      assertThat(shop.messages(id)).endsWith("late-payment-ordered-again");
      List<OrderView> orders = shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow();
      assertThat(orders).hasSize(2);
    }

    @Test
    void goodsThatWouldHaveToBeWaitedForAreAQuestionToTheCustomer() {
      shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 5));
      shop.expect("po", "mug", EAST, 20, Duration.ofDays(30));

      comesToLight();

      assertThat(shop.messages(id)).endsWith("late-payment-would-have-to-wait");
      assertThat(shop.commerce().orders().of(as(ALICE), ALICE, 10).orThrow()).hasSize(1);
    }

    @Test
    void goodsThatAreGoneAreToldAndTheMoneyIsBack() {
      shop.place(OrderRequest.of("bob", TestShop.BOSTON, "tok_ok").add("mug", 5));

      comesToLight();

      assertThat(shop.messages(id)).endsWith("late-payment-given-back");
      assertThat(shop.open(id).isZero()).isTrue();
    }
  }

  @Test
  void everyUnresolvedOperationHasATimer() {
    for (int i = 0; i < 50; i++) {
      shop.provider().onNext(Operation.AUTHORIZE, Fault.LOST_REQUEST);
    }
    OrderId id = shop.place(order().add("mug", 1));
    for (int day = 0; day < 40; day++) {
      shop.pass(Duration.ofDays(1));
      boolean unresolved =
          Operations.record(shop, id).operations().stream()
              .anyMatch(io.backroom.payment.Operation::isUnresolved);
      assertThat(!unresolved || shop.commerce().nextDue().isPresent()).isTrue();
    }
  }
}
