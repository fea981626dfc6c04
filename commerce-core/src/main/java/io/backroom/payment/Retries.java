package io.backroom.payment;

import io.backroom.spi.payment.Decline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which declined authorizations are sent again by themselves, under a new operation id, and when.
 * What is not listed needs a person or another instrument. All of it stays far below what the card
 * networks allow.
 */
final class Retries {
  /** The pauses after the first, second and third decline of one kind. */
  private static final Map<Decline.Kind, List<Duration>> PAUSES =
      Map.of(
          // 24 and 60 hours after the first: both within the usual three days of recovery.
          Decline.Kind.INSUFFICIENT, List.of(Duration.ofHours(24), Duration.ofHours(36)),
          Decline.Kind.GENERIC, List.of(Duration.ofHours(24)),
          Decline.Kind.ISSUER_DOWN,
              List.of(Duration.ofMinutes(15), Duration.ofHours(2), Duration.ofHours(12)),
          Decline.Kind.DUPLICATE, List.of(Duration.ofMinutes(15), Duration.ofHours(2)));

  private Retries() {}

  /** Returns after how long a declined authorization is sent again, if at all. */
  static Optional<Duration> pause(PaymentRecord record, Operation declined, Decline.Kind kind) {
    List<Duration> pauses = PAUSES.getOrDefault(kind, List.of());
    long before =
        record
            .operations(Operation.Kind.AUTHORIZE, record.tranche(declined.tranche()))
            .filter(earlier -> !earlier.id().equals(declined.id()))
            .filter(earlier -> earlier.instrument().equals(declined.instrument()))
            .filter(earlier -> earlier.decline().isPresent())
            .count();
    return before < pauses.size() ? Optional.of(pauses.get((int) before)) : Optional.empty();
  }

  /** Whether the shop tries by itself before it bothers anybody. */
  static boolean isSilent(Decline.Kind kind) {
    return kind == Decline.Kind.ISSUER_DOWN || kind == Decline.Kind.DUPLICATE;
  }
}
