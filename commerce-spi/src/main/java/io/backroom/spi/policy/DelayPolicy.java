package io.backroom.spi.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which delays a customer must agree to. Thread-safe and free of effects. */
@FunctionalInterface
public interface DelayPolicy {
  /**
   * Tells until when the customer must agree to a delay, or have the shipment cancelled.
   *
   * @param delay the delay
   * @return the time; empty if silence means yes
   */
  Optional<Instant> agreeUntil(Delay delay);

  /**
   * Returns the policy after the rule of the US Federal Trade Commission on mail, Internet and
   * telephone orders: silence is consent to the first delay, if it has a date at most 30 days after
   * the one that was agreed to. To a longer one, to one without a date, and to every further one
   * the customer must agree before the date that was agreed to has passed, and has a week at least.
   *
   * @return the policy
   */
  static DelayPolicy mailOrderRule() {
    Duration most = Duration.ofDays(30);
    Duration least = Duration.ofDays(7);
    return delay -> {
      boolean silent =
          delay.before() == 0
              && delay
                  .revised()
                  .filter(date -> !date.isAfter(delay.agreed().plus(most)))
                  .isPresent();
      Instant soon = delay.now().plus(least);
      Instant until = delay.agreed().isAfter(soon) ? delay.agreed() : soon;
      return silent ? Optional.empty() : Optional.of(until);
    };
  }
}
