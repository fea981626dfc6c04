package io.backroom.recommendation;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Require;
import java.time.Duration;
import java.util.Optional;

/**
 * How a list is to be.
 *
 * @param limit how many at most, 1 to 100
 * @param within how soon a unit must be there to be promised, 0 to 365 days; nothing: in stock now
 * @param reader who will read the list, if that is known and it is not the list's own customer:
 *     what they sent back, rejected or have just bought is not in it
 * @param segment the customers' segment, such as a country, at most 64 characters; empty for the
 *     one of the customer's last order
 * @param diversity how much the list is to be of different things, 0 to 1: the weight of unlikeness
 *     against that of the score
 * @param novelty how much the list is to be of what few buy, 0 to 1 with diversity: its weight
 */
public record ListTerms(
    int limit,
    Duration within,
    Optional<CustomerId> reader,
    String segment,
    double diversity,
    double novelty) {
  /** The longest list that can be asked for. */
  public static final int LIMIT_MAX = 100;

  private static final Duration WITHIN_MAX = Duration.ofDays(365);

  /** Checks the ranges. */
  public ListTerms {
    Require.range("limit", limit, 1, LIMIT_MAX);
    boolean soon = !within.isNegative() && within.compareTo(WITHIN_MAX) <= 0;
    Require.when(soon, "within", within, "must be 0 to 365 days");
    Require.text("segment", segment, 64);
    share("diversity", diversity);
    share("novelty", novelty);
    share("diversity and novelty", diversity + novelty);
  }

  private static void share(String field, double value) {
    Require.when(value >= 0 && value <= 1, field, value, "must be 0 to 1");
  }

  /**
   * Returns the terms of a plain list of what is in stock.
   *
   * @param limit how many at most, 1 to 100
   * @return the terms
   */
  public static ListTerms of(int limit) {
    return new ListTerms(limit, Duration.ZERO, Optional.empty(), "", 0, 0);
  }

  /**
   * Returns these terms for what can be promised soon.
   *
   * @param soon how soon, 0 to 365 days
   * @return the terms
   */
  public ListTerms within(Duration soon) {
    return new ListTerms(limit, soon, reader, segment, diversity, novelty);
  }

  /**
   * Returns these terms for a list that somebody known will read.
   *
   * @param customer who
   * @return the terms
   */
  public ListTerms readBy(CustomerId customer) {
    return new ListTerms(limit, within, Optional.of(customer), segment, diversity, novelty);
  }

  /**
   * Returns these terms for a segment.
   *
   * @param chosen the segment
   * @return the terms
   */
  public ListTerms in(String chosen) {
    return new ListTerms(limit, within, reader, chosen, diversity, novelty);
  }

  /**
   * Returns these terms for a list of different and of novel things.
   *
   * @param different the weight of unlikeness, 0 to 1
   * @param novel the weight of novelty, 0 to 1; both together at most 1
   * @return the terms
   */
  public ListTerms mixed(double different, double novel) {
    return new ListTerms(limit, within, reader, segment, different, novel);
  }

  boolean isMixed() {
    return diversity + novelty > 0;
  }
}
