package io.backroom.spi.value;

/**
 * Names an order.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record OrderId(String value) implements Comparable<OrderId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public OrderId {
    Require.id("order", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static OrderId of(String value) {
    return new OrderId(value);
  }

  @Override
  public int compareTo(OrderId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
