package io.backroom.memory;

import io.backroom.memory.SimulatedPaymentProvider.NotificationKey;
import io.backroom.spi.payment.Notice;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.Outcome;
import io.backroom.spi.payment.RawNotification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The simulated provider's notifications: the body is an operation id, one header the time in
 * seconds, another the HMAC-SHA256 of time and body.
 */
final class SimulatedNotifications {
  private static final String TIME = "Simulated-Time";
  private static final String SIGNATURE = "Simulated-Signature";
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final List<NotificationKey> VALID =
      List.of(NotificationKey.CURRENT, NotificationKey.PREVIOUS);

  private SimulatedNotifications() {}

  static RawNotification write(OperationId operation, NotificationKey key, Instant at) {
    byte[] body = operation.value().getBytes(StandardCharsets.UTF_8);
    String time = Long.toString(at.getEpochSecond());
    String signature = HexFormat.of().formatHex(sign(key, time, body));
    return new RawNotification(Map.of(TIME, time, SIGNATURE, signature), body);
  }

  static Notice read(
      RawNotification notification, Instant now, Function<OperationId, Optional<Outcome>> told) {
    byte[] body = notification.body();
    try {
      String time = notification.header(TIME).orElse("");
      byte[] signature = HexFormat.of().parseHex(notification.header(SIGNATURE).orElse(""));
      boolean genuine = false;
      for (NotificationKey key : VALID) {
        genuine |= MessageDigest.isEqual(sign(key, time, body), signature);
      }
      Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now).abs();
      if (!genuine) {
        return new Notice.Invalid("the signature is wrong");
      } else if (age.compareTo(WINDOW) > 0) {
        return new Notice.Invalid("it was signed more than 5 minutes ago");
      }
      OperationId operation = OperationId.of(new String(body, StandardCharsets.UTF_8));
      return new Notice.Genuine(
          told.apply(operation).stream()
              .map(outcome -> new Notice.OperationFact(operation, outcome))
              .toList());
    } catch (IllegalArgumentException unreadable) {
      return new Notice.Invalid("it cannot be read");
    }
  }

  private static byte[] sign(NotificationKey key, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] secret = ("simulated " + key).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
