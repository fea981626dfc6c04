package io.backroom.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.ApiResource;
import io.backroom.spi.payment.Decline.Kind;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.value.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts, declines, signatures, and objects that Stripe itself wrote. */
class StripePartsTest {
  private static final StripeSettings SETTINGS =
      StripeSettings.of("sk_test_parts", URI.create("https://shop.example/back"));

  @ParameterizedTest
  @CsvSource({
    "GBP 12.34, 1234",
    "JPY 12001, 12001",
    "BHD 1.230, 1230",
    "ISK 500, 50000",
    "UGX 1000, 100000",
    "KRW 1, 1",
    "USD 0.01, 1"
  })
  void amountsAreWrittenAsStripeWantsThem(String text, long number) {
    Money amount = Money.parse(text);

    assertThat(StripeAmount.of(amount)).hasValue(number);
    assertThat(StripeAmount.money(StripeAmount.code(amount), number)).isEqualTo(amount);
  }

  @Test
  void anAmountThatStripeCannotTakeIsRefusedAndNotRounded() {
    assertThat(StripeAmount.of(Money.parse("BHD 1.234"))).isEmpty();
    assertThat(StripeAmount.of(Money.parse("CLF 1.2345"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "card_declined, insufficient_funds, , INSUFFICIENT",
    "card_declined, do_not_honor, , GENERIC",
    "card_declined, generic_decline, do_not_try_again, HARD",
    "card_declined, lost_card, , HARD",
    "card_declined, stolen_card, , HARD",
    "card_declined, fraudulent, do_not_try_again, RISK",
    "expired_card, , , FIX_DETAILS",
    "incorrect_cvc, , , FIX_DETAILS",
    "processing_error, , , ISSUER_DOWN",
    "authentication_required, authentication_required, , CUSTOMER_ACTION",
    "card_declined, revocation_of_authorization, , REVOKED",
    "card_declined, duplicate_transaction, , DUPLICATE",
    "card_declined, a_code_of_next_year, , GENERIC"
  })
  void declineCodesHaveTheirKind(String code, String decline, String advice, Kind kind) {
    assertThat(Declines.of(code, decline, advice, "").kind()).isEqualTo(kind);
    assertThat(Declines.of(code, decline, advice, "").code()).startsWith(code);
  }

  private static JsonObject fixture(String name) throws IOException {
    try (InputStream in = StripePartsTest.class.getResourceAsStream("/stripe-fixtures.json")) {
      return JsonParser.parseReader(
              new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))
          .getAsJsonObject()
          .getAsJsonObject(name);
    }
  }

  private static <T> T read(JsonObject fixture, Class<T> type) {
    return ApiResource.GSON.fromJson(fixture, type);
  }

  private static JsonObject ours(String name) throws IOException {
    JsonObject fixture = fixture(name);
    fixture.getAsJsonObject("metadata").addProperty(Binding.OPERATION, "o1-p1");
    return fixture;
  }

  @Test
  void anIntentThatStripeWroteIsReadInEveryState() throws IOException {
    Binding intents = new IntentsBinding(null, SETTINGS);
    Map<String, Class<? extends Outcome>> states =
        Map.of(
            "requires_capture", Outcome.Approved.class,
            "succeeded", Outcome.Approved.class,
            "processing", Outcome.Pending.class,
            "canceled", Outcome.Declined.class,
            "requires_payment_method", Outcome.Declined.class);
    for (Map.Entry<String, Class<? extends Outcome>> state : states.entrySet()) {
      JsonObject fixture = ours("payment_intent");
      fixture.addProperty("status", state.getKey());

      List<Notice.OperationFact> facts =
          intents.facts(read(fixture, PaymentIntent.class), Instant.EPOCH);

      assertThat(facts).hasSize(1);
      assertThat(facts.get(0).outcome()).as(state.getKey()).isInstanceOf(state.getValue());
    }
    JsonObject waits = ours("payment_intent");
    waits.addProperty("status", "requires_action");
    Instant created = Instant.ofEpochSecond(waits.get("created").getAsLong());
    assertThat(intents.facts(read(waits, PaymentIntent.class), created).get(0).outcome())
        .isEqualTo(
            new Outcome.ActionRequired(
                new io.backroom.spi.payment.ProviderRef(waits.get("id").getAsString()),
                "https://shop.example/back",
                created.plus(SETTINGS.actionWindow())));
  }

  @Test
  void anIntentThatIsNotOursTellsNothing() throws IOException {
    assertThat(
            new IntentsBinding(null, SETTINGS)
                .facts(read(fixture("payment_intent"), PaymentIntent.class), Instant.EPOCH))
        .isEmpty();
  }

  @Test
  void aChargeAndARefundThatStripeWroteAreRead() throws IOException {
    Binding charges = new ChargesBinding(null);

    assertThat(charges.facts(read(ours("charge"), Charge.class), Instant.EPOCH).get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Approved.class,
            done -> assertThat(done.amount()).isEqualTo(Money.parse("USD 1.00")));
    assertThat(charges.facts(read(ours("refund"), Refund.class), Instant.EPOCH).get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Approved.class,
            done -> assertThat(done.amount()).isEqualTo(Money.parse("USD 1.00")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "t=", "t=x,v1=", "v1=00", "t=99999999999999999999,v1=00", "nonsense"})
  void aStrangeSignatureIsNotBelieved(String header) {
    StripePaymentProvider provider =
        StripePaymentProvider.paymentIntents(
            SETTINGS.withWebhookSecrets(List.of("whsec_a")), () -> Instant.EPOCH);

    assertThat(
            provider.receive(
                new RawNotification(Map.of("Stripe-Signature", header), new byte[] {'{', '}'}),
                Instant.EPOCH))
        .isInstanceOf(Notice.Invalid.class);
  }

  @Test
  void withoutASecretNothingIsBelieved() {
    StripePaymentProvider provider =
        StripePaymentProvider.paymentIntents(SETTINGS, () -> Instant.EPOCH);

    assertThat(provider.receive(new RawNotification(Map.of(), new byte[0]), Instant.EPOCH))
        .isEqualTo(new Notice.Invalid("no signing secret is configured"));
  }

  @Test
  void aRightSignatureIsBelievedForFiveMinutes() throws Exception {
    byte[] body = "{\"id\": \"evt_test\"}".getBytes(StandardCharsets.UTF_8);
    String hex =
        java.util.HexFormat.of().formatHex(WebhookSignature.sign("whsec_test", "1600000000", body));
    WebhookSignature signature = new WebhookSignature(List.of("whsec_test"));

    assertThat(
            signature.flaw(
                "t=1600000000,v1=" + hex, body, Instant.ofEpochSecond(1_600_000_000L + 299)))
        .isEqualTo(Optional.empty());
    // The library's own check agrees.
    assertThat(
            com.stripe.net.Webhook.Util.computeHmacSha256(
                "whsec_test", "1600000000." + new String(body, StandardCharsets.UTF_8)))
        .isEqualTo(hex);
  }

  @Test
  void settingsHideTheirSecretsAndRefuseBlankOnes() {
    assertThat(SETTINGS.withWebhookSecrets(List.of("whsec_a")).toString())
        .doesNotContain("sk_test")
        .doesNotContain("whsec");
    assertThatThrownBy(() -> StripeSettings.of(" ", URI.create("https://shop.example")))
        .isInstanceOf(InvalidInputException.class);
  }
}
