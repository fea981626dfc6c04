package io.backroom.spi.inventory;

import io.backroom.spi.value.Require;

/**
 * Units promised from expected receipts.
 *
 * @param line which SKU, where and how many
 * @param limit the most units that may be backordered there, this line included; not negative
 */
public record BackorderLine(StockLine line, int limit) {
  /** Refuses a negative limit. */
  public BackorderLine {
    Require.range("limit", limit, 0, Integer.MAX_VALUE);
  }
}
