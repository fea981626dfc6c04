package io.backroom.fulfillment.labor;

import io.backroom.spi.value.Require;
import java.time.Instant;

/**
 * Picking that becomes known at one time and must be done by another. It can be divided among
 * pickers and hours.
 *
 * @param arrives from when it can be picked
 * @param cutOff until when it must be picked
 * @param minutes how long one picker would take, 0 to 10^9
 */
public record PickWork(Instant arrives, Instant cutOff, long minutes) {
  private static final long MINUTES_MAX = 1_000_000_000;

  /** Refuses what is out of its range. */
  public PickWork {
    Require.range("minutes", minutes, 0, MINUTES_MAX);
  }
}
