package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;

/**
 * Some units of one SKU at one distribution center.
 *
 * @param sku which SKU
 * @param center at which center
 * @param quantity how many units, 1 to 10,000,000
 */
public record StockLine(Sku sku, CenterId center, int quantity) {
  /** The most units of one line; core allows customers less. */
  public static final int QUANTITY_MAX = 10_000_000;

  /** Refuses a quantity out of range. */
  public StockLine {
    Require.range("quantity", quantity, 1, QUANTITY_MAX);
  }

  /**
   * Returns some units.
   *
   * @param sku which SKU
   * @param center at which center
   * @param quantity how many units, 1 to 10,000,000
   * @return the line
   */
  public static StockLine of(String sku, String center, int quantity) {
    return new StockLine(Sku.of(sku), CenterId.of(center), quantity);
  }
}
