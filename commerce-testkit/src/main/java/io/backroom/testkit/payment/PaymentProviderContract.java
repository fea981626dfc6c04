package io.backroom.testkit.payment;

import static io.backroom.testkit.payment.PaymentScene.approved;
import static io.backroom.testkit.payment.PaymentScene.assertNotPerformed;
import static io.backroom.testkit.payment.PaymentScene.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.testkit.ExplainRules;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Proves that a {@link io.backroom.spi.payment.PaymentProvider} keeps the rules P-01 to P-20 of
 * {@code docs/contracts/payments.md}. The author of an adapter extends it and gives it a harness:
 *
 * <pre>{@code
 * class AcmePaymentProviderTest extends PaymentProviderContract {
 *   @Override
 *   protected PaymentHarness harness() {
 *     return PaymentHarness.of(provider, time, instruments, books).withConnection(proxy);
 *   }
 * }
 * }</pre>
 *
 * <p>Each test has an order of its own and looks at nothing else, so the provider may be shared and
 * may remember earlier runs.
 */
@ExtendWith(ExplainRules.class)
public abstract class PaymentProviderContract extends PaymentMoneyRules {
  /** For subclasses. */
  protected PaymentProviderContract() {}

  /**
   * Returns the provider under test and what is around it. Called once before each test.
   *
   * @return the harness
   */
  @Override
  protected abstract PaymentHarness harness();

  @Test
  @Rule("P-07")
  void repetitionHasOneEffect() {
    needsOperationIds("P-07");
    ProviderRef authorization = repeated(scene.authorize(pounds("120.00"))).ref();
    scene.assertBooks("120.00", "0.00", "0.00");
    ProviderRef capture = repeated(new CaptureCommand(authorization, pounds("120.00"))).ref();
    repeated(new RefundCommand(capture, pounds("20.00")));
    scene.assertBooks("0.00", "120.00", "20.00");
    repeated(new VoidCommand(scene.authorized("5.00")));
    scene.assertBooks("0.00", "120.00", "20.00");
  }

  private Outcome.Approved repeated(Record command) {
    OperationId operation = scene.newOperation();
    Outcome.Approved first = approved(scene.send(command, operation, 1));
    for (int attempt = 2; attempt <= 5; attempt++) {
      assertThat(scene.send(command, operation, attempt)).isEqualTo(first);
    }
    return first;
  }

  @Test
  @Rule("P-08")
  void repetitionsAtTheSameTimeHaveOneEffect() throws Exception {
    needsOperationIds("P-08");
    atTheSameTime(scene.authorize(pounds("120.00")));
    scene.assertBooks("120.00", "0.00", "0.00");
    atTheSameTime(new RefundCommand(scene.captured("80.00"), pounds("20.00")));
    scene.assertBooks("120.00", "80.00", "20.00");
  }

  private void atTheSameTime(Record command) throws Exception {
    OperationId operation = scene.newOperation();
    List<Outcome> answers =
        new ArrayList<>(Race.run(16, thread -> () -> scene.send(command, operation, 1)));
    answers.removeIf(new Outcome.NotPerformed(Reason.BUSY)::equals);
    assertThat(answers).isNotEmpty().hasOnlyElementsOfType(Outcome.Approved.class);
    assertThat(answers).containsOnly(answers.get(0));
  }

  @Test
  @Rule("P-09")
  void operationIdWithAnotherAmountIsRefused() {
    needsOperationIds("P-09");
    OperationId first = scene.newOperation();
    ProviderRef authorization =
        approved(scene.send(scene.authorize(pounds("120.00")), first, 1)).ref();
    assertKeyReused(scene.authorize(pounds("60.00")), first);
    scene.assertBooks("120.00", "0.00", "0.00");
    OperationId second = scene.newOperation();
    Record capture = new CaptureCommand(authorization, pounds("120.00"));
    ProviderRef captured = approved(scene.send(capture, second, 1)).ref();
    assertKeyReused(new CaptureCommand(authorization, pounds("60.00")), second);
    OperationId third = scene.newOperation();
    approved(scene.send(new RefundCommand(captured, pounds("20.00")), third, 1));
    assertKeyReused(new RefundCommand(captured, pounds("30.00")), third);
    scene.assertBooks("0.00", "120.00", "20.00");
  }

