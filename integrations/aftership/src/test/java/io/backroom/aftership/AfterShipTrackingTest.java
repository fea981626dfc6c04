package io.backroom.aftership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingNotice;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Payloads have the shape that AfterShip documents; what is in them is made up. */
class AfterShipTrackingTest {
  private static final Instant NOW = Instant.parse("2030-03-04T10:00:00Z");

  private static final String CHECKPOINTS =
      """
      [{"slug": "fedex", "created_at": "2030-03-02T09:10:00+00:00",
        "checkpoint_time": "2030-03-02T04:00:00-05:00", "tag": "InTransit",
        "subtag": "InTransit_003", "subtag_message": "Arrived", "raw_tag": "FDX_AR",
        "message": "Arrived at the hub", "location": "Boston, MA, USA"},
       {"slug": "fedex", "created_at": "2030-03-03T09:10:00+00:00",
        "checkpoint_time": "2030-03-03T08:00:00", "tag": "Exception",
        "subtag": "Exception_010", "message": "Goes back", "location": null,
        "city": "Salem", "state": "MA", "country_region": "USA"}]\
      """;

  private final AfterShipTracking source =
      new AfterShipTracking(List.of("new secret", "old secret"), AfterShipTracking.WINDOW);

  private static String body(String event, Instant at, String tag, String checkpoints) {
    return """
    {"event": "%s", "event_id": "3f0ba3a5-9a0b-4f3b-8f6e-000000000001",
     "is_tracking_first_tag": true, "ts": %d,
     "msg": {"id": "b0f1", "tracking_number": "61290", "slug": "fedex", "tag": "%s",
             "subtag": "", "checkpoints": %s}}\
    """
        .formatted(event, at.getEpochSecond(), tag, checkpoints);
  }

