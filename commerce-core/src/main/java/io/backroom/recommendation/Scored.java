package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.Comparator;

/**
 * A SKU with its score.
 *
 * @param number the SKU's number
 * @param sku which SKU
 * @param score its score
 */
record Scored(int number, Sku sku, double score) {
  /** The best first, equal ones by SKU. */
  static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::sku);
}
