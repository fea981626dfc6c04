package io.backroom.spi.payment;

import java.time.Instant;

/**
 * Asks what became of an earlier call.
 *
 * @param operation the id of that call
 * @param command what it asked for
 * @param firstSentAt when it was sent first
 */
public record LookupQuery(OperationId operation, PaymentCommand command, Instant firstSentAt) {}
