package io.backroom.spi.inventory;

import io.backroom.spi.value.Require;

/**
 * Names one stock command, chosen by the caller before it is sent: the key of its idempotency.
 *
 * @param value 1 to 64 characters of {@code [A-Za-z0-9_-]}
 */
public record CommandId(String value) implements Comparable<CommandId> {
  /** Refuses a value that breaks the rule with {@code InvalidInputException}. */
  public CommandId {
    Require.id("command", value);
  }

  /**
   * Returns the id with this value.
   *
   * @param value the text of the id
   * @return the id
   */
  public static CommandId of(String value) {
    return new CommandId(value);
  }

  @Override
  public int compareTo(CommandId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
