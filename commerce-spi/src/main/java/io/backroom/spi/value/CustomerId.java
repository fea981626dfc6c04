package io.backroom.spi.value;

/**
 * Names a customer; a guest has one too.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record CustomerId(String value) implements Comparable<CustomerId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public CustomerId {
    Require.id("customer", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static CustomerId of(String value) {
    return new CustomerId(value);
  }

  @Override
  public int compareTo(CustomerId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
