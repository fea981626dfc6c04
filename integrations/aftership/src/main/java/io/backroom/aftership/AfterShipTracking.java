package io.backroom.aftership;

import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.tracking.TrackingNotice;
import io.backroom.spi.tracking.TrackingSource;
import io.backroom.spi.value.Require;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * AfterShip's webhooks: a header {@code aftership-hmac-sha256} with the HMAC-SHA256 of the body in
 * base64, and a body whose time {@code ts} is signed with it. Thread-safe.
 */
public final class AfterShipTracking implements TrackingSource {
  /** How old a notification may be of which nothing else is said. */
  public static final Duration WINDOW = Duration.ofDays(7);

  static final String NAME = "aftership";

  private static final String HEADER = "aftership-hmac-sha256";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int HEADER_MAX = 200;
  private static final int SECRETS_MAX = 10;

  /** A clock of somebody else may be ahead so much. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final JsonMapper json = JsonMapper.builder().build();
  private final List<byte[]> secrets;
  private final Duration window;

  /**
   * Creates the source.
   *
   * @param secrets 1 to 10 webhook secrets; several while one takes the other's place
   * @param window how old a notification may be: what could not be delivered is sent again for days
   *     with its first time, and one that is replayed within the window changes nothing
   */
  public AfterShipTracking(List<String> secrets, Duration window) {
    this.secrets =
        Require.some("secrets", secrets, SECRETS_MAX).stream()
            .map(secret -> Require.someText("secret", secret, HEADER_MAX))
            .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
            .toList();
    this.window = window;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TrackingNotice receive(RawNotification notification, Instant now) {
    byte[] body = notification.body();
    Optional<String> signature = notification.header(HEADER);
    if (signature.filter(own -> isGenuine(own, body)).isEmpty()) {
      return new TrackingNotice.Invalid("the signature is missing or wrong");
    }
    try {
      JsonNode root = json.readTree(body);
      Instant said = Instant.ofEpochSecond(root.path("ts").asLong(Long.MIN_VALUE));
      if (said.plus(window).isBefore(now) || said.isAfter(now.plus(AHEAD))) {
        return new TrackingNotice.Invalid("it is too old, or later than now");
      }
      return new TrackingNotice.Genuine(
          root.path("event").asString("").equals("tracking_update")
              ? Checkpoints.events(root.path("msg"), said, now)
              : List.of());
    } catch (JacksonException | java.time.DateTimeException unreadable) {
      return new TrackingNotice.Invalid("it cannot be read");
    }
  }

  private boolean isGenuine(String header, byte[] body) {
    if (header.length() > HEADER_MAX) {
      return false;
    }
    byte[] given;
    try {
      given = Base64.getDecoder().decode(header);
    } catch (IllegalArgumentException noBase64) {
      return false;
    }
    boolean genuine = false;
    for (byte[] secret : secrets) {
      genuine |= MessageDigest.isEqual(sign(secret, body), given);
    }
    return genuine;
  }

  private static byte[] sign(byte[] secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
