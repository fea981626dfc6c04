package io.backroom.inventory;

import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Refusal;
import java.util.Optional;

/**
 * Records that are kept beside the counters and change with a stock command. What takes units away
 * is noted before the command is sent, and noted back if it is refused; what brings units is noted
 * when it was carried out. So a record never shows units that are not there.
 */
interface StockBook {
  /** Refuses a command that the record does not allow, having written nothing. */
  default Optional<Refusal> refusal(Transaction tx, StockDesk.Order order) {
    return Optional.empty();
  }

  /** Notes that a command is about to be sent. */
  default void begin(Transaction tx, StockDesk.Order order) {}

  /** Notes that it was carried out. */
  default void done(Transaction tx, StockDesk.Order order) {}

  /** Notes that it was refused. */
  default void undone(Transaction tx, StockDesk.Order order) {}
}
