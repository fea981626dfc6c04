package io.backroom.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.memory.SimulatedPaymentProvider.Fault;
import io.backroom.memory.SimulatedPaymentProvider.Operation;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.spi.payment.AuthorizeCommand;
import io.backroom.spi.payment.CallContext;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.LookupQuery;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.OrderId;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedPaymentProviderTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final CurrencyUnit GBP = CurrencyUnit.of("GBP");
  private static final OrderId ORDER = OrderId.of("order-1");
  private static final InstrumentRef OK = InstrumentRef.of("tok_ok");

  private Instant now = START;
  private int operations;
  private final SimulatedPaymentProvider provider = new SimulatedPaymentProvider(() -> now);

  private static Money pounds(String amount) {
    return Money.parse("GBP " + amount);
  }

  private CallContext context(String operation, int attempt) {
    return new CallContext(OperationId.of(operation), now.plusSeconds(30), attempt);
  }

  private CallContext next() {
    return context("op-" + ++operations, 1);
  }

  private static AuthorizeCommand authorize(InstrumentRef instrument, String amount) {
    return new AuthorizeCommand(
        ORDER, "t1", pounds(amount), instrument, AuthorizeCommand.Initiator.CUSTOMER, false);
  }

  private ProviderRef authorized(String amount) {
    return approved(provider.authorize(authorize(OK, amount), next())).ref();
  }

  private ProviderRef captured(String amount) {
    ProviderRef authorization = authorized(amount);
    return approved(provider.capture(new CaptureCommand(authorization, pounds(amount)), next()))
        .ref();
  }

  private static Outcome.Approved approved(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    return (Outcome.Approved) outcome;
  }

  private LookupQuery query(String operation) {
    return new LookupQuery(OperationId.of(operation), authorize(OK, "10.00"), now);
  }

  private Lookup lookup(String operation) {
    return provider.lookup(query(operation), next());
  }

  private static Outcome notPerformed(Reason reason) {
    return new Outcome.NotPerformed(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "tok_declined_insufficient, INSUFFICIENT, insufficient_funds",
    "tok_declined_generic, GENERIC, do_not_honor",
    "tok_declined_issuer_down, ISSUER_DOWN, issuer_not_available",
    "tok_declined_customer_action, CUSTOMER_ACTION, authentication_required",
    "tok_declined_expired, FIX_DETAILS, expired_card",
    "tok_declined_hard, HARD, lost_card",
    "tok_declined_revoked, REVOKED, revocation_of_authorization",
    "tok_declined_duplicate, DUPLICATE, duplicate_transaction",
    "tok_declined_risk, RISK, fraudulent"
  })
  void instrumentDeclines(String token, Decline.Kind kind, String code) {
    assertThat(provider.authorize(authorize(InstrumentRef.of(token), "10.00"), next()))
        .isEqualTo(new Outcome.Declined(new Decline(kind, code)));
    assertThat(provider.ledger()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyFaultHasItsInstrument(Fault fault) {
    Outcome byQueue;
    provider.onNext(Operation.AUTHORIZE, fault);
    try {
      byQueue = provider.authorize(authorize(OK, "10.00"), context("a", 1));
    } catch (UncheckedIOException e) {
      byQueue = new Outcome.Unknown("thrown");
    }
    Outcome byInstrument;
    try {
      byInstrument = provider.authorize(authorize(fault.instrument(), "10.00"), context("b", 1));
    } catch (UncheckedIOException e) {
      byInstrument = new Outcome.Unknown("thrown");
    }
    assertThat(byInstrument).hasSameClassAs(byQueue);
    assertThat(provider.totals().open().values()).allMatch(sum -> sum.isPositive());
  }

  @Test
  void everyOtherInstrumentApproves() {
    Outcome.Approved approved =
        approved(provider.authorize(authorize(InstrumentRef.of("visa-of-ann"), "10.00"), next()));
    assertThat(approved.amount()).isEqualTo(pounds("10.00"));
    assertThat(approved.expiresAt()).contains(START.plus(Duration.ofDays(7)));
  }

  @Test
  void instrumentDisturbsTheConnectionAtTheFirstAttemptOnly() {
    AuthorizeCommand command = authorize(Fault.LOST_REQUEST.instrument(), "10.00");
    assertThat(provider.authorize(command, context("a", 1))).isInstanceOf(Outcome.Unknown.class);
    assertThat(provider.totals()).isEqualTo(new Totals(Map.of(), Map.of(), Map.of()));
    approved(provider.authorize(command, context("a", 2)));
  }

  @Test
  void lostResponseHasItsEffectOnce() {
    provider.onNext(Operation.AUTHORIZE, Fault.LOST_RESPONSE);
    AuthorizeCommand command = authorize(OK, "10.00");
    assertThat(provider.authorize(command, context("a", 1))).isInstanceOf(Outcome.Unknown.class);
    assertThat(provider.totals(ORDER).open()).containsExactly(Map.entry(GBP, pounds("10.00")));
    Outcome again = provider.authorize(command, context("a", 2));
    assertThat(lookup("a")).isEqualTo(new Lookup.Found(approved(again)));
    assertThat(provider.ledger()).hasSize(1);
  }

  @Test
  void brokenResponseHasItsEffectAndThrows() {
    ProviderRef authorization = authorized("10.00");
    provider.onNext(Operation.CAPTURE, Fault.BROKEN_RESPONSE);
    CaptureCommand command = new CaptureCommand(authorization, pounds("10.00"));
    assertThatThrownBy(() -> provider.capture(command, next()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("simulated");
    assertThat(provider.totals().captured()).containsExactly(Map.entry(GBP, pounds("10.00")));
  }

  @Test
  void callsThatNeverArrivedAreJudgedAnew() {
    AuthorizeCommand command = authorize(OK, "10.00");
    provider.onNext(Operation.AUTHORIZE, Fault.NOT_SENT);
    provider.onNext(Operation.AUTHORIZE, Fault.RATE_LIMITED);
    assertThat(provider.authorize(command, context("a", 1)))
        .isEqualTo(notPerformed(Reason.NOT_SENT));
    assertThat(provider.authorize(command, context("a", 2)))
        .isEqualTo(notPerformed(Reason.RATE_LIMITED));
    assertThat(lookup("a")).isEqualTo(new Lookup.NotFound());
    approved(provider.authorize(command, context("a", 3)));
  }

  @Test
  void callAfterItsDeadlineIsNotSent() {
    CallContext late = new CallContext(OperationId.of("a"), now, 1);
    assertThat(provider.authorize(authorize(OK, "10.00"), late))
        .isEqualTo(notPerformed(Reason.NOT_SENT));
  }

  @Test
  void queueLetsACallPassWithNone() {
    provider.onNext(Operation.AUTHORIZE, Fault.NONE);
    provider.onNext(Operation.AUTHORIZE, Fault.DECLINED_RISK);
    InstrumentRef lost = Fault.DECLINED_HARD.instrument();
    approved(provider.authorize(authorize(lost, "10.00"), next()));
    assertThat(provider.authorize(authorize(OK, "10.00"), next()))
        .isEqualTo(new Outcome.Declined(new Decline(Decline.Kind.RISK, "fraudulent")));
  }

  @Test
  void requestThatArrivesTwiceHasOneEffect() {
    provider.onNext(Operation.AUTHORIZE, Fault.DUPLICATE);
    ProviderRef authorization = authorized("10.00");
    provider.onNext(Operation.CAPTURE, Fault.DUPLICATE);
    approved(provider.capture(new CaptureCommand(authorization, pounds("10.00")), next()));
    assertThat(provider.ledger()).hasSize(2);
  }

  @Test
  void partialApprovalAndWrongAmountAreToldApart() {
    provider.onNext(Operation.AUTHORIZE, Fault.PARTIAL);
    provider.onNext(Operation.AUTHORIZE, Fault.WRONG_AMOUNT);
    Outcome half = provider.authorize(authorize(OK, "10.01"), next());
    Outcome wrong = provider.authorize(authorize(OK, "10.00"), next());
    assertThat(approved(half).amount()).isEqualTo(pounds("5.01"));
    assertThat(approved(wrong).amount()).isEqualTo(pounds("10.01"));
    assertThat(provider.totals().open()).containsExactly(Map.entry(GBP, pounds("15.01")));
  }

  @Test
  void behaviorIsAskedWithTheInstrumentOfEveryCallThatMovesMoney() {
    SimulatedPaymentProvider moody =
        new SimulatedPaymentProvider(
            () -> now,
            SimulatedPaymentProvider.PROFILE,
            (operation, instrument, context) ->
                instrument.equals(OK) && operation == Operation.REFUND && context.attempt() == 1
                    ? Fault.LOST_RESPONSE
                    : Fault.NONE);
    ProviderRef authorization = approved(moody.authorize(authorize(OK, "10.00"), next())).ref();
    ProviderRef capture =
        approved(moody.capture(new CaptureCommand(authorization, pounds("10.00")), next())).ref();
    RefundCommand refund = new RefundCommand(capture, pounds("4.00"));
    assertThat(moody.refund(refund, context("r", 1))).isInstanceOf(Outcome.Unknown.class);
    approved(moody.refund(refund, context("r", 2)));
    assertThat(moody.totals().refunded()).containsExactly(Map.entry(GBP, pounds("4.00")));
  }

  @Test
  void completedActionIsApprovedFromThenOn() {
    AuthorizeCommand command = authorize(Fault.ACTION_REQUIRED.instrument(), "10.00");
    Outcome asked = provider.authorize(command, context("a", 1));
    assertThat(lookup("a")).isEqualTo(new Lookup.Found(asked));
    assertThat(provider.ledger()).isEmpty();
    Outcome.Approved done = approved(provider.completeAction(OperationId.of("a")));
    assertThat(done.ref()).isEqualTo(((Outcome.ActionRequired) asked).ref());
    assertThat(provider.authorize(command, context("a", 2))).isEqualTo(done);
    assertThat(provider.totals().open()).containsExactly(Map.entry(GBP, pounds("10.00")));
    assertThatThrownBy(() -> provider.completeAction(OperationId.of("a")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void abandonedActionIsDeclinedInTheEnd() {
    Outcome asked =
        provider.authorize(authorize(Fault.ACTION_REQUIRED.instrument(), "10.00"), context("a", 1));
    now = ((Outcome.ActionRequired) asked).validUntil();
    assertThat(lookup("a"))
        .isEqualTo(
            new Lookup.Found(
                new Outcome.Declined(
                    new Decline(Decline.Kind.CUSTOMER_ACTION, "action_abandoned"))));
    assertThatThrownBy(() -> provider.completeAction(OperationId.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a is not ActionRequired");
  }

  @Test
  void pendingOperationIsSettledLater() {
    ProviderRef authorization = authorized("10.00");
    provider.onNext(Operation.CAPTURE, Fault.PENDING);
    CaptureCommand capture = new CaptureCommand(authorization, pounds("10.00"));
    assertThat(provider.capture(capture, context("c", 1))).isInstanceOf(Outcome.Pending.class);
    assertThat(provider.totals().captured()).isEmpty();
    Outcome settled = provider.settle(OperationId.of("c"), Fault.NONE);
    assertThat(lookup("c")).isEqualTo(new Lookup.Found(approved(settled)));
    assertThat(provider.totals().captured()).containsExactly(Map.entry(GBP, pounds("10.00")));
  }

  @Test
  void pendingOperationIsDeclinedLaterOrWhenItHasBecomeImpossible() {
    provider.onNext(Operation.AUTHORIZE, Fault.PENDING);
    provider.authorize(authorize(OK, "10.00"), context("a", 1));
    assertThat(provider.settle(OperationId.of("a"), Fault.DECLINED_INSUFFICIENT))
        .isEqualTo(
            new Outcome.Declined(new Decline(Decline.Kind.INSUFFICIENT, "insufficient_funds")));
    ProviderRef authorization = authorized("10.00");
    provider.onNext(Operation.CAPTURE, Fault.PENDING);
    provider.capture(new CaptureCommand(authorization, pounds("10.00")), context("c", 1));
    approved(provider.voidAuthorization(new VoidCommand(authorization), next()));
    assertThat(provider.settle(OperationId.of("c"), Fault.NONE))
        .isEqualTo(new Outcome.Declined(new Decline(Decline.Kind.GENERIC, "GONE")));
  }

  @Test
  void expiredAuthorizationIsNoLongerOpen() {
    provider.onNext(Operation.AUTHORIZE, Fault.EXPIRES_SOON);
    Outcome.Approved soon = approved(provider.authorize(authorize(OK, "10.00"), next()));
    authorized("3.00");
    now = soon.expiresAt().orElseThrow();
    assertThat(provider.totals(ORDER).open()).containsExactly(Map.entry(GBP, pounds("3.00")));
    assertThat(provider.capture(new CaptureCommand(soon.ref(), pounds("10.00")), next()))
        .isEqualTo(notPerformed(Reason.GONE));
    assertThat(provider.voidAuthorization(new VoidCommand(soon.ref()), next()))
        .isEqualTo(notPerformed(Reason.GONE));
    assertThat(provider.ledger().get(2))
        .isEqualTo(
            new Entry(
                Entry.Kind.EXPIRED, OperationId.of("op-1"), ORDER, "t1", pounds("10.00"), now));
  }

  @Test
  void ledgerTellsWhatHappened() {
    ProviderRef capture = captured("10.00");
    now = now.plusSeconds(1);
    approved(provider.refund(new RefundCommand(capture, pounds("4.00")), next()));
    approved(provider.voidAuthorization(new VoidCommand(authorized("7.00")), next()));
    List<Entry> ledger = provider.ledger();
    assertThat(ledger)
        .extracting(Entry::kind)
        .containsExactly(
            Entry.Kind.AUTHORIZED,
            Entry.Kind.CAPTURED,
            Entry.Kind.REFUNDED,
            Entry.Kind.AUTHORIZED,
            Entry.Kind.VOIDED);
    assertThat(provider.totals())
        .isEqualTo(new Totals(Map.of(), Map.of(GBP, pounds("10.00")), Map.of(GBP, pounds("4.00"))));
    assertThat(provider.totals(OrderId.of("another")))
        .isEqualTo(new Totals(Map.of(), Map.of(), Map.of()));
    assertThatThrownBy(ledger::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void operationIdOfAnotherKindOfCallIsRefused() {
    ProviderRef authorization = authorized("10.00");
    assertThat(
            provider.capture(
                new CaptureCommand(authorization, pounds("10.00")), context("op-1", 1)))
        .isEqualTo(notPerformed(Reason.KEY_REUSED));
  }

  @Test
  void anotherCurrencyIsAnInvalidRequest() {
    CaptureCommand command = new CaptureCommand(authorized("10.00"), Money.parse("EUR 1.00"));
    assertThat(provider.capture(command, next())).isEqualTo(notPerformed(Reason.INVALID_REQUEST));
  }

  @Test
  void lookupMissesWhatIsYoungerThanItsLag() {
    Duration lag = Duration.ofMinutes(1);
    ProviderProfile profile =
        new ProviderProfile("lagging", Duration.ofDays(1), lag, Duration.ofDays(7));
    SimulatedPaymentProvider lagging =
        new SimulatedPaymentProvider(() -> now, profile, (kind, card, call) -> Fault.NONE);
    LookupQuery query = query("a");
    Outcome.Approved made = approved(lagging.authorize(authorize(OK, "10.00"), context("a", 1)));
    assertThat(lagging.lookup(query, next())).isEqualTo(new Lookup.NotFound());
    LookupQuery named =
        new LookupQuery(
            query.operation(), query.command(), query.firstSentAt(), Optional.of(made.ref()));
    assertThat(lagging.lookup(named, next())).isEqualTo(new Lookup.Found(made));
    now = now.plus(lag);
    assertThat(lagging.lookup(query, next())).isEqualTo(new Lookup.Found(made));
  }

  @Test
  void disturbedLookupIsUnavailable() {
    provider.onNext(Operation.LOOKUP, Fault.LOST_RESPONSE);
    assertThat(lookup("a")).isEqualTo(new Lookup.Unavailable());
    assertThat(lookup("a")).isEqualTo(new Lookup.NotFound());
  }
}
