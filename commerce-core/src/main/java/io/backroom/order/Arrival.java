package io.backroom.order;

import io.backroom.fulfillment.Workload;
import io.backroom.spi.value.Center;
import java.time.Instant;

/** When units are with the customer that are ready at a center at a time. */
@FunctionalInterface
interface Arrival {
  /**
   * Returns their dates.
   *
   * @param units how many there are, at least 1
   */
  Workload.Timed timed(Center center, Instant ready, int units);

  /** Returns when one unit is there at the latest. */
  default Instant latest(Center center, Instant ready) {
    return timed(center, ready, 1).dates().latest();
  }
}
