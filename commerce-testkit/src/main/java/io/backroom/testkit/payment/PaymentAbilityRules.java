package io.backroom.testkit.payment;

import static io.backroom.testkit.payment.PaymentScene.approved;
import static io.backroom.testkit.payment.PaymentScene.assertCaptured;
import static io.backroom.testkit.payment.PaymentScene.assertNotPerformed;
import static io.backroom.testkit.payment.PaymentScene.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backroom.spi.payment.AdjustCommand;
import io.backroom.spi.payment.AuthorizationAdjuster;
import io.backroom.spi.payment.AuthorizationReverser;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.payment.CaptureCommand;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.NotificationReceiver;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.Outcome.Reason;
import io.backroom.spi.payment.PaymentCommand;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.payment.ReverseCommand;
import io.backroom.spi.payment.VoidCommand;
import io.backroom.testkit.Rule;
import io.backroom.testkit.payment.PaymentHarness.Behavior;
import io.backroom.testkit.payment.PaymentHarness.Disturbance;
import io.backroom.testkit.payment.PaymentHarness.Post;
import io.backroom.testkit.payment.PaymentHarness.Signer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of what only some providers can do. */
abstract class PaymentAbilityRules extends PaymentAnswerRules {
  @ParameterizedTest
  @ValueSource(strings = {"70.00", "150.00"})
  @Rule("P-21")
  void adjustedAmountIsWhatIsSetAside(String amount) {
    needs(AuthorizationAdjuster.class, "P-21");
    ProviderRef authorization = scene.authorized("120.00");
    assertThat(scene.approved(new AdjustCommand(authorization, pounds(amount))).amount())
        .isEqualTo(pounds(amount));
    scene.assertBooks(amount, "0.00", "0.00");
    assertNotPerformed(
        scene.send(new CaptureCommand(authorization, pounds(amount).plusMinor(1))),
        Reason.INVALID_REQUEST);
    scene.approved(new CaptureCommand(authorization, pounds(amount)));
    scene.assertBooks("0.00", amount, "0.00");
  }

