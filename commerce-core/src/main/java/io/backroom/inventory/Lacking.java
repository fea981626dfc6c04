package io.backroom.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;

/**
 * Units that were promised and are not there. A person decides whose promise is broken.
 *
 * @param sku which SKU
 * @param center at which center
 * @param promised units that are held, committed or not for sale there
 * @param there units that are there
 */
public record Lacking(Sku sku, CenterId center, int promised, int there) {
  /** The kind of work that tells a person. */
  public static final String KIND = "stock-lacking";
}
