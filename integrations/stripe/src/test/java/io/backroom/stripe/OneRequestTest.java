package io.backroom.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.ChargeCreateParams;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.value.OrderId;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One call is one request with one key, and the proxy would see it if it were not. */
class OneRequestTest {
  private static final Money TEN = Money.parse("GBP 10.00");

  private final StripeMock mock = StripeMock.shared();
  private final FaultProxy proxy = new FaultProxy(mock.address());
  private final OrderId order =
      OrderId.of("one-" + Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX));
  private final PaymentProvider provider =
      StripePaymentProvider.charges(
          StripeSettings.of("sk_test_one", URI.create("https://shop.example/back"))
              .withApiBase(proxy.address()),
          InstantSource.system());

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  private Outcome authorize(OperationId operation, int attempt) {
    return provider.authorize(
        new AuthorizeCommand(
            order,
            order + "-1",
            TEN,
            InstrumentRef.of("tok_visa"),
            AuthorizeCommand.Initiator.CUSTOMER,
            false),
        new CallContext(operation, Instant.now().plusSeconds(3), attempt));
  }

  private Money open() {
    return mock.books(order, CurrencyUnit.of("GBP")).open();
  }

  @ParameterizedTest
  @EnumSource(
      value = Disturbance.class,
      names = {"LOSE_RESPONSE", "GARBLE_RESPONSE", "SERVER_ERROR", "STALL_RESPONSE"})
  void aBrokenConnectionMakesNoSecondRequest(Disturbance disturbance) {
    OperationId operation = OperationId.of(order + "-p1");
    proxy.disturbNext(disturbance);

    assertThat(authorize(operation, 1)).isInstanceOf(Outcome.Unknown.class);

    assertThat(proxy.posts(operation.value())).isEqualTo(1);
    assertThat(proxy.postsWithoutKey()).isZero();
    assertThat(authorize(operation, 2)).isInstanceOf(Outcome.Approved.class);
    assertThat(open()).isEqualTo(TEN);
  }

  @Test
  void aRequestThatArrivesTwiceHasOneEffect() {
    proxy.sendNextTwice();

    assertThat(authorize(OperationId.of(order + "-p1"), 1)).isInstanceOf(Outcome.Approved.class);

    assertThat(open()).isEqualTo(TEN);
  }

  /** The control: without the same key for a repetition this very setting charges twice. */
  @Test
  void aRepetitionUnderAFreshKeyWouldBeASecondCharge() {
    proxy.disturbNext(Disturbance.LOSE_RESPONSE);
    authorize(OperationId.of(order + "-p1"), 1);

    authorize(OperationId.of(order + "-p2"), 1);

    assertThat(open()).isEqualTo(TEN.multipliedBy(2));
  }

  /** The control: the library's own client sends the POST again, unseen by whoever called it. */
  @Test
  void theClientThatIsNotUsedSendsAgainByItself() {
    StripeClient usual =
        StripeClient.builder()
            .setApiKey("sk_test_one")
            .setApiBase(proxy.address().toString())
            .setMaxNetworkRetries(0)
            .build();
    proxy.disturbNext(Disturbance.LOSE_RESPONSE);
    ChargeCreateParams params =
        ChargeCreateParams.builder()
            .setAmount(1_000L)
            .setCurrency("gbp")
            .setSource("tok_visa")
            .setCapture(false)
            .putMetadata(Binding.ORDER, order.value())
            .build();
    String key = order + "-control";
    try {
      usual
          .v1()
          .charges()
          .create(params, com.stripe.net.RequestOptions.builder().setIdempotencyKey(key).build());
    } catch (StripeException mayBe) {
      // Whether the second request is answered is not the point.
    }

    assertThat(proxy.posts(key)).isEqualTo(2);
  }
}
