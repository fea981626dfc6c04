package io.backroom.spi.inventory;

import io.backroom.spi.value.Require;

/**
 * Names a reservation of stock.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record ReservationId(String value) implements Comparable<ReservationId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public ReservationId {
    Require.id("reservation", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static ReservationId of(String value) {
    return new ReservationId(value);
  }

  @Override
  public int compareTo(ReservationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
