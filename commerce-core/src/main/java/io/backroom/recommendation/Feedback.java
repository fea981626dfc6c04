package io.backroom.recommendation;

import io.backroom.spi.value.Sku;

/**
 * What a customer made of a product short of buying it.
 *
 * @param kind what
 * @param sku which SKU
 */
public record Feedback(Kind kind, Sku sku) {
  /** What customers do. Each counts in their list of what is new, and fades. */
  public enum Kind {
    /** Looked at it: speaks for what goes with it by 0.1 of a purchase, half after 7 days. */
    VIEW(0.1, 7),
    /** Put it into the cart: 0.3 of a purchase, half after 14 days. */
    CART(0.3, 14),
    /**
     * Did not want it: not in any list of the customer for 180 days, and speaks against what goes
     * with it by 0.3 of a purchase, half after 60 days.
     */
    REJECTION(-0.3, 60);

    private final double weight;
    private final int halfLifeDays;

    Kind(double weight, int halfLifeDays) {
      this.weight = weight;
      this.halfLifeDays = halfLifeDays;
    }

    double weight(int daysAgo) {
      return weight * StrictMath.pow(2, -(double) daysAgo / halfLifeDays);
    }
  }
}
