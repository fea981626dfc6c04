package io.backroom.stock;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The stock that a command is decided on. It must not change between a decision and its {@link
 * StockDecider#carryOut}, and it has the effects of every command before.
 */
public interface StockView {
  /**
   * Returns the shelf of one SKU at one center. Asked once for each place in a decision.
   *
   * @param sku which SKU
   * @param center at which center
   * @return the shelf, the same one every time; a new one if there never was one, which need not be
   *     kept unless it comes back in {@link StockDecider#changes}
   */
  Shelf shelf(Sku sku, CenterId center);

  /**
   * Returns a reservation as it was last changed.
   *
   * @param id which one
   * @return the reservation, or empty if there never was one
   */
  Optional<Reservation> reservation(ReservationId id);

  /**
   * Returns a receipt that is still expected.
   *
   * @param id which one
   * @return the receipt, or empty if none is expected under this id
   */
  Optional<ExpectedReceipt> receipt(ReceiptId id);

  /**
   * Returns the HELD reservations that have run out and keep units at one place. Asked only when
   * units lack there.
   *
   * @param sku which SKU
   * @param center at which center
   * @param now the time of the command
   * @return every such reservation, in any order; others that have run out do no harm
   */
  List<Reservation> runOut(Sku sku, CenterId center, Instant now);
}
