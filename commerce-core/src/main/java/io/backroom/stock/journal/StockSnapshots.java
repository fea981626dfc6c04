package io.backroom.stock.journal;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * An ability of a {@link StockJournal}: it does not keep counters and holds up to date with every
 * fold but takes them as a whole now and then. Found by type.
 */
public interface StockSnapshots extends StockJournal {
  /**
   * Tells whether a snapshot is wanted with the fold that begins now; for the last one before the
   * stock is closed it is not asked.
   *
   * @return whether it is
   */
  boolean isSnapshotDue();

  /**
   * Keeps counters and holds as they were after some record, in the place of those kept before. It
   * is called behind the fold of that record, by the same thread.
   *
   * @param snapshot what to keep
   */
  void keep(Snapshot snapshot);

  /** Counters and holds as they are after a record. */
  interface Snapshot {
    /**
     * Returns the record.
     *
     * @return its number
     */
    long record();

    /**
     * Returns the last movement of that record or of one before it.
     *
     * @return its sequence; 0 if there is none
     */
    long movement();

    /**
     * Returns the counters and expected receipts.
     *
     * @return every level there is, in any order
     */
    List<StockLevel> levels();

    /**
     * Tells every reservation that is HELD and when it ends, in any order. Some that are not HELD
     * any more may be among them.
     *
     * @param action is told
     */
    void holds(BiConsumer<ReservationId, Instant> action);
  }
}
