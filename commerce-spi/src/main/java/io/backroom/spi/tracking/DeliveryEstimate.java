package io.backroom.spi.tracking;

import java.time.Instant;

/**
 * When a carrier expects to deliver a parcel. Of two the one counts that was said last.
 *
 * @param arrives when the parcel is with the customer at the latest; noon UTC where only the day is
 *     known
 * @param said when the carrier, or who speaks for it, has said so
 */
public record DeliveryEstimate(Instant arrives, Instant said)
    implements Comparable<DeliveryEstimate> {
  /** The one that was said first comes first; of two said at once the earlier one. */
  @Override
  public int compareTo(DeliveryEstimate other) {
    int bySaid = said.compareTo(other.said);
    return bySaid != 0 ? bySaid : arrives.compareTo(other.arrives);
  }
}
