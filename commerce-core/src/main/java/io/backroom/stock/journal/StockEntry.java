package io.backroom.stock.journal;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockMovement;
import java.util.List;
import java.util.Optional;

/**
 * What one command did.
 *
 * @param answer its answer; empty for the repair of a level, which is no command and has no
 *     movement
 * @param reservations the reservations it made or changed, as they are afterwards, each once
 * @param changes the levels it touched, in the order of (SKU, center)
 * @param movements the movements it caused, one for each change that is one, in the same order
 */
public record StockEntry(
    Optional<StockAnswer> answer,
    List<Reservation> reservations,
    List<LevelChange> changes,
    List<StockMovement> movements) {
  /** Copies the lists. */
  public StockEntry {
    reservations = List.copyOf(reservations);
    changes = List.copyOf(changes);
    movements = List.copyOf(movements);
  }
}
