package io.backroom.order;

import io.backroom.spi.value.Require;
import java.time.Duration;
import org.joda.money.Money;

/**
 * When orders are routed again that no warehouse has begun with.
 *
 * @param window how long after it was placed an order may be routed again, at least a minute
 * @param every how long between two looks at an order, at least a minute
 * @param saving the least that must be saved by moving anything, in the shop's currency
 */
public record Reoptimization(Duration window, Duration every, Money saving) {
  private static final Duration LEAST = Duration.ofMinutes(1);

  /** Refuses what is out of range. */
  public Reoptimization {
    Require.when(window.compareTo(LEAST) >= 0, "window", window, "must be at least a minute");
    Require.when(every.compareTo(LEAST) >= 0, "every", every, "must be at least a minute");
    Require.amount("saving", saving);
  }
}
