package io.backroom.fulfillment;

import io.backroom.inventory.PromiseReason;
import java.time.Instant;
import java.util.Optional;

/**
 * When a shipment is to be with its customer. Every move of the present date is told by an event
 * {@code promise-moved}, or with the event that the goods are there or the parcel has left.
 *
 * @param first when the customer was first told it would arrive; never changes; empty if the
 *     customer agreed to wait without a date
 * @param current when it will arrive as far as is known now; empty if nothing is on its way that
 *     would bring its goods
 * @param reason why the present date is what it is
 */
public record Promise(Optional<Instant> first, Optional<Instant> current, PromiseReason reason) {
  /**
   * Returns a promise as it is made.
   *
   * @param arrives when the shipment will arrive; empty if nobody knows
   * @return the promise
   */
  public static Promise of(Optional<Instant> arrives) {
    return new Promise(arrives, arrives, PromiseReason.AS_PROMISED);
  }

  Promise movedTo(Optional<Instant> arrives, PromiseReason why) {
    return new Promise(first, arrives, why);
  }
}
