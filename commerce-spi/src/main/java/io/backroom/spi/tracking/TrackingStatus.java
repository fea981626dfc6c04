package io.backroom.spi.tracking;

/** Where a parcel is, in one vocabulary for all carriers, in the order of its way. */
public enum TrackingStatus {
  /** The carrier's word has no meaning here. */
  UNKNOWN(0),
  /** Nobody has said anything for days. */
  STALE(0),
  /** The carrier knows of the parcel and does not have it. */
  LABEL_CREATED(1),
  /** It waits for the carrier. */
  READY_TO_SHIP(2),
  /** The carrier has it. */
  TENDERED(3),
  /** It is under way. */
  IN_TRANSIT(4),
  /** It is at customs. */
  CUSTOMS(4),
  /** Customs keep it until somebody does something. */
  CUSTOMS_HOLD(4),
  /** It comes later than the carrier has said. */
  DELAYED(4),
  /** Something is wrong with it. */
  EXCEPTION(4),
  /** Nobody was there. */
  DELIVERY_ATTEMPTED(4),
  /** The last truck has it. */
  OUT_FOR_DELIVERY(4),
  /** The customer can fetch it. */
  AVAILABLE_FOR_PICKUP(4),
  /** It comes back. */
  RETURNING(5),
  /** The carrier will not find it any more. */
  LOST(6),
  /** It is not carried. */
  CANCELLED(6),
  /** It has come back. */
  RETURNED(6),
  /** The customer has it. */
  DELIVERED(6);

  private final int phase;

  TrackingStatus(int phase) {
    this.phase = phase;
  }

  /**
   * Tells whether nothing is expected to follow.
   *
   * @return whether the way of the parcel has ended
   */
  public boolean isTerminal() {
    return phase == 6;
  }

  /**
   * Tells whether the parcel may still come to its customer.
   *
   * @return false for one that comes back, and for one whose way has ended
   */
  public boolean leadsToCustomer() {
    return !isTerminal() && this != RETURNING;
  }

  /**
   * Tells whether it says where the parcel is.
   *
   * @return false for {@link #UNKNOWN} and {@link #STALE}
   */
  public boolean isKnown() {
    return phase > 0;
  }

  /**
   * Tells whether this can follow another status without a correction. A parcel does not go back
   * behind the carrier's door, and an end is final, but for a delivery that is returned.
   *
   * @param before the status before
   * @return whether it can
   */
  public boolean canFollow(TrackingStatus before) {
    return before.isTerminal()
        ? before == DELIVERED && this == RETURNING
        : isKnown() && phase >= before.phase;
  }
}
