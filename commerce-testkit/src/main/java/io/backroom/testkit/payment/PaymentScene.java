package io.backroom.testkit.payment;

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
import io.backroom.spi.payment.PaymentProvider;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.TestInfo;

/**
 * One order on the stage of a contract test: sends commands as the library does and checks sums.
 */
final class PaymentScene {
  private static final CurrencyUnit USUAL = CurrencyUnit.of("GBP");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PaymentHarness harness;
  private final PaymentProvider provider;
  private final String name;
  private final AtomicInteger operations = new AtomicInteger();
  private final AtomicInteger tranches = new AtomicInteger();

  /** A provider may remember earlier runs, so its time and the test make the names unique. */
  PaymentScene(PaymentHarness harness, TestInfo test) {
    this.harness = harness;
    this.provider = harness.provider();
    String testName = test.getTestMethod().map(m -> m.getName()).orElse("") + test.getDisplayName();
    this.name =
        "tck-"
            + Long.toString(harness.now().toEpochMilli(), Character.MAX_RADIX)
            + "-"
            + Integer.toUnsignedString(testName.hashCode(), Character.MAX_RADIX);
  }

  static Money pounds(String amount) {
    return Money.parse("GBP " + amount);
  }

  OperationId newOperation() {
    return OperationId.of(name + "-" + operations.incrementAndGet());
  }

  /** Sends a command for the first time, under a new operation id. */
  Outcome send(PaymentCommand command) {
    return send(command, newOperation(), 1);
  }

  /** Sends a command; an exception counts as Unknown. */
  Outcome send(PaymentCommand command, OperationId operation, int attempt) {
    return send(command, new CallContext(operation, harness.now().plus(PATIENCE), attempt));
  }

  Outcome sendTooLate(PaymentCommand command) {
    return send(command, new CallContext(newOperation(), harness.now(), 1));
  }

  /** Sends a command that has to be answered within a time. */
  Outcome sendWithin(Duration time, PaymentCommand command) {
    return send(command, new CallContext(newOperation(), harness.now().plus(time), 1));
  }

  private Outcome send(PaymentCommand command, CallContext context) {
    try {
      return command.sendTo(provider, context);
    } catch (RuntimeException e) {
      return new Outcome.Unknown(e.toString());
    }
  }

  Lookup lookup(OperationId operation, PaymentCommand command, Instant firstSentAt) {
    CallContext context = new CallContext(newOperation(), harness.now().plus(PATIENCE), 1);
    return provider.lookup(new LookupQuery(operation, command, firstSentAt), context);
  }

  /** Looks up what an answer has told the provider's name of. */
  Lookup lookup(
      OperationId operation, PaymentCommand command, Instant firstSentAt, ProviderRef known) {
    CallContext context = new CallContext(newOperation(), harness.now().plus(PATIENCE), 1);
    return provider.lookup(
        new LookupQuery(operation, command, firstSentAt, Optional.of(known)), context);
  }

  OrderId order() {
    return OrderId.of(name);
  }

  AuthorizeCommand authorize(InstrumentRef instrument, Money amount) {
    return authorize(instrument, amount, AuthorizeCommand.Initiator.CUSTOMER, false);
  }

  AuthorizeCommand authorize(
      InstrumentRef instrument,
      Money amount,
      AuthorizeCommand.Initiator initiator,
      boolean moreToCome) {
    String tranche = name + "-t" + tranches.incrementAndGet();
    return new AuthorizeCommand(order(), tranche, amount, instrument, initiator, moreToCome);
  }

  AuthorizeCommand authorize(Money amount) {
    return authorize(harness.instrument(PaymentHarness.Behavior.APPROVES).orElseThrow(), amount);
  }

  /** Carries a command out that must be approved. */
  Outcome.Approved approved(PaymentCommand command) {
    return approved(send(command));
  }

  static Outcome.Approved approved(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    return (Outcome.Approved) outcome;
  }

  ProviderRef authorized(String pounds) {
    return approved(authorize(pounds(pounds))).ref();
  }

  ProviderRef captured(String pounds) {
    return approved(new CaptureCommand(authorized(pounds), pounds(pounds))).ref();
  }

  static void assertNotPerformed(Outcome outcome, Outcome.Reason reason) {
    assertThat(outcome).isEqualTo(new Outcome.NotPerformed(reason));
  }

  /** An adapter may say nothing of the capture, but nothing that is not so. */
  static void assertCaptured(Outcome outcome, ProviderRef capture, Money left) {
    assertThat(outcome)
        .isIn(
            new Outcome.NotPerformed(Outcome.Reason.CAPTURED),
            Outcome.NotPerformed.captured(capture, left));
  }

  PaymentHarness.Books books() {
    return harness.books().of(order(), USUAL);
  }

  void assertBooks(String open, String captured, String refunded) {
    assertThat(books())
        .isEqualTo(new PaymentHarness.Books(pounds(open), pounds(captured), pounds(refunded)));
  }

  void assertBooksEmpty() {
    assertBooks("0.00", "0.00", "0.00");
  }
}
