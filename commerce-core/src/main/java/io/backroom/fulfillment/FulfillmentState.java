package io.backroom.fulfillment;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a fulfillment order stands. The table of {@link #next()} is the whole truth: what is not in
 * it does not happen.
 */
public enum FulfillmentState {
  /** Waits for expected receipts. */
  BACKORDERED,
  /** Its stock is there; it waits for its payment. */
  PLANNED,
  /** The warehouse may begin. */
  RELEASED,
  /** Somebody is collecting the goods. */
  PICKING,
  /** The goods are in the carton. */
  PACKED,
  /** The parcel is on the carrier's list. */
  MANIFESTED,
  /** The parcel is on the truck: nothing can be changed any more, unless it is never paid for. */
  LOADED,
  /** The truck has left with it. */
  IN_TRANSIT,
  /** The last truck has it. */
  OUT_FOR_DELIVERY,
  /** The customer has it. */
  DELIVERED,
  /** Something is wrong on the way: lost, damaged, refused. */
  EXCEPTION,
  /** It will not be sent. */
  CANCELLED;

  private static final Map<FulfillmentState, Set<FulfillmentState>> NEXT =
      Map.ofEntries(
          Map.entry(BACKORDERED, EnumSet.of(PLANNED, CANCELLED)),
          Map.entry(PLANNED, EnumSet.of(RELEASED, CANCELLED)),
          Map.entry(RELEASED, EnumSet.of(PICKING, CANCELLED)),
          Map.entry(PICKING, EnumSet.of(RELEASED, PACKED, CANCELLED)),
          Map.entry(PACKED, EnumSet.of(RELEASED, MANIFESTED, CANCELLED)),
          Map.entry(MANIFESTED, EnumSet.of(PACKED, LOADED, CANCELLED)),
          Map.entry(LOADED, EnumSet.of(PACKED, IN_TRANSIT)),
          Map.entry(IN_TRANSIT, EnumSet.of(OUT_FOR_DELIVERY, DELIVERED, EXCEPTION)),
          Map.entry(OUT_FOR_DELIVERY, EnumSet.of(IN_TRANSIT, DELIVERED, EXCEPTION)),
          Map.entry(EXCEPTION, EnumSet.of(IN_TRANSIT, OUT_FOR_DELIVERY, DELIVERED)),
          Map.entry(DELIVERED, EnumSet.noneOf(FulfillmentState.class)),
          Map.entry(CANCELLED, EnumSet.noneOf(FulfillmentState.class)));

  /**
   * Returns the states that may follow.
   *
   * @return the states; empty at an end
   */
  public Set<FulfillmentState> next() {
    return Set.copyOf(NEXT.getOrDefault(this, Set.of()));
  }

  /**
   * Tells whether the customer can still have it changed or cancelled.
   *
   * @return whether the parcel is not yet on the truck
   */
  public boolean isChangeable() {
    return next().contains(CANCELLED);
  }

  /**
   * Tells whether the parcel is on the truck or beyond.
   *
   * @return whether it has left the shop's hands
   */
  public boolean hasLeft() {
    return !isChangeable() && this != CANCELLED;
  }
}
