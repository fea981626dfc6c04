package io.backroom.spi.payment;

import java.time.Instant;
import java.util.Optional;

/**
 * Asks what became of an earlier call.
 *
 * @param operation the id of that call
 * @param command what it asked for
 * @param firstSentAt when it was sent first
 * @param known the provider's own name for it, if an answer told it: that of {@link
 *     Outcome.ActionRequired} or {@link Outcome.Pending} to an authorization. By it the call is
 *     found at once, whatever the lag.
 */
public record LookupQuery(
    OperationId operation,
    PaymentCommand command,
    Instant firstSentAt,
    Optional<ProviderRef> known) {
  /**
   * Asks for a call of which the provider's name is not known.
   *
   * @param operation the id of that call
   * @param command what it asked for
   * @param firstSentAt when it was sent first
   */
  public LookupQuery(OperationId operation, PaymentCommand command, Instant firstSentAt) {
    this(operation, command, firstSentAt, Optional.empty());
  }
}
