package io.backroom.testkit.payment;

import static io.backroom.testkit.payment.PaymentScene.approved;
import static io.backroom.testkit.payment.PaymentScene.assertNotPerformed;
import static io.backroom.testkit.payment.PaymentScene.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.testkit.Race;
import io.backroom.testkit.Rule;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of calls that are sent again, get lost, or are asked about. */
abstract class PaymentConnectionRules extends PaymentMoneyRules {
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

  private Outcome.Approved repeated(PaymentCommand command) {
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

  private void atTheSameTime(PaymentCommand command) throws Exception {
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
    PaymentCommand capture = new CaptureCommand(authorization, pounds("120.00"));
    ProviderRef captured = approved(scene.send(capture, second, 1)).ref();
    assertKeyReused(new CaptureCommand(authorization, pounds("60.00")), second);
    OperationId third = scene.newOperation();
    approved(scene.send(new RefundCommand(captured, pounds("20.00")), third, 1));
    assertKeyReused(new RefundCommand(captured, pounds("30.00")), third);
    scene.assertBooks("0.00", "120.00", "20.00");
  }

  private void assertKeyReused(PaymentCommand command, OperationId operation) {
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

  private ProviderRef lostAndSentAgain(PaymentCommand command, String rule) {
    OperationId operation = scene.newOperation();
    disturbNext(Disturbance.LOSE_RESPONSE, rule);
    scene.send(command, operation, 1);
    return approved(scene.send(command, operation, 2)).ref();
  }

  @Test
  @Rule("P-11")
  void lookupFindsAnOperationAndChangesNothing() {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    PaymentCommand command = scene.authorize(pounds("120.00"));
    ProviderRef sent = approved(scene.send(command, operation, 1)).ref();
    assertThat(approvedAtLookup(operation, command, sentAt, "P-11").ref()).isEqualTo(sent);
    assertThat(approvedAtLookup(operation, command, sentAt, "P-11").ref()).isEqualTo(sent);
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-11")
  void lookupFindsWhatALostResponseHid() {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    PaymentCommand command = scene.authorize(pounds("120.00"));
    disturbNext(Disturbance.LOSE_RESPONSE, "P-11");
    scene.send(command, operation, 1);
    approvedAtLookup(operation, command, sentAt, "P-11");
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-11")
  void lookupOfAnUnknownOperationIsNotFound() {
    assertNotFound(scene.authorize(pounds("120.00")));
    scene.assertBooksEmpty();
  }

  private void assertNotFound(PaymentCommand command) {
    Instant longAgo = harness.now().minus(harness.provider().profile().lookupLag());
    assertThat(scene.lookup(scene.newOperation(), command, longAgo))
        .isEqualTo(new Lookup.NotFound());
  }

  final Outcome.Approved approvedAtLookup(
      OperationId operation, PaymentCommand command, Instant sentAt, String rule) {
    Outcome.Approved approved = approved(foundAtLookup(operation, command, sentAt, rule));
    assertThat(approved.amount()).isEqualTo(pounds("120.00"));
    return approved;
  }

  /** A harness that cannot move the time of a lagging provider cannot wait for it. */
  final Outcome foundAtLookup(
      OperationId operation, PaymentCommand command, Instant sentAt, String rule) {
    Duration lag = harness.provider().profile().lookupLag();
    harness.powers().timeTravel().ifPresent(power -> power.advance(lag));
    Lookup answer = scene.lookup(operation, command, sentAt);
    assumeFalse(
        harness.now().isBefore(sentAt.plus(lag)) && answer instanceof Lookup.NotFound,
        rule + " not proven: the lookup lags and the harness cannot move the time");
    assertThat(answer).isInstanceOf(Lookup.Found.class);
    return ((Lookup.Found) answer).outcome();
  }

  @Test
  @Rule("P-12")
  void refusedConnectionIsNotPerformed() {
    PaymentCommand command = scene.authorize(pounds("120.00"));
    OperationId operation = scene.newOperation();
    disturbNext(Disturbance.REFUSE_CONNECTION, "P-12");
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
    assertUnknownAfter(Disturbance.LOSE_RESPONSE, "P-13");
  }

  @Test
  @Rule("P-33")
  void lookupFindsCapturesVoidsAndRefundsToo() {
    ProviderRef authorization = scene.authorized("120.00");
    PaymentCommand capture = new CaptureCommand(authorization, pounds("120.00"));
    assertNotFound(capture);
    ProviderRef captured = hiddenAndFound(capture).ref();
    PaymentCommand refund = new RefundCommand(captured, pounds("120.00"));
    assertNotFound(refund);
    hiddenAndFound(refund);
    scene.assertBooks("0.00", "120.00", "120.00");
    PaymentCommand voided = new VoidCommand(scene.authorized("5.00"));
    assertNotFound(voided);
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    disturbNext(Disturbance.LOSE_RESPONSE, "P-33");
    scene.send(voided, operation, 1);
    approved(foundAtLookup(operation, voided, sentAt, "P-33"));
    scene.assertBooks("0.00", "120.00", "120.00");
  }

  private Outcome.Approved hiddenAndFound(PaymentCommand command) {
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    disturbNext(Disturbance.LOSE_RESPONSE, "P-33");
    scene.send(command, operation, 1);
    return approvedAtLookup(operation, command, sentAt, "P-33");
  }

  @Test
  @Rule("P-22")
  void responseThatCannotBeReadIsUnknown() {
    assertUnknownAfter(Disturbance.GARBLE_RESPONSE, "P-22");
  }

  @Test
  @Rule("P-23")
  void faultOfTheServerIsUnknown() {
    assertUnknownAfter(Disturbance.SERVER_ERROR, "P-23");
  }

  @Test
  @Rule("P-23")
  void throttledCallIsNotPerformed() {
    PaymentCommand command = scene.authorize(pounds("120.00"));
    OperationId operation = scene.newOperation();
    disturbNext(Disturbance.THROTTLE, "P-23");
    assertNotPerformed(scene.send(command, operation, 1), Reason.RATE_LIMITED);
    scene.assertBooksEmpty();
    approved(scene.send(command, operation, 2));
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-24")
  void responseThatDoesNotComeInTimeIsUnknown() {
    disturbNext(Disturbance.STALL_RESPONSE, "P-24");
    Outcome outcome =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () -> scene.sendWithin(Duration.ofSeconds(1), scene.authorize(pounds("120.00"))));
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
  }

  /** Each kind of call in turn. */
  private void assertUnknownAfter(Disturbance disturbance, String rule) {
    ProviderRef authorization = scene.authorized("120.00");
    ProviderRef capture = scene.captured("80.00");
    for (PaymentCommand command :
        List.of(
            scene.authorize(pounds("1.00")),
            new CaptureCommand(authorization, pounds("120.00")),
            new RefundCommand(capture, pounds("20.00")),
            new VoidCommand(scene.authorized("5.00")))) {
      disturbNext(disturbance, rule);
      assertThat(scene.send(command)).isInstanceOf(Outcome.Unknown.class);
    }
  }

  final void disturbNext(Disturbance disturbance, String rule) {
    assumeTrue(
        harness.powers().connection().filter(power -> power.disturbNext(disturbance)).isPresent(),
        rule + " not proven: the harness cannot bring about " + disturbance);
  }

  final void needsOperationIds(String rule) {
    assumeFalse(
        harness.provider().profile().keyRetention().isZero(),
        rule + " not proven: the profile declares that operation ids are not known");
  }
}
