package io.backroom.spi.inventory;

import io.backroom.spi.value.Require;

/**
 * Names an expected receipt, for example a line of a purchase order.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record ReceiptId(String value) implements Comparable<ReceiptId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public ReceiptId {
    Require.id("receipt", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static ReceiptId of(String value) {
    return new ReceiptId(value);
  }

  @Override
  public int compareTo(ReceiptId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
