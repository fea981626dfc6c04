package io.backroom.inventory;

/** Why a promised date is what it is now. */
public enum PromiseReason {
  /** It is the one that was promised first. */
  AS_PROMISED,
  /** The goods come sooner than was told, or it is known for the first time when they come. */
  EARLIER,
  /** The receipt that brings the goods was put off, or is overdue. */
  RECEIPT_LATE,
  /** Fewer units are to come than were announced. */
  RECEIPT_SHORT,
  /** The receipt that was to bring the goods does not come at all. */
  RECEIPT_CALLED_OFF,
  /** Somebody with a better priority is served first. */
  OVERTAKEN,
  /** Units that were there are not there any more: counted away, sent elsewhere, expired. */
  STOCK_LOST,
  /** The goods were there, the payment came later. */
  PAYMENT_LATE,
  /** The parcel was not ready for the truck that it had to leave with. */
  TRUCK_MISSED,
  /** The customer has it sent elsewhere. */
  ADDRESS_CHANGED,
  /** The customer has it sent by another shipping option. */
  OPTION_CHANGED,
  /** Another center sends it. */
  REROUTED,
  /** The goods are there. */
  GOODS_CAME_IN,
  /** The carrier brings it later than was told. */
  CARRIER_LATE,
  /** The parcel has left. */
  ON_ITS_WAY;

  /**
   * Tells whether the customer has moved the date.
   *
   * @return whether it moved because of a change that the customer wanted
   */
  public boolean isCustomersChoice() {
    return this == ADDRESS_CHANGED || this == OPTION_CHANGED;
  }
}
