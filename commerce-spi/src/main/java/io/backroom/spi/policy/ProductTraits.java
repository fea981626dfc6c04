package io.backroom.spi.policy;

import io.backroom.spi.value.Product;
import io.backroom.spi.value.Require;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a product is to recommendations.
 *
 * @param kind what it is bought for, such as its category: upsell stays within, cross-sell goes
 *     beyond; empty to go by how alike products are described
 * @param family what variants of one product have in common; empty if it has none
 * @param consumable whether it is used up and bought again; empty to learn it from purchases
 * @param margin what the shop earns from one unit, offers included, may be negative; empty if it is
 *     not known
 * @param offer the present offer for people, such as "3 for 2", at most 200 characters; empty if
 *     there is none
 */
public record ProductTraits(
    Optional<String> kind,
    Optional<String> family,
    Optional<Boolean> consumable,
    Optional<Money> margin,
    String offer) {
  /** Refuses an offer that is too long. */
  public ProductTraits {
    Require.text("offer", offer, 200);
  }

  /**
   * Returns what a product's attributes tell: {@code category}, {@code family} and {@code
   * consumable} (true or false). Margin and offer are unknown.
   *
   * @param product the product
   * @return its traits
   */
  public static ProductTraits of(Product product) {
    return new ProductTraits(
        attribute(product, "category"),
        attribute(product, "family"),
        attribute(product, "consumable").map(Boolean::parseBoolean),
        Optional.empty(),
        "");
  }

  private static Optional<String> attribute(Product product, String name) {
    return Optional.ofNullable(product.attributes().get(name)).filter(value -> !value.isBlank());
  }
}