  @Test
  @Rule("P-21")
  void whatIsNoLongerOpenIsNotAdjusted() {
    needs(AuthorizationAdjuster.class, "P-21");
    ProviderRef authorization = scene.authorized("120.00");
    scene.approved(new VoidCommand(authorization));
    assertNotPerformed(scene.send(new AdjustCommand(authorization, pounds("150.00"))), Reason.GONE);
    scene.assertBooksEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"APPROVES", "APPROVES_ONCE"})
  @Rule("P-26")
  void moreIsAuthorizedLaterWithoutTheCustomer(Behavior behavior) {
    InstrumentRef first = instrument(behavior, "P-26");
    Outcome.Approved approval =
        scene.approved(scene.authorize(first, pounds("70.00"), Initiator.CUSTOMER, true));
    InstrumentRef later = approval.reusable().orElse(first);
    scene.approved(scene.authorize(later, pounds("50.00"), Initiator.MERCHANT, false));
    scene.assertBooks("120.00", "0.00", "0.00");
  }

  @Test
  @Rule("P-32")
  void reversedAuthorizationIsGivenBack() {
    needs(AuthorizationReverser.class, "P-32");
    PaymentCommand command = scene.authorize(pounds("120.00"));
    OperationId operation = scene.newOperation();
    disturbNext(Disturbance.LOSE_RESPONSE, "P-32");
    scene.send(command, operation, 1);
    assertThat(scene.approved(new ReverseCommand(operation, pounds("120.00"))).amount())
        .isEqualTo(pounds("120.00"));
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-32")
  void authorizationThatArrivesAfterItsReversalSetsNothingAside() {
    needs(AuthorizationReverser.class, "P-32");
    OperationId operation = scene.newOperation();
    assertThat(scene.approved(new ReverseCommand(operation, pounds("120.00"))).amount().isZero())
        .isTrue();
    assertThat(scene.send(scene.authorize(pounds("120.00")), operation, 1))
        .isInstanceOf(Outcome.NotPerformed.class);
    scene.assertBooksEmpty();
  }

  @Test
  @Rule("P-32")
  void captureIsNotReversed() {
    needs(AuthorizationReverser.class, "P-32");
    OperationId operation = scene.newOperation();
    ProviderRef authorization =
        approved(scene.send(scene.authorize(pounds("120.00")), operation, 1)).ref();
    ProviderRef capture = scene.approved(new CaptureCommand(authorization, pounds("120.00"))).ref();
    assertCaptured(
        scene.send(new ReverseCommand(operation, pounds("120.00"))), capture, pounds("120.00"));
    scene.assertBooks("0.00", "120.00", "0.00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CURRENT", "PREVIOUS"})
  @Rule("P-28")
  void genuineNotificationIsBelieved(Signer key) {
    OperationId operation = sentOperation();
    assertThat(facts(post("P-28").write(operation, key, harness.now())))
        .extracting(Notice.OperationFact::operation)
        .containsExactly(operation);
  }

  @Test
  @Rule("P-28")
  void notificationWithAForeignKeyIsNotBelieved() {
    assertInvalid(post("P-28").write(sentOperation(), Signer.FOREIGN, harness.now()));
  }

  @Test
  @Rule("P-28")
  void oldNotificationIsNotBelieved() {
    assertInvalid(
        post("P-28")
            .write(sentOperation(), Signer.CURRENT, harness.now().minus(Duration.ofDays(1))));
  }

  @Test
  @Rule("P-28")
  void notificationWithAnAlteredByteIsNotBelieved() {
    RawNotification genuine = post("P-28").write(sentOperation(), Signer.CURRENT, harness.now());
    byte[] body = genuine.body();
    for (int i = 0; i < body.length; i += Math.max(1, body.length / 50)) {
      byte[] altered = body.clone();
      altered[i] ^= 1;
      assertInvalid(with(genuine, altered));
    }
  }

  @ParameterizedTest
  @MethodSource("strangeBodies")
  @Rule("P-28")
  void strangeBodyIsNotBelievedAndThrowsNothing(byte[] body) {
    RawNotification genuine = post("P-28").write(sentOperation(), Signer.CURRENT, harness.now());
    assertInvalid(with(genuine, body));
    assertInvalid(new RawNotification(Map.of(), genuine.body()));
  }

  static Stream<byte[]> strangeBodies() {
    return Stream.of(
        new byte[0],
        new byte[] {(byte) 0xC3, (byte) 0x28, 0},
        "{".getBytes(StandardCharsets.UTF_8),
        new byte[RawNotification.BODY_MAX]);
  }

  @Test
  @Rule("P-29")
  void notificationTellsTheSameHoweverOftenAndInWhateverOrderItComes() {
    RawNotification one =
        post("P-29").write(sentOperation("120.00"), Signer.CURRENT, harness.now());
    RawNotification other =
        post("P-29").write(sentOperation("70.00"), Signer.CURRENT, harness.now());
    List<Notice.OperationFact> facts = new ArrayList<>(facts(one));
    facts.addAll(facts(other));
    List<Notice.OperationFact> reversed = new ArrayList<>(facts(other));
    reversed.addAll(facts(one));
    assertThat(facts(one)).isEqualTo(facts(one));
    assertThat(facts).hasSize(2).containsExactlyInAnyOrderElementsOf(reversed);
    assertThat(facts).allSatisfy(fact -> approved(fact.outcome()));
  }

  @Test
  @Rule("P-30")
  void notificationOfSomethingUnknownIsReadAll() {
    Post post = post("P-30");
    OperationId unknown = scene.newOperation();
    assertThat(
            receiver().receive(post.write(unknown, Signer.CURRENT, harness.now()), harness.now()))
        .isInstanceOf(Notice.Genuine.class);
  }

  private OperationId sentOperation() {
    return sentOperation("120.00");
  }

  private OperationId sentOperation(String pounds) {
    OperationId operation = scene.newOperation();
    approved(scene.send(scene.authorize(pounds(pounds)), operation, 1));
    return operation;
  }

  private Post post(String rule) {
    needs(NotificationReceiver.class, rule);
    assumeTrue(
        harness.powers().post().isPresent(),
        rule + " not proven: the harness cannot have notifications sent");
    return harness.powers().post().orElseThrow();
  }

  private NotificationReceiver receiver() {
    return (NotificationReceiver) harness.provider();
  }

  private List<Notice.OperationFact> facts(RawNotification notification) {
    Notice notice = receiver().receive(notification, harness.now());
    assertThat(notice).isInstanceOf(Notice.Genuine.class);
    return ((Notice.Genuine) notice).facts();
  }

  private void assertInvalid(RawNotification notification) {
    assertThat(receiver().receive(notification, harness.now())).isInstanceOf(Notice.Invalid.class);
  }

  private void needs(Class<?> ability, String rule) {
    assumeTrue(
        ability.isInstance(harness.provider()),
        rule + " not proven: the provider is no " + ability.getSimpleName());
  }

  private static RawNotification with(RawNotification genuine, byte[] body) {
    return new RawNotification(genuine.headers(), body);
  }
}
