package io.backroom.testkit.payment;

import static io.backroom.testkit.payment.PaymentScene.approved;
import static io.backroom.testkit.payment.PaymentScene.assertNotPerformed;
import static io.backroom.testkit.payment.PaymentScene.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.Decline;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Lookup;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderProfile;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.spi.value.CardNumbers;
import io.backroom.testkit.Rule;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of what banks and customers answer, and of what the profile promises. */
abstract class PaymentAnswerRules extends PaymentConnectionRules {
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
    requireAction(needingAction(), scene.newOperation());
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-15")
  void actionCompletedIsApprovedAtLookup() {
    PaymentCommand command = needingAction();
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    requireAction(command, operation);
    assumeTrue(
        harness.powers().customer().isPresent(),
        "P-15 not proven: the harness cannot act as the customer");
    harness.powers().customer().orElseThrow().completeAction(operation);
    approvedAtLookup(operation, command, sentAt, "P-15");
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-15")
  void actionCompletedIsApprovedAtOnceByTheReference() {
    PaymentCommand command = needingAction();
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    ProviderRef known = requireAction(command, operation).ref();
    assumeTrue(
        harness.powers().customer().isPresent(),
        "P-15 not proven: the harness cannot act as the customer");
    harness.powers().customer().orElseThrow().completeAction(operation);
    assertThat(scene.lookup(operation, command, sentAt, known))
        .isInstanceOfSatisfying(Lookup.Found.class, found -> approved(found.outcome()));
  }

  @Test
  @Rule("P-15")
  void actionAbandonedIsDeclinedAtLookup() {
    PaymentCommand command = needingAction();
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    Outcome.ActionRequired action = requireAction(command, operation);
    advanceTo(action.validUntil(), "P-15");
    assertThat(foundAtLookup(operation, command, sentAt, "P-15"))
        .isInstanceOf(Outcome.Declined.class);
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-15")
  void actionThatIsVoidedIsNotWaitedForAnyMore() {
    PaymentCommand command = needingAction();
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    scene.approved(new VoidCommand(requireAction(command, operation).ref()));
    assertThat(foundAtLookup(operation, command, sentAt, "P-15"))
        .isInstanceOf(Outcome.Declined.class);
    scene.assertBooksEmpty();
  }

  private PaymentCommand needingAction() {
    return scene.authorize(instrument(Behavior.REQUIRES_ACTION, "P-15"), pounds("120.00"));
  }

  private Outcome.ActionRequired requireAction(PaymentCommand command, OperationId operation) {
    Outcome outcome = scene.send(command, operation, 1);
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
    Outcome late = scene.send(new CaptureCommand(authorization.ref(), pounds("120.00")));
    if (!(late instanceof Outcome.Declined)) {
      assertNotPerformed(late, Reason.GONE);
    }
    scene.assertBooksEmpty();
  }

  private Instant end(Outcome.Approved authorization) {
    Duration usual = harness.provider().profile().authorizationValidity();
    return authorization.expiresAt().orElse(harness.now().plus(usual));
  }

  @Test
  @Rule("P-25")
  void whatIsPendingIsAnsweredByLookupAlone() {
    InstrumentRef instrument = instrument(Behavior.PENDS, "P-25");
    assumeTrue(
        harness.powers().bank().isPresent(), "P-25 not proven: the harness cannot act as the bank");
    PaymentCommand command = scene.authorize(instrument, pounds("120.00"));
    OperationId operation = scene.newOperation();
    Instant sentAt = harness.now();
    assertThat(scene.send(command, operation, 1)).isInstanceOf(Outcome.Pending.class);
    scene.assertBooksEmpty();
    assertThat(foundAtLookup(operation, command, sentAt, "P-25"))
        .isInstanceOf(Outcome.Pending.class);
    harness.powers().bank().orElseThrow().approve(operation);
    approvedAtLookup(operation, command, sentAt, "P-25");
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-27")
  void equalAmountsAreApprovedOnceTheWindowIsOver() {
    InstrumentRef instrument = instrument(Behavior.APPROVES, "P-27");
    Duration window = harness.provider().profile().duplicateWindow();
    scene.approved(scene.authorize(instrument, pounds("120.00")));
    advanceTo(harness.now().plus(window), "P-27");
    scene.approved(scene.authorize(instrument, pounds("120.00")));
    scene.assertBooks("240.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-27")
  void repetitionWithinTheWindowIsADuplicateOrApproved() {
    Duration window = harness.provider().profile().duplicateWindow();
    scene.approved(scene.authorize(pounds("120.00")));
    Outcome second = scene.send(scene.authorize(pounds("120.00")));
    if (window.isZero() || second instanceof Outcome.Approved) {
      approved(second);
      scene.assertBooks("240.00", "0.00", "0.00");
    } else {
      assertThat(second)
          .isInstanceOfSatisfying(
              Outcome.Declined.class,
              no -> assertThat(no.decline().kind()).isEqualTo(Decline.Kind.DUPLICATE));
      scene.assertBooks("120.00", "0.00", "0.00");
    }
  }

  @Test
  @Rule("P-31")
  void currencyOutsideTheProfileIsRefused() {
    CurrencyUnit other =
        Stream.of("CHF", "SEK", "USD", "EUR")
            .map(CurrencyUnit::of)
            .filter(currency -> !harness.provider().profile().moves(currency))
            .findFirst()
            .orElse(CurrencyUnit.of("GBP"));
    assumeFalse(
        harness.provider().profile().moves(other),
        "P-31 not proven: the profile names no currency that it does not move");
    Money amount = Money.of(other, 5);
    assertNotPerformed(scene.send(scene.authorize(amount)), Reason.INVALID_REQUEST);
    assertThat(harness.books().of(scene.order(), other).open().isZero()).isTrue();
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
    for (Disturbance disturbance : Disturbance.values()) {
      if (harness.powers().connection().filter(c -> c.disturbNext(disturbance)).isPresent()) {
        outcomes.add(scene.send(scene.authorize(pounds("120.00"))));
      }
    }
    assertThat(outcomes).noneMatch(outcome -> CardNumbers.occurIn(outcome.toString()));
  }

  @Test
  @Rule("P-20")
  void profileIsAlwaysTheSame() {
    ProviderProfile profile = harness.provider().profile();
    scene.authorized("120.00");
    assertThat(harness.provider().profile()).isEqualTo(profile);
  }

  final void advanceTo(Instant time, String rule) {
    Duration ahead = Duration.between(harness.now(), time);
    if (ahead.isZero() || ahead.isNegative()) {
      return;
    }
    assumeTrue(
        harness.powers().timeTravel().isPresent(),
        rule + " not proven: the harness cannot move the time");
    harness.powers().timeTravel().orElseThrow().advance(ahead);
  }
}
