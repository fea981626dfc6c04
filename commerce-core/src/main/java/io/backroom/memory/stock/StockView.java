package io.backroom.memory.stock;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stock that a command is decided on. It must not change while a decision is made, and it has
 * the effects of every command before.
 */
public interface StockView {
  /**
   * Returns the counters of one SKU at one center.
   *
   * @param sku which SKU
   * @param center at which center
   * @return the level; {@link StockLevel#none} if there never was one
   */
  StockLevel level(Sku sku, CenterId center);

  /**
   * Returns a receipt that is still expected.
   *
   * @param id which one
   * @return the receipt, or empty if none is expected under this id
   */
  Optional<ExpectedReceipt> receipt(ReceiptId id);

  /**
   * Returns a reservation as it was last changed.
   *
   * @param id which one
   * @return the reservation, or empty if there never was one
   */
  Optional<Reservation> find(ReservationId id);

  /**
   * Returns the HELD reservations that have run out. Asked only when units lack.
   *
   * @param now the time of the command
   * @return every such reservation, in any order; the caller closes the stream
   */
  Stream<Reservation> runOut(Instant now);
}
