package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where stock is kept that one process decides on in memory: a journal of what happened, in
 * records, and an archive of what the older records did, by key.
 *
 * <p>A record is appended and is durable before anybody is told of it. It is also kept in memory
 * until it is <em>folded</em>: until the archive answers for it. So the archive is only asked for
 * what is older than the journal in memory, and never has to be as fast as the journal. Records
 * have numbers without a gap, from 1; movements have sequences without a gap, from 1.
 *
 * <p>One process at a time appends to a journal. Where another could take over, {@link #append} is
 * what keeps the deposed one out: it checks, in the same step as the write, that this process still
 * owns the journal, and otherwise writes nothing and throws.
 *
 * <p>{@link #load} comes first. After that {@link #append} is called by one thread at a time,
 * {@link #fold} by one thread at a time, and the reads by any; all of them at the same time. An
 * exception of {@link #append} or {@link #fold} means that the outcome is unknown: the journal is
 * not used any more, and what is true is found out by opening and loading it again.
 */
public interface StockJournal {
  /**
   * Tells everything that is to be in memory: the counters and open holds as they were after some
   * record, then every record after that one.
   *
   * @param to who is told
   */
  void load(Loader to);

  /**
   * Writes records behind those that are there, all or none; they are durable when it returns.
   *
   * @param records some records, with the numbers that come next
   */
  void append(List<StockRecord> records);

  /**
   * Returns a reservation as the folded records left it.
   *
   * @param id which one
   * @return the reservation, or empty if no folded record has one
   */
  Optional<Reservation> reservation(ReservationId id);

  /**
   * Returns the answer to a command of a folded record. It may be forgotten 30 days after the
   * command at the earliest.
   *
   * @param id which command
   * @return the answer, or empty
   */
  Optional<StockAnswer> answer(CommandId id);

  /**
   * Returns movements of folded records in their order. While a fold is under way some of its
   * movements may be among them.
   *
   * @param after the sequence after which to begin; 0 for the beginning
   * @param limit the most movements wanted, 1 to 10,000
   * @return the movements; fewer than {@code limit} only at the end of what is folded
   */
  List<StockMovement> movements(long after, int limit);

  /**
   * Returns movements of one SKU, likewise. Costs what it returns, not the length of the ledger.
   *
   * @param sku which SKU
   * @param after the sequence after which to begin; 0 for the beginning
   * @param limit the most movements wanted, 1 to 10,000
   * @return the movements; fewer than {@code limit} only at the end of what is folded
   */
  List<StockMovement> movements(Sku sku, long after, int limit);

  /**
   * Takes over what some records did: when it returns, the reads answer for them. Their numbers
   * follow those folded before, and all of them are durable in the journal. After a crash the next
   * process is told of records whose fold did not end, and folds them again.
   *
   * @param records the oldest records that are not folded, in their order
   */
  void fold(List<StockRecord> records);

  /** Is told what a journal holds when it is opened, in the order of these methods. */
  interface Loader {
    /**
     * Takes where the counters and holds stand that follow.
     *
     * @param record the last record whose effects are in them; 0 if none is
     * @param movement the last movement of that record or of one before it; 0 if there is none
     */
    void begin(long record, long movement);

    /**
     * Takes the counters and expected receipts of one SKU at one center.
     *
     * @param level the level
     */
    void level(StockLevel level);

    /**
     * Takes a reservation that is HELD, whether it has run out or not.
     *
     * @param id the reservation
     * @param expiresAt when its hold ends
     */
    void hold(ReservationId id, Instant expiresAt);

    /**
     * Takes a record that comes after the counters and holds, in the order of the numbers.
     *
     * @param record the record
     * @param folded whether the archive answers for it already
     */
    void record(StockRecord record, boolean folded);
  }
}
