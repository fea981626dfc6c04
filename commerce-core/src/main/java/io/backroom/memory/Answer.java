package io.backroom.memory;

import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first use of a command id. Its monitor is held by whoever finds the answer, so that others
 * wait for it.
 */
final class Answer {
  private final StockCommand command;
  private final Instant at;
  private @Nullable StockResult result;

  /**
   * Creates an answer that is not found yet.
   *
   * @param command the command
   * @param at its time
   */
  Answer(StockCommand command, Instant at) {
    this.command = command;
    this.at = at;
  }

  StockCommand command() {
    return command;
  }

  Instant at() {
    return at;
  }

  synchronized void found(StockResult answer) {
    result = answer;
  }

  /** Returns what a command of the same id hears; empty if no answer was found. */
  synchronized Optional<StockResult> to(StockCommand other) {
    return Optional.ofNullable(result)
        .map(first -> command.equals(other) ? first : new StockResult.KeyReused());
  }
}
