package io.backroom.spi.policy;

import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CardNumbers;
import java.time.Instant;
import java.util.Map;

/**
 * Something that happened, stored in the same commit as the change it tells of.
 *
 * @param id unique; a repetition has the same one
 * @param subject what it happened to, for example an order's id
 * @param kind what happened, for example {@code order-placed}
 * @param caller who did it, through which channel
 * @param reason why, in the actor's words; may be empty
 * @param at when
 * @param facts what changed, for people and programs
 */
public record CommerceEvent(
    String id,
    String subject,
    String kind,
    Caller caller,
    String reason,
    Instant at,
    Map<String, String> facts) {
  /** Copies the facts; masks card numbers in the reason. */
  public CommerceEvent {
    reason = CardNumbers.mask(reason);
    facts = Map.copyOf(facts);
  }
}