  private void assertKeyReused(Record command, OperationId operation) {
    assertNotPerformed(scene.send(command, operation, 2), Reason.KEY_REUSED);
  }

  @Test
  @Rule("P-10")
  void lostResponseIsMadeUpForBySendingAgain() {
    needsOperationIds("P-10");
    ProviderRef authorization = lostAndSentAgain(scene.authorize(pounds("120.00")), "P-10");
    scene.assertBooks("120.00", "0.00", "0.00");
    ProviderRef capture =
        lostAndSentAgain(new CaptureCommand(authorization, pounds("120.00")), "P-10");
    lostAndSentAgain(new RefundCommand(capture, pounds("20.00")), "P-10");
    scene.assertBooks("0.00", "120.00", "20.00");
  }

  private ProviderRef lostAndSentAgain(Record command, String rule) {
    OperationId operation = scene.newOperation();
    connection(rule).loseNextResponse();
    scene.send(command, operation, 1);
    return approved(scene.send(command, operation, 2)).ref();
  }

  @Test
  @Rule("P-11")
  void lookupFindsAnOperationAndChangesNothing() {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    Outcome sent = scene.send(scene.authorize(pounds("120.00")), operation, 1);
    assertThat(approvedAtLookup(operation, sentAt, "P-11").ref()).isEqualTo(approved(sent).ref());
    assertThat(approvedAtLookup(operation, sentAt, "P-11").ref()).isEqualTo(approved(sent).ref());
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-11")
  void lookupFindsWhatALostResponseHid() {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    connection("P-11").loseNextResponse();
    scene.send(scene.authorize(pounds("120.00")), operation, 1);
    approvedAtLookup(operation, sentAt, "P-11");
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-11")
  void lookupOfAnUnknownOperationIsNotFound() {
    Instant longAgo = harness.now().minus(harness.provider().profile().lookupLag());
    assertThat(scene.lookup(scene.newOperation(), longAgo))
        .isEqualTo(new Lookup.NotFound(Lookup.Certainty.FINAL));
    scene.assertBooksEmpty();
  }

  private Outcome.Approved approvedAtLookup(OperationId operation, Instant sentAt, String rule) {
    Outcome.Approved approved = approved(foundAtLookup(operation, sentAt, rule));
    assertThat(approved.amount()).isEqualTo(pounds("120.00"));
    return approved;
  }

  /** A harness that cannot move the time of a lagging provider has to be content with "maybe". */
  private Outcome foundAtLookup(OperationId operation, Instant sentAt, String rule) {
    Duration lag = harness.provider().profile().lookupLag();
    harness.timeTravel().ifPresent(power -> power.advance(lag));
    Lookup answer = scene.lookup(operation, sentAt);
    assumeFalse(
        harness.now().isBefore(sentAt.plus(lag))
            && answer.equals(new Lookup.NotFound(Lookup.Certainty.MAY_APPEAR)),
        rule + " not proven: the lookup lags and the harness cannot move the time");
    assertThat(answer).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) answer).outcome();
  }

