package io.backroom.spi.document;

import io.backroom.spi.value.Require;

/**
 * Names one commit, chosen by the caller: every document that the commit wrote carries it.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record WriteId(String value) implements Comparable<WriteId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public WriteId {
    Require.id("write", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static WriteId of(String value) {
    return new WriteId(value);
  }

  @Override
  public int compareTo(WriteId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