  private static String sign(String secret, String body) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
  }

  private TrackingNotice receive(Map<String, String> headers, String body) {
    return source.receive(new RawNotification(headers, body.getBytes(StandardCharsets.UTF_8)), NOW);
  }

  private TrackingNotice signed(String secret, String body) throws GeneralSecurityException {
    return receive(Map.of("AfterShip-Hmac-SHA256", sign(secret, body)), body);
  }

  private List<TrackingEvent> events(String body) throws GeneralSecurityException {
    return ((TrackingNotice.Genuine) signed("new secret", body)).events();
  }

  @Test
  void everyCheckpointIsAnEventInTheCarriersWordsAndOurs() throws GeneralSecurityException {
    List<TrackingEvent> events = events(body("tracking_update", NOW, "Exception", CHECKPOINTS));
    assertThat(events)
        .containsExactly(
            new TrackingEvent(
                "aftership",
                "61290",
                TrackingStatus.IN_TRANSIT,
                "InTransit",
                "InTransit_003",
                "FDX_AR: Arrived at the hub",
                "Boston, MA, USA",
                Instant.parse("2030-03-02T09:00:00Z"),
                NOW,
                false),
            new TrackingEvent(
                "aftership",
                "61290",
                TrackingStatus.RETURNING,
                "Exception",
                "Exception_010",
                "Goes back",
                "Salem, MA, USA",
                Instant.parse("2030-03-03T09:10:00Z"),
                NOW,
                false));
  }

  @Test
  void aStatusWithoutACheckpointIsAnEventToo() throws GeneralSecurityException {
    Instant said = NOW.minusSeconds(60);
    List<TrackingEvent> events = events(body("tracking_update", said, "Delivered", "[]"));
    assertThat(events).hasSize(1);
    assertThat(events.get(0).status()).isEqualTo(TrackingStatus.DELIVERED);
    assertThat(events.get(0).occurredAt()).isEqualTo(said);
    assertThat(events(body("tracking_update", said, "Unheard", "[]")).get(0).status())
        .isEqualTo(TrackingStatus.UNKNOWN);
  }

  private List<Optional<Instant>> estimates(String latest) throws GeneralSecurityException {
    String body =
        body("tracking_update", NOW, "Exception", CHECKPOINTS)
            .replace("\"subtag\": \"\"", "\"latest_estimated_delivery\": " + latest);
    assertThat(events(body))
        .allSatisfy(
            event ->
                assertThat(event.estimate().map(DeliveryEstimate::said).orElse(NOW))
                    .isEqualTo(NOW));
    return events(body).stream()
        .map(event -> event.estimate().map(DeliveryEstimate::arrives))
        .toList();
  }

  @Test
  void theEstimateOfDeliveryComesWithWhatHappenedLast() throws GeneralSecurityException {
    Instant noon = Instant.parse("2030-03-06T12:00:00Z");
    assertThat(estimates("{\"type\": \"specific\", \"datetime\": \"2030-03-06\"}"))
        .containsExactly(Optional.empty(), Optional.of(noon));
    assertThat(
            estimates(
                """
                {"type": "range", "datetime": "2030-03-06T09:00:00-05:00",
                 "datetime_min": "2030-03-05T09:00:00-05:00",
                 "datetime_max": "2030-03-06T18:00:00-05:00"}\
                """))
        .containsExactly(Optional.empty(), Optional.of(Instant.parse("2030-03-06T23:00:00Z")));
    for (String nothing : List.of("null", "{\"datetime\": null}", "{\"datetime\": \"soon\"}")) {
      assertThat(estimates(nothing)).containsExactly(Optional.empty(), Optional.empty());
    }
  }

  private TrackingEvent event(String field, String text) throws GeneralSecurityException {
    String checkpoint =
        "[{\"tag\": \"Delivered\", \"checkpoint_time\": \"2030-03-02T04:00:00Z\", \"%s\": \"%s\"}]"
            .formatted(field, text);
    return events(body("tracking_update", NOW, "Delivered", checkpoint)).get(0);
  }

  @Test
  void aTextIsCutBetweenCharactersAndNeverThroughOne() throws GeneralSecurityException {
    String truck = "\uD83D\uDE9A";
    assertThat(event("message", "x".repeat(498) + truck + " left").text())
        .isEqualTo("x".repeat(498) + truck);
    assertThat(event("message", "x".repeat(499) + truck + " left").text())
        .isEqualTo("x".repeat(499));
    assertThat(event("location", "x".repeat(199) + truck).place()).isEqualTo("x".repeat(199));
    assertThat(event("subtag", "x".repeat(63) + truck).subCode()).isEqualTo("x".repeat(63));
  }

  @Test
  void halfACharacterIsReplaced() throws GeneralSecurityException {
    assertThat(event("message", "left \\uDE9A\\uD83D, \\uD83D\\uDE9A").text())
        .isEqualTo("left \uFFFD\uFFFD, \uD83D\uDE9A");
  }

  @Test
  void aTimeOfNoYearThatIsKeptIsNoTime() throws GeneralSecurityException {
    String checkpoints =
        """
        [{"tag": "InTransit", "checkpoint_time": "0001-01-01T00:00:00Z",
          "created_at": "2030-03-03T09:10:00+00:00"},
         {"tag": "InTransit", "checkpoint_time": "+20300-03-03T09:10:00"}]\
        """;
    assertThat(events(body("tracking_update", NOW, "InTransit", checkpoints)))
        .extracting(TrackingEvent::occurredAt)
        .containsExactly(Instant.parse("2030-03-03T09:10:00Z"));
    assertThat(estimates("{\"datetime\": \"0001-01-01\"}"))
        .containsExactly(Optional.empty(), Optional.empty());
  }

  @Test
  void otherEventsSayNothing() throws GeneralSecurityException {
    assertThat(events(body("edd_revise", NOW, "Delivered", CHECKPOINTS))).isEmpty();
  }

  @Test
  void bothSecretsAreBelievedWhileOneTakesTheOthersPlaceAndNoOther()
      throws GeneralSecurityException {
    String body = body("tracking_update", NOW, "Delivered", "[]");
    assertThat(signed("old secret", body)).isInstanceOf(TrackingNotice.Genuine.class);
    assertThat(signed("stolen", body)).isInstanceOf(TrackingNotice.Invalid.class);
    assertThat(receive(Map.of(), body)).isInstanceOf(TrackingNotice.Invalid.class);
    assertThat(receive(Map.of("aftership-hmac-sha256", "no base64!"), body))
        .isInstanceOf(TrackingNotice.Invalid.class);
  }

  @Test
  void aByteThatIsChangedIsNotBelieved() throws GeneralSecurityException {
    String body = body("tracking_update", NOW, "Delivered", "[]");
    Map<String, String> headers = Map.of("aftership-hmac-sha256", sign("new secret", body));
    assertThat(receive(headers, body + " ")).isInstanceOf(TrackingNotice.Invalid.class);
  }

  @Test
  void whatIsOlderThanTheWindowOrFromTheFutureIsNotTaken() throws GeneralSecurityException {
    Instant oldest = NOW.minus(Duration.ofDays(7));
    Instant newest = NOW.plus(Duration.ofMinutes(5));
    for (Instant at : List.of(oldest, newest)) {
      assertThat(events(body("tracking_update", at, "Delivered", "[]"))).hasSize(1);
    }
    for (Instant at : List.of(oldest.minusSeconds(1), newest.plusSeconds(1))) {
      assertThat(signed("new secret", body("tracking_update", at, "Delivered", "[]")))
          .isInstanceOf(TrackingNotice.Invalid.class);
    }
  }

  @Test
  void whatCannotBeReadIsAnAnswerAndNoFault() throws GeneralSecurityException {
    for (String body : List.of("", "[]", "{", "{\"ts\": \"soon\"}", "null", "[".repeat(5000))) {
      assertThat(signed("new secret", body)).as(body).isInstanceOf(TrackingNotice.Invalid.class);
    }
  }

  @Test
  void withoutASecretThereIsNoSource() {
    assertThatThrownBy(() -> new AfterShipTracking(List.of(), AfterShipTracking.WINDOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("secrets");
  }
}
