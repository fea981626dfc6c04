package io.backroom.payment;

/** When an authorization that is about to end is made anew. */
public enum Renewal {
  /**
   * When its parcel leaves: until then an authorization may end, and nothing is set aside. The
   * default.
   */
  AT_CAPTURE,
  /**
   * Before it ends: the new one first, and the old one is voided when the new one is approved; if
   * the new one is declined the old one stays until its end. For a moment both are set aside.
   */
  AHEAD
}
