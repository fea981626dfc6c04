package io.backroom.spi.payment;

import io.backroom.spi.value.Require;
import java.time.Instant;

/**
 * What every call to a provider carries.
 *
 * @param operation the key of idempotency, stored by the library before the call
 * @param deadline when the library stops waiting; a later answer is no longer read
 * @param attempt 1 for the first call with this operation id, one more for each repetition
 */
public record CallContext(OperationId operation, Instant deadline, int attempt) {
  /** Refuses an attempt below 1. */
  public CallContext {
    Require.range("attempt", attempt, 1, Integer.MAX_VALUE);
  }
}
