package io.backroom.inventory;

import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.Optional;

/**
 * What a stock command means for a lot at its center.
 *
 * @param expiresAt when the lot ends, if this is said
 * @param units units that come into the lot; negative for units that go
 * @param withheld how many of them are not for sale; likewise
 */
record LotChange(String code, Optional<Instant> expiresAt, int units, int withheld) {
  /** Refuses a time out of range. */
  LotChange {
    expiresAt.ifPresent(end -> Require.time("expiresAt", end));
  }
}
