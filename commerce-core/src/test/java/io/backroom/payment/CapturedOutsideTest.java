package io.backroom.payment;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.CommerceBuilder;
import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.order.OrderState;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Somebody presses Capture in the provider's dashboard, where the library cannot see it. */
class CapturedOutsideTest {
  private static final Money TEN = Money.parse("USD 10.00");

  private TestShop shop = open(builder -> builder);
  private int byHand;

  private static TestShop open(UnaryOperator<CommerceBuilder> choices) {
    return stocked(TestShop.open(choices));
  }

  private static TestShop stocked(TestShop empty) {
    return empty.sell("mug", "USD 10.00").stock("mug", EAST, 3);
  }

  private ProviderRef capture(OrderId id, String amount) {
    ProviderRef authorization = new ProviderRef("auth_" + Operations.first(shop, id));
    Outcome outcome =
        shop.provider().capture(new CaptureCommand(authorization, Money.parse(amount)), context());
    return ((Outcome.Approved) outcome).ref();
  }

  private CallContext context() {
    OperationId operation = OperationId.of("by-hand-" + ++byHand);
    return new CallContext(operation, shop.clock().instant().plusSeconds(30), 1);
  }

  private void load(OrderId id) {
    shop.bring(shop.shipment(id).id(), FulfillmentState.LOADED);
  }

  @Test
  void isNotChargedAgainWhenTheParcelLeaves() {
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");

    load(id);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00");
    assertThat(shop.view(id).payment().captured()).isEqualTo(TEN);
    assertThat(shop.tasks(id)).isEmpty();
    assertThat(shop.events(id)).contains("captured-outside");
  }

  @Test
  void isWhatALaterRefundPaysBack() {
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");
    shop.deliver(id);
    Payments payments = new Payments(kernel(), shop.provider(), Renewal.AT_CAPTURE);
    String shipment = shop.shipment(id).id();

    kernel()
        .transact(
            tx -> {
              payments.refund(tx, id, shipment, TEN);
              return id;
            });
    shop.pass(Duration.ofHours(1));

    assertThat(shop.refunded(id)).isEqualTo(TEN);
  }

  private io.backroom.kernel.Kernel kernel() {
    return new io.backroom.kernel.Kernel(
        shop.documents(), shop.clock(), () -> "by-test", List.of());
  }

  @Test
  void isPaidBackWhenTheOrderIsCancelled() {
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");

    shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();
    shop.pass(Duration.ofDays(1));

    assertThat(shop.view(id).state()).isEqualTo(OrderState.CANCELLED);
    assertThat(shop.books(id))
        .containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00", "REFUNDED USD 10.00");
    assertThat(shop.view(id).payment().authorized().isZero()).isTrue();
    assertThat(shop.view(id).payment().captured()).isEqualTo(TEN);
    assertThat(shop.view(id).payment().refunded()).isEqualTo(TEN);
    assertThat(shop.messages(id)).endsWith("refunded");
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void ofAnotherAmountIsBookedAsStatedAndATask() {
    OrderId id = shop.place(order().add("mug", 2));
    capture(id, "USD 15.00");

    load(id);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 15.00"));
    assertThat(shop.view(id).payment().captured()).isEqualTo(Money.parse("USD 15.00"));
    assertThat(shop.tasks(id)).containsExactly("amount-differs");
  }

  @Test
  void isNotChargedAgainAfterTheEndOfTheAuthorization() {
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");
    shop.pass(Duration.ofDays(8));

    load(id);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00");
    assertThat(shop.view(id).payment().captured()).isEqualTo(TEN);
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void isPaidBackAfterTheEndOfTheAuthorizationWhenTheOrderIsCancelled() {
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");
    shop.pass(Duration.ofDays(8));

    shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();
    shop.pass(Duration.ofDays(1));

    assertThat(shop.refunded(id)).isEqualTo(TEN);
  }

  @Test
  void isPaidBackWhenItsAuthorizationWasRenewedBefore() {
    shop = open(builder -> builder.renewal(Renewal.AHEAD));
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");
    shop.pass(Duration.ofDays(9));
    assertThat(shop.view(id).payment().captured()).isEqualTo(shop.refunded(id)).isEqualTo(TEN);

    load(id);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 20.00"));
    assertThat(shop.refunded(id)).isEqualTo(TEN);
    assertThat(shop.view(id).payment().captured()).isEqualTo(Money.parse("USD 20.00"));
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void andPaidBackByHandIsAuthorizedAnewWhenTheParcelLeaves() {
    OrderId id = shop.place(order().add("mug", 1));
    shop.provider().refund(new RefundCommand(capture(id, "USD 10.00"), TEN), context());

    load(id);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.books(id))
        .containsExactly(
            "AUTHORIZED USD 10.00",
            "CAPTURED USD 10.00",
            "REFUNDED USD 10.00",
            "AUTHORIZED USD 10.00",
            "CAPTURED USD 10.00");
  }

  @Test
  void andPaidBackByHandInPartIsPaidBackForTheRest() {
    OrderId id = shop.place(order().add("mug", 1));
    Money part = Money.parse("USD 4.00");
    shop.provider().refund(new RefundCommand(capture(id, "USD 10.00"), part), context());

    shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();
    shop.pass(Duration.ofDays(1));

    assertThat(shop.refunded(id)).isEqualTo(TEN);
    assertThat(shop.tasks(id)).isEmpty();
  }

  @Test
  void ofWhatWasApprovedAfterAllIsPaidBackOnce() {
    shop.provider().onNext(SimulatedPaymentProvider.Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");

    shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();
    shop.pass(Duration.ofDays(1));

    assertThat(shop.captured(id)).isEqualTo(shop.refunded(id)).isEqualTo(TEN);
  }

  /** A shop whose provider says that an authorization is captured, and no more until it tells. */
  private AtomicBoolean silentProvider() {
    AtomicBoolean tells = new AtomicBoolean();
    shop =
        stocked(
            Answering.shop(
                (books, command, context) -> {
                  Outcome outcome = command.sendTo(books, context);
                  return outcome instanceof Outcome.NotPerformed not && !tells.get()
                      ? new Outcome.NotPerformed(not.reason())
                      : outcome;
                }));
    return tells;
  }

  @Test
  void thatTheProviderDoesNotNameIsATaskAndNotChargedAgain() {
    AtomicBoolean tells = silentProvider();
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");

    load(id);
    shop.pass(Duration.ofHours(12));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.LOADED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00");
    assertThat(shop.view(id).payment().captured().isZero()).isTrue();
    assertThat(shop.tasks(id)).containsExactly("captured-outside");

    tells.set(true);
    shop.pass(Duration.ofDays(1));

    assertThat(shop.shipment(id).state()).isEqualTo(FulfillmentState.IN_TRANSIT);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 10.00", "CAPTURED USD 10.00");
  }

  @Test
  void thatTheProviderDoesNotNameIsATaskWhenTheOrderIsCancelled() {
    silentProvider();
    OrderId id = shop.place(order().add("mug", 1));
    capture(id, "USD 10.00");

    shop.commerce().orders().cancel(as(ALICE), id, "never mind").orThrow();
    shop.pass(Duration.ofDays(9));

    assertThat(shop.refunded(id).isZero()).isTrue();
    assertThat(shop.tasks(id)).containsExactly("captured-outside");
  }
}
