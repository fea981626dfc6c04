package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import java.util.Optional;

/**
 * What a center must not ship, whatever it costs: it is closed or has no capacity left, does not
 * serve the region, must not keep the goods, or has rejected the order before. Thread-safe and free
 * of effects.
 */
@FunctionalInterface
public interface CenterFilter {
  /** A filter that refuses nothing. */
  CenterFilter NONE = (from, to, item) -> Optional.empty();

  /**
   * Tells why a center must not ship an item. Asked only where the center has some of it.
   *
   * @param from the center
   * @param to where the item goes
   * @param item which item, and how many units are wanted
   * @return the reason, for people; empty if it may
   */
  Optional<String> refusal(Center from, Address to, RoutingRequest.Item item);

  /**
   * Returns a filter that refuses what this one or another one refuses; this one's reason first.
   *
   * @param other the other
   * @return both
   */
  default CenterFilter and(CenterFilter other) {
    return (from, to, item) -> refusal(from, to, item).or(() -> other.refusal(from, to, item));
  }
}
