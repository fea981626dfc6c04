package io.backroom.order;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where an order stands. Payment, shipments and returns have their own records; this is what is
 * left. The table of {@link #next()} is the whole truth: what is not in it does not happen.
 */
public enum OrderState {
  /** Accepted; its stock is kept. */
  PLACED,
  /** A payment was refused or waits for the customer; the stock is kept meanwhile. */
  ON_HOLD,
  /** A warehouse is at work on it, or parts of it are on their way. */
  IN_FULFILLMENT,
  /** Everything that was not cancelled has been delivered. */
  COMPLETED,
  /** All of it was cancelled. */
  CANCELLED;

  private static final Map<OrderState, Set<OrderState>> NEXT =
      Map.of(
          PLACED, EnumSet.of(ON_HOLD, IN_FULFILLMENT, CANCELLED),
          ON_HOLD, EnumSet.of(PLACED, IN_FULFILLMENT, COMPLETED, CANCELLED),
          IN_FULFILLMENT, EnumSet.of(ON_HOLD, COMPLETED, CANCELLED),
          COMPLETED, EnumSet.noneOf(OrderState.class),
          CANCELLED, EnumSet.noneOf(OrderState.class));

  /**
   * Returns the states that may follow.
   *
   * @return the states; empty at an end
   */
  public Set<OrderState> next() {
    return Set.copyOf(NEXT.getOrDefault(this, Set.of()));
  }
}
