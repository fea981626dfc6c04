package io.backroom.spi.value;

/**
 * Names a distribution center.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record CenterId(String value) implements Comparable<CenterId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public CenterId {
    Require.id("center", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static CenterId of(String value) {
    return new CenterId(value);
  }

  @Override
  public int compareTo(CenterId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