  @Test
  @Rule("P-12")
  void refusedConnectionIsNotPerformed() {
    Record command = scene.authorize(pounds("120.00"));
    OperationId operation = scene.newOperation();
    connection("P-12").refuseNextConnection();
    assertNotPerformed(scene.send(command, operation, 1), Reason.NOT_SENT);
    scene.assertBooksEmpty();
    approved(scene.send(command, operation, 2));
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-12")
  void callAfterItsDeadlineIsNotSent() {
    assertNotPerformed(scene.sendTooLate(scene.authorize(pounds("120.00"))), Reason.NOT_SENT);
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-13")
  void lostResponseIsUnknown() {
    ProviderRef authorization = scene.authorized("120.00");
    ProviderRef capture = scene.captured("120.00");
    for (Record command :
        List.of(
            scene.authorize(pounds("1.00")),
            new CaptureCommand(authorization, pounds("120.00")),
            new RefundCommand(capture, pounds("20.00")),
            new VoidCommand(scene.authorized("5.00")))) {
      connection("P-13").loseNextResponse();
      assertThat(scene.send(command)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "DECLINES_.*")
  @Rule("P-14")
  void declineHasItsKindAndCodeAndMovesNothing(Behavior behavior) {
    InstrumentRef instrument = instrument(behavior, "P-14");
    assertThat(scene.send(scene.authorize(instrument, pounds("120.00"))))
        .isInstanceOfSatisfying(
            Outcome.Declined.class,
            declined -> {
              assertThat(Optional.of(declined.decline().kind())).isEqualTo(behavior.decline);
              assertThat(declined.decline().code()).isNotBlank();
            });
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-15")
  void actionRequiredSetsNothingAsideYet() {
    requireAction(scene.newOperation());
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-15")
  void actionCompletedIsApprovedAtLookup() {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    requireAction(operation);
    assumeTrue(
        harness.customer().isPresent(), "P-15 not proven: the harness cannot act as the customer");
    harness.customer().orElseThrow().completeAction(operation);
    approvedAtLookup(operation, sentAt, "P-15");
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-15")
  void actionAbandonedIsDeclinedAtLookup() {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    Outcome.ActionRequired action = requireAction(operation);
    advanceTo(action.validUntil(), "P-15");
    assertThat(foundAtLookup(operation, sentAt, "P-15")).isInstanceOf(Outcome.Declined.class);
    scene.assertBooksEmpty();
  }

  private Outcome.ActionRequired requireAction(OperationId operation) {
    InstrumentRef instrument = instrument(Behavior.REQUIRES_ACTION, "P-15");
    Outcome outcome = scene.send(scene.authorize(instrument, pounds("120.00")), operation, 1);
    assertThat(outcome).isInstanceOf(Outcome.ActionRequired.class);
    Outcome.ActionRequired action = (Outcome.ActionRequired) outcome;
    assertThat(action.link()).isNotBlank();
    assertThat(action.validUntil()).isAfter(harness.now());
    return action;
  }

  @Test
  @Rule("P-16")
  void endOfAnAuthorizationIsKnown() {
    assertThat(end(scene.approved(scene.authorize(pounds("120.00"))))).isAfter(harness.now());
  }

  @Test
  @Rule("P-16")
  void expiredAuthorizationIsNotCaptured() {
    Outcome.Approved authorization = scene.approved(scene.authorize(pounds("120.00")));
    advanceTo(end(authorization), "P-16");
    assertThat(scene.send(new CaptureCommand(authorization.ref(), pounds("120.00"))))
        .isInstanceOfAny(Outcome.NotPerformed.class, Outcome.Declined.class);
    scene.assertBooksEmpty();
  }

  private Instant end(Outcome.Approved authorization) {
    Duration usual = harness.provider().profile().authorizationValidity();
    return authorization.expiresAt().orElse(harness.now().plus(usual));
  }

  @Test
  @Rule("P-19")
  void outcomesPrintNoCardNumber() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Behavior behavior : Behavior.values()) {
      harness
          .instrument(behavior)
          .ifPresent(card -> outcomes.add(scene.send(scene.authorize(card, pounds("120.00")))));
    }
    harness
        .connection()
        .ifPresent(
            power -> {
              power.loseNextResponse();
              outcomes.add(scene.send(scene.authorize(pounds("120.00"))));
            });
    assertThat(outcomes).noneMatch(outcome -> CardNumbers.occurIn(outcome.toString()));
  }

  @Test
  @Rule("P-20")
  void profileIsAlwaysTheSame() {
    ProviderProfile profile = harness.provider().profile();
    scene.authorized("120.00");
    assertThat(harness.provider().profile()).isEqualTo(profile);
  }

  private PaymentHarness.Connection connection(String rule) {
    assumeTrue(
        harness.connection().isPresent(),
        rule + " not proven: the harness cannot disturb the connection");
    return harness.connection().orElseThrow();
  }

  private void advanceTo(Instant time, String rule) {
    assumeTrue(
        harness.timeTravel().isPresent(), rule + " not proven: the harness cannot move the time");
    harness.timeTravel().orElseThrow().advance(Duration.between(harness.now(), time));
  }

  private void needsOperationIds(String rule) {
    assumeFalse(
        harness.provider().profile().keyRetention().isZero(),
        rule + " not proven: the profile declares that operation ids are not known");
  }
}
