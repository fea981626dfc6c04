package io.backroom.testkit.payment;

import static io.backroom.testkit.payment.PaymentScene.approved;
import static io.backroom.testkit.payment.PaymentScene.assertCaptured;
import static io.backroom.testkit.payment.PaymentScene.assertNotPerformed;
import static io.backroom.testkit.payment.PaymentScene.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RefundCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.testkit.Rule;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules that need a provider and its books only; {@link PaymentProviderContract} has the rest.
 */
abstract class PaymentMoneyRules {
  PaymentHarness harness;

  PaymentScene scene;

  abstract PaymentHarness harness();

  @BeforeEach
  final void setTheScene(TestInfo test) {
    harness = harness();
    scene = new PaymentScene(harness, test);
  }

  @Test
  @Rule("P-01")
  void approvalStatesTheAmountSetAside() {
    assertThat(scene.approved(scene.authorize(pounds("120.00"))).amount())
        .isEqualTo(pounds("120.00"));
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-01")
  void approvalOfLessStatesTheLesserAmount() {
    InstrumentRef instrument = instrument(Behavior.APPROVES_LESS, "P-01");
    Money approved = scene.approved(scene.authorize(instrument, pounds("120.00"))).amount();
    assertThat(approved).isLessThan(pounds("120.00")).isEqualTo(scene.books().open());
  }

  @Test
  @Rule("P-02")
  void captureTakesAllThatWasAuthorized() {
    ProviderRef authorization = scene.authorized("120.00");
    assertThat(scene.approved(new CaptureCommand(authorization, pounds("120.00"))).amount())
        .isEqualTo(pounds("120.00"));
    scene.assertBooks("0.00", "120.00", "0.00");
  }

  @Test
  @Rule("P-02")
  void captureOfAPartGivesTheRestBack() {
    ProviderRef authorization = scene.authorized("120.00");
    assertThat(scene.approved(new CaptureCommand(authorization, pounds("70.01"))).amount())
        .isEqualTo(pounds("70.01"));
    scene.assertBooks("0.00", "70.01", "0.00");
  }

  @Test
  @Rule("P-03")
  void secondCaptureIsRefused() {
    ProviderRef authorization = scene.authorized("120.00");
    ProviderRef capture = scene.approved(new CaptureCommand(authorization, pounds("70.00"))).ref();
    assertCaptured(
        scene.send(new CaptureCommand(authorization, pounds("50.00"))), capture, pounds("70.00"));
    assertThat(scene.books().captured()).isEqualTo(pounds("70.00"));
  }

  @Test
  @Rule("P-03")
  void captureOfMoreThanWasApprovedIsRefused() {
    ProviderRef authorization = scene.authorized("120.00");
    assertNotPerformed(
        scene.send(new CaptureCommand(authorization, pounds("120.01"))), Reason.INVALID_REQUEST);
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-04")
  void voidGivesEverythingBackForGood() {
    ProviderRef authorization = scene.authorized("120.00");
    scene.approved(new VoidCommand(authorization));
    scene.assertBooksEmpty();
    assertNotPerformed(
        scene.send(new CaptureCommand(authorization, pounds("120.00"))), Reason.GONE);
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-04")
  void voidOfAVoidIsApprovedAgain() {
    ProviderRef authorization = scene.authorized("120.00");
    Outcome.Approved first = scene.approved(new VoidCommand(authorization));
    assertThat(scene.approved(new VoidCommand(authorization)).amount()).isEqualTo(first.amount());
  }

  @Test
  @Rule("P-05")
  void voidOfACaptureIsRefused() {
    ProviderRef authorization = scene.authorized("120.00");
    ProviderRef capture = scene.approved(new CaptureCommand(authorization, pounds("90.00"))).ref();
    assertCaptured(scene.send(new VoidCommand(authorization)), capture, pounds("90.00"));
    assertThat(scene.books().captured()).isEqualTo(pounds("90.00"));
    assertThat(scene.books().refunded()).isEqualTo(pounds("0.00"));
  }

  @Test
  @Rule("P-05")
  void voidOfACaptureNamesWhatRefundsHaveLeftOfIt() {
    ProviderRef authorization = scene.authorized("120.00");
    ProviderRef capture = scene.approved(new CaptureCommand(authorization, pounds("120.00"))).ref();
    scene.approved(new RefundCommand(capture, pounds("50.00")));
    assertCaptured(scene.send(new VoidCommand(authorization)), capture, pounds("70.00"));
    scene.assertBooks("0.00", "120.00", "50.00");
  }

  @Test
  @Rule("P-06")
  void refundsAddUpToTheCaptureAtMost() {
    ProviderRef capture = scene.captured("120.00");
    assertThat(scene.approved(new RefundCommand(capture, pounds("50.00"))).amount())
        .isEqualTo(pounds("50.00"));
    assertNotPerformed(
        scene.send(new RefundCommand(capture, pounds("70.01"))), Reason.INVALID_REQUEST);
    scene.approved(new RefundCommand(capture, pounds("70.00")));
    assertNotPerformed(
        scene.send(new RefundCommand(capture, pounds("0.01"))), Reason.INVALID_REQUEST);
    scene.assertBooks("0.00", "120.00", "120.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPY 1", "JPY 12001", "GBP 0.01", "GBP 120.99", "BHD 0.001", "BHD 1.234"})
  @Rule("P-17")
  void amountsAreExactInEveryCurrency(String text) {
    Money amount = Money.parse(text);
    Money none = Money.zero(amount.getCurrencyUnit());
    Outcome outcome = scene.send(scene.authorize(amount));
    assumeFalse(
        outcome.equals(new Outcome.NotPerformed(Reason.INVALID_REQUEST)),
        "P-17 not proven: the provider refuses " + text);
    Outcome.Approved authorization = approved(outcome);
    Outcome.Approved capture =
        scene.approved(new CaptureCommand(authorization.ref(), authorization.amount()));
    Outcome.Approved refund = scene.approved(new RefundCommand(capture.ref(), capture.amount()));
    assertThat(List.of(authorization.amount(), capture.amount(), refund.amount()))
        .containsOnly(amount);
    assertThat(harness.books().of(scene.order(), amount.getCurrencyUnit()))
        .isEqualTo(new PaymentHarness.Books(none, amount, amount));
  }

  @Test
  @Rule("P-18")
  void unknownReferenceIsAnInvalidRequest() {
    ProviderRef unknown = new ProviderRef("unknown-" + scene.newOperation());
    for (PaymentCommand command :
        List.of(
            new CaptureCommand(unknown, pounds("1.00")),
            new VoidCommand(unknown),
            new RefundCommand(unknown, pounds("1.00")))) {
      assertNotPerformed(scene.send(command), Reason.INVALID_REQUEST);
    }
  }

  final InstrumentRef instrument(Behavior behavior, String rule) {
    Optional<InstrumentRef> instrument = harness.instrument(behavior);
    assumeTrue(instrument.isPresent(), rule + " not proven: no instrument that " + behavior);
    return instrument.get();
  }
}
