package io.backroom.spi.payment;

import io.backroom.spi.value.Require;

/**
 * Names one call to a payment provider; minted and stored before the call is made.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record OperationId(String value) implements Comparable<OperationId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public OperationId {
    Require.id("operation", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static OperationId of(String value) {
    return new OperationId(value);
  }

  @Override
  public int compareTo(OperationId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
