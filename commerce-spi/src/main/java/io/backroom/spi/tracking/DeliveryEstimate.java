package io.backroom.spi.tracking;

import io.backroom.spi.value.Require;
import java.time.Instant;

/**
 * When a carrier expects to deliver a parcel. Of two the one counts that was said last. Both times
 * are of the years 1970 to 9999.
 *
 * @param arrives when the parcel is with the customer at the latest; noon UTC where only the day is
 *     known
 * @param said when the carrier, or who speaks for it, has said so
 */
public record DeliveryEstimate(Instant arrives, Instant said)
    implements Comparable<DeliveryEstimate> {
  /** Refuses times out of range. */
  public DeliveryEstimate {
    Require.time("arrives", arrives);
    Require.time("said", said);
  }

  /** The one that was said first comes first; of two said at once the earlier one. */
  @Override
  public int compareTo(DeliveryEstimate other) {
    int bySaid = said.compareTo(other.said);
    return bySaid != 0 ? bySaid : arrives.compareTo(other.arrives);
  }
}
