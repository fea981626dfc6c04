package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import java.util.Collection;
import java.util.Map;

/**
 * An ability of a {@link StockJournal} whose archive is behind a network: many questions at once
 * cost hardly more than one. Found by type: what commands name is then asked for before they are
 * decided, and beside the decisions of others.
 */
public interface FarArchive extends StockJournal {
  /**
   * What was found.
   *
   * @param answers the answers there are, by their commands
   * @param reservations the reservations there are, by their ids
   */
  record Found(Map<CommandId, StockAnswer> answers, Map<ReservationId, Reservation> reservations) {
    /** Nothing at all. */
    public static final Found NOTHING = new Found(Map.of(), Map.of());
  }

  /**
   * Returns what {@link #answer} and {@link #reservation} would. Called by any thread, at the same
   * time as everything else.
   *
   * @param commands some commands, in any order; one may be there more than once
   * @param reservations some reservations, likewise
   * @return what there is of them
   */
  Found ask(Collection<CommandId> commands, Collection<ReservationId> reservations);
}
