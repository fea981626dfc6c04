package io.backroom.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What somebody does in Stripe's dashboard, and what the adapter says of it afterwards. */
class DashboardTest {
  private static final Money TWELVE = Money.parse("GBP 12.00");

  private final IntentsServer server = new IntentsServer(Instant.parse("2030-01-01T00:00:00Z"));
  private final StripePaymentProvider adapter =
      StripePaymentProvider.paymentIntents(
          StripeSettings.of("sk_test_desk", URI.create("https://shop.example/back"))
              .withApiBase(server.address()),
          server::now);
  private int operations;

  @AfterEach
  void close() {
    server.close();
  }

  private CallContext next() {
    return context("op-" + ++operations, 1);
  }

  private CallContext context(String operation, int attempt) {
    return new CallContext(
        OperationId.of(operation), server.now().plus(Duration.ofSeconds(30)), attempt);
  }

  private ProviderRef authorized() {
    AuthorizeCommand command =
        new AuthorizeCommand(
            OrderId.of("o1"),
            "t1",
            TWELVE,
            InstrumentRef.of("cus_ann/pm_visa"),
            AuthorizeCommand.Initiator.CUSTOMER,
            false);
    return ((Outcome.Approved) adapter.authorize(command, next())).ref();
  }

  private Outcome foundAtLookup(PaymentCommand command) {
    LookupQuery query = new LookupQuery(OperationId.of("never"), command, server.now());
    return ((Lookup.Found) adapter.lookup(query, next())).outcome();
  }

  @Test
  void aCaptureIsNamedWithWhatIsLeftOfIt() {
    ProviderRef intent = authorized();
    Money eight = Money.parse("GBP 8.00");
    adapter.capture(new CaptureCommand(intent, eight), context("dashboard", 1));
    Money three = Money.parse("GBP 3.00");
    adapter.refund(new RefundCommand(intent, three), context("dashboard-refund", 1));

    Outcome left = Outcome.NotPerformed.captured(intent, Money.parse("GBP 5.00"));
    assertThat(adapter.capture(new CaptureCommand(intent, TWELVE), next())).isEqualTo(left);
    assertThat(adapter.voidAuthorization(new VoidCommand(intent), next())).isEqualTo(left);
    assertThat(foundAtLookup(new CaptureCommand(intent, TWELVE))).isEqualTo(left);
    assertThat(foundAtLookup(new VoidCommand(intent))).isEqualTo(left);
  }

  @Test
  void aCaptureThatWasRefundedIsGone() {
    ProviderRef intent = authorized();
    adapter.capture(new CaptureCommand(intent, TWELVE), context("dashboard", 1));
    adapter.refund(new RefundCommand(intent, TWELVE), context("dashboard-refund", 1));

    Outcome gone = new Outcome.NotPerformed(Outcome.Reason.GONE);
    assertThat(adapter.capture(new CaptureCommand(intent, TWELVE), next())).isEqualTo(gone);
    assertThat(adapter.voidAuthorization(new VoidCommand(intent), next())).isEqualTo(gone);
  }

  @Test
  void anOwnCaptureWhoseKeyIsForgottenIsStillItsOwn() {
    ProviderRef intent = authorized();
    Outcome first = adapter.capture(new CaptureCommand(intent, TWELVE), context("capture", 1));

    server.forgetKeys();

    assertThat(adapter.capture(new CaptureCommand(intent, TWELVE), context("capture", 2)))
        .isEqualTo(first);
  }

  @Test
  void aCanceledIntentIsGone() {
    ProviderRef intent = authorized();
    adapter.voidAuthorization(new VoidCommand(intent), context("dashboard", 1));

    assertThat(adapter.capture(new CaptureCommand(intent, TWELVE), next()))
        .isEqualTo(new Outcome.NotPerformed(Outcome.Reason.GONE));
    assertThat(adapter.voidAuthorization(new VoidCommand(intent), next()))
        .isInstanceOf(Outcome.Approved.class);
  }
}
