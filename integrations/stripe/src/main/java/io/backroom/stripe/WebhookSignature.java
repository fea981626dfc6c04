package io.backroom.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies Stripe's signatures: a header {@code t=SECONDS,v1=HEX,v1=HEX} over {@code t.body}. Other
 * than the library's own check it takes the time as an argument, the bytes as they came in, and
 * several secrets, so that one can take the other's place without losing a notification.
 */
final class WebhookSignature {
  static final String HEADER = "Stripe-Signature";

  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int HEADER_MAX = 2_000;

  private final List<String> secrets;

  WebhookSignature(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Returns why a signature is not believed, or empty if it is right. */
  Optional<String> flaw(String header, byte[] body, Instant now) {
    if (secrets.isEmpty()) {
      return Optional.of("no signing secret is configured");
    } else if (header.length() > HEADER_MAX) {
      return Optional.of("the signature is too long");
    }
    String time = "";
    List<byte[]> signatures = new ArrayList<>();
    for (String part : header.split(",", -1)) {
      String value = part.substring(part.indexOf('=') + 1);
      if (part.startsWith("t=")) {
        time = value;
      } else if (part.startsWith("v1=")) {
        parse(value).ifPresent(signatures::add);
      }
    }
    boolean genuine = false;
    for (String secret : secrets) {
      byte[] expected = sign(secret, time, body);
      for (byte[] signature : signatures) {
        genuine |= MessageDigest.isEqual(expected, signature);
      }
    }
    return genuine ? age(time, now) : Optional.of("the signature is wrong");
  }

  private static Optional<byte[]> parse(String hex) {
    try {
      return Optional.of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException noHex) {
      return Optional.empty();
    }
  }

  private static Optional<String> age(String time, Instant now) {
    try {
      Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs();
      return age.compareTo(WINDOW) > 0
          ? Optional.of("it was signed more than 5 minutes ago, or later than now")
          : Optional.empty();
    } catch (IllegalArgumentException | java.time.DateTimeException noTime) {
      return Optional.of("its time cannot be read");
    }
  }

  static byte[] sign(String secret, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
