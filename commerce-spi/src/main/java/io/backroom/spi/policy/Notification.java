package io.backroom.spi.policy;

import io.backroom.spi.value.Customer;
import io.backroom.spi.value.OrderId;
import java.util.Map;

/**
 * A message to a customer.
 *
 * @param id the same for every repetition of one message; a notifier may drop what it has sent
 * @param kind what it is about, for example {@code order-placed}; the host's templates hang on it
 * @param to who gets it
 * @param order which order it is about
 * @param facts what the text needs: amounts, dates, links; never a decline's reason
 */
public record Notification(
    String id, String kind, Customer to, OrderId order, Map<String, String> facts) {
  /** Copies the facts. */
  public Notification {
    facts = Map.copyOf(facts);
  }
}
