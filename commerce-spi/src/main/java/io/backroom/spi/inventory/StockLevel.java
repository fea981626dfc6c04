package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.List;

/**
 * The counters of one SKU at one distribution center, in units.
 *
 * @param sku which SKU
 * @param center at which center
 * @param onHand units physically there
 * @param unavailable units there that are not for sale: safety stock, damaged, in inspection
 * @param reserved units held for a while: a checkout that has not become an order
 * @param allocated units committed to an order and not yet shipped
 * @param backordered units promised from expected receipts
 * @param expected the receipts on their way, earliest first, then by id
 */
public record StockLevel(
    Sku sku,
    CenterId center,
    int onHand,
    int unavailable,
    int reserved,
    int allocated,
    int backordered,
    List<ExpectedReceipt> expected) {
  /** Copies the receipts. */
  public StockLevel {
    expected = List.copyOf(expected);
  }

  /**
   * Returns the level of a SKU that a center has never seen.
   *
   * @param sku which SKU
   * @param center at which center
   * @return the level with every counter at zero
   */
  public static StockLevel none(Sku sku, CenterId center) {
    return new StockLevel(sku, center, 0, 0, 0, 0, 0, List.of());
  }

  /**
   * Returns how many units a new buyer can be promised from stock: {@code onHand - unavailable -
   * reserved - allocated - backordered}. A receipt thereby serves the backorders before any new
   * buyer sees it. Negative while more is backordered than is there.
   *
   * @return units available to promise
   */
  public int availableToPromise() {
    return unpromised() - backordered;
  }

  /**
   * Returns how many units are there and neither held nor committed: what a backorder can be filled
   * from.
   *
   * @return {@code onHand - unavailable - reserved - allocated}, never negative
   */
  public int unpromised() {
    return onHand - unavailable - reserved - allocated;
  }
}
