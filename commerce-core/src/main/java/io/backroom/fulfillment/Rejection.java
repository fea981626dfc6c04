package io.backroom.fulfillment;

/** Why a center does not ship what it was to ship. */
public enum Rejection {
  /** It is closed, or its trucks do not come. */
  CLOSED(false),
  /** It has no hands or no room left. */
  NO_CAPACITY(false),
  /** The goods are there and broken: they leave on hand, as by a count. */
  DAMAGED(true),
  /** The goods are not there: they leave on hand, as by a count. */
  MISSING(true),
  /** The goods must not be sold: a lot of them was recalled. They stay on hand. */
  RECALLED(false),
  /** Anything else. */
  OTHER(false);

  private final boolean lost;

  Rejection(boolean lost) {
    this.lost = lost;
  }

  /**
   * Tells whether the goods cannot be sold to anybody else either.
   *
   * @return whether they leave on hand
   */
  public boolean isLoss() {
    return lost;
  }
}
