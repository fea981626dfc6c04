package io.backroom.memory.stock;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a stock command amounts to: its answer, and the levels and reservations that take the place
 * of those before. Nothing is written; a store writes all of it or none. The rules I-05 to I-21 of
 * {@code docs/contracts/inventory.md} are decided here. That a command id is used once (I-02, I-03)
 * is for the store to look up before.
 *
 * @param result the answer
 * @param levels the levels afterwards, in the order of (SKU, center), those the command touched;
 *     empty unless the answer is {@link StockResult.Applied}
 * @param reservations the reservations afterwards, each once; empty likewise
 */
public record StockDecision(
    StockResult result, List<StockLevel> levels, List<Reservation> reservations) {
  /** Copies the lists. */
  public StockDecision {
    levels = List.copyOf(levels);
    reservations = List.copyOf(reservations);
  }

  /**
   * Decides a command on the stock as it is. Costs O(log n) for each line, and O(holds that have
   * run out) more when units lack.
   *
   * @param command the command, of an id that was not used before
   * @param now the time of the command
   * @param stock what it is decided on
   * @return the decision
   * @throws ArithmeticException if a counter would leave its range
   */
  public static StockDecision of(StockCommand command, Instant now, StockView stock) {
    StockDraft draft = new StockDraft(stock, now);
    StockResult result = draft.decide(command);
    if (result instanceof StockResult.Short lack && !(command instanceof StockCommand.Release)) {
      // Time ends a hold, not the sweep that comes later: decide again without those run out.
      draft = new StockDraft(stock, now);
      try (Stream<Reservation> holds = stock.runOut(now)) {
        draft.endHolds(holds, lack);
      }
      result = draft.decide(command);
    }
    return result instanceof StockResult.Applied
        ? new StockDecision(result, List.copyOf(draft.levels()), List.copyOf(draft.reservations()))
        : new StockDecision(result, List.of(), List.of());
  }

  /**
   * Returns the movement of a command between two levels of one SKU at one center.
   *
   * @param sequence the movement's place in the ledger
   * @param at the time of the command
   * @param cause the command
   * @param before the level before it
   * @param after the level after it
   * @return the movement, or empty if no counter differs
   */
  public static Optional<StockMovement> movement(
      long sequence, Instant at, StockCommand cause, StockLevel before, StockLevel after) {
    return StockDraft.movement(sequence, at, cause, before, after);
  }
}
