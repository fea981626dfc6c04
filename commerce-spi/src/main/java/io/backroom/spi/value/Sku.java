package io.backroom.spi.value;

/**
 * Names one thing that is stocked and sold (a stock keeping unit).
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record Sku(String value) implements Comparable<Sku> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public Sku {
    Require.id("sku", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static Sku of(String value) {
    return new Sku(value);
  }

  @Override
  public int compareTo(Sku other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
