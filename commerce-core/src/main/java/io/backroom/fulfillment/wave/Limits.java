package io.backroom.fulfillment.wave;

import java.time.Duration;

/**
 * What may go on one cart.
 *
 * @param terms the cart and the pace
 * @param most the longest that a tour may take
 */
record Limits(PickTerms terms, Duration most) {
  /** Whether both go on one cart, however long that takes. */
  boolean hold(Load one, Load other) {
    return one.orders().size() + other.orders().size() <= terms.orders()
        && one.items() + other.items() <= terms.items()
        && one.volume() + other.volume() <= terms.volume();
  }

  /** Whether a joint tour of that length is short enough. */
  boolean allow(Load one, Load other, long length) {
    int stops = one.stops().size() + other.stops().size();
    Duration time = terms.pace().of(length, stops, one.items() + other.items());
    return time.compareTo(most) <= 0;
  }
}
