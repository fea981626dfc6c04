package io.backroom.spi.policy;

import io.backroom.spi.value.Require;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a shipment leaves and arrives, and why then.
 *
 * @param earliest when it is with the customer at the earliest
 * @param latest when it is with the customer at the latest: the promise
 * @param shipBy when it has to have left to be there in time; empty if nobody knows
 * @param orderBy the last moment at which these dates still hold; empty if nobody knows
 * @param steps what takes from when to when, from the goods to the promise without a gap
 */
public record PromiseDates(
    Instant earliest,
    Instant latest,
    Optional<Instant> shipBy,
    Optional<Instant> orderBy,
    List<Step> steps) {
  /** What takes time. */
  public enum Kind {
    /** The center has no room left for more work on the days before. */
    FULL,
    /** The day's cut-off has passed, or there is none that day. */
    CUT_OFF,
    /** Work that was there before. */
    BACKLOG,
    /** The center's work, and the hours in which it does none. */
    PROCESSING,
    /** The wait for the carrier's truck. */
    PICKUP,
    /** The way, days on which the carrier does nothing included. */
    TRANSIT,
    /** Nothing is delivered there on that day, or not any more. */
    NO_DELIVERY
  }

  /**
   * A part of the time.
   *
   * @param kind what takes it
   * @param from its beginning
   * @param to its end, not before its beginning
   */
  public record Step(Kind kind, Instant from, Instant to) {
    /** Refuses an end before the beginning. */
    public Step {
      Require.when(!to.isBefore(from), "to", to, "must not be before " + from);
    }
  }

  /** Refuses a promise before the earliest time; copies the steps. */
  public PromiseDates {
    Require.when(!latest.isBefore(earliest), "latest", latest, "must not be before " + earliest);
    steps = List.copyOf(steps);
  }

  /**
   * Returns how long these dates still hold for who orders.
   *
   * @param now the time
   * @return the time left, not negative; empty if nobody knows
   */
  public Optional<Duration> countdown(Instant now) {
    return orderBy.map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
  }
}
