package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a stock command. Only {@link Applied} changed anything. Where several answers would
 * fit, the one listed first is given: KeyReused, NotFound, Ended, Short, Applied. A store never
 * answers {@link Busy}; the queue before it may.
 */
public sealed interface StockResult {
  /** The command's id was used before by a command with another content. */
  record KeyReused() implements StockResult {}

  /**
   * There is no reservation with this id; for Expect and Receive, the receipt is of another SKU or
   * center, or for Receive not expected at all; for Transfer, the receipt is expected already.
   */
  record NotFound() implements StockResult {}

  /**
   * The reservation, or the new one's id, is in a state in which the command is not possible.
   *
   * @param state the state it is in; EXPIRED also when only time has ended it
   */
  record Ended(Reservation.State state) implements StockResult {}

  /**
   * There are not enough units, in stock or in the reservation.
   *
   * @param shortages every line that lacks units, in the order of (SKU, center)
   */
  // Short of stock is the trade's own term; nobody boxes a java.lang.Short here.
  @SuppressWarnings("JavaLangClash")
  record Short(List<Shortage> shortages) implements StockResult {
    /** Copies the shortages. */
    public Short {
      shortages = List.copyOf(shortages);
    }
  }

  /**
   * The command was carried out.
   *
   * @param reservation the reservation afterwards; empty for Receive, Expect, Adjust, Count and
   *     Transfer
   */
  record Applied(Optional<Reservation> reservation) implements StockResult {}

  /**
   * The command was not looked at: too many others wait, or its deadline passed while it waited.
   * Nothing changed and its id is unused; it may be sent again.
   */
  record Busy() implements StockResult {}

  /**
   * What lacks of one SKU at one center.
   *
   * @param sku which SKU
   * @param center at which center
   * @param wanted units the command asked for, over all its lines; a sum beyond the range of an int
   *     counts as the greatest int
   * @param available units it could have had, never negative
   */
  record Shortage(Sku sku, CenterId center, int wanted, int available) {}
}
