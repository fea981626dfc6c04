package io.backroom.inventory;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Stock kept for somebody who has not ordered it yet.
 *
 * @param id its id, also that of the reservation behind it
 * @param owner whose it is: a customer, or the guest of a session
 * @param state where it stands
 * @param until when it ends, or would have ended
 * @param lines the items
 * @param order the order that has got its units
 */
public record Hold(
    ReservationId id,
    CustomerId owner,
    State state,
    Instant until,
    List<Line> lines,
    Optional<OrderId> order) {
  /** HELD, and then one of the others for good. */
  public enum State {
    /** The units are kept. */
    HELD,
    /** An order has got them. */
    ORDERED,
    /** Another hold, or an order that did not name it, has taken its place. */
    REPLACED,
    /** They were given back. */
    GIVEN_BACK,
    /** Time has ended it. */
    EXPIRED
  }

  /**
   * One item.
   *
   * @param sku which SKU was asked for
   * @param quantity units asked for
   * @param held units held in stock
   * @param later units held of expected receipts
   * @param from when the last of those is expected in its center; empty if there are none
   */
  public record Line(Sku sku, int quantity, int held, int later, Optional<Instant> from) {
    /**
     * Returns how many units can neither be shipped nor promised.
     *
     * @return the units, not negative
     */
    public int lacking() {
      return quantity - held - later;
    }
  }

  /** Copies the lines. */
  public Hold {
    lines = List.copyOf(lines);
  }
}
