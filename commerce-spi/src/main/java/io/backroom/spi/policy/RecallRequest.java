package io.backroom.spi.policy;

import io.backroom.spi.value.CardNumbers;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.time.Instant;

/**
 * A shipment that is wanted back from the people who are at work on it.
 *
 * @param order which order
 * @param shipment which fulfillment order
 * @param center at which center
 * @param reason why, in the words of who wants it; may be empty
 * @param until when the answer is of no use any more
 */
public record RecallRequest(
    OrderId order, String shipment, CenterId center, String reason, Instant until) {
  /** Masks card numbers in the reason. */
  public RecallRequest {
    reason = CardNumbers.mask(reason);
  }
}
