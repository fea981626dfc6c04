package io.backroom.spi.policy;

import io.backroom.spi.value.Product;
import java.util.Optional;

/**
 * The shop's own rules for what it recommends. Each has a default, so that a host overrides what it
 * cares for. Thread-safe, free of effects and quick: asked for many products while a list is made.
 */
public interface RecommendationPolicy {
  /** Kinds, families and consumables by attributes; everything may be recommended. */
  RecommendationPolicy DEFAULT = new RecommendationPolicy() {};

  /**
   * Tells what a product is to recommendations. Asked again only when the product changes or was
   * not looked at for a while.
   *
   * @param product the product
   * @return its traits; by default {@link ProductTraits#of}
   */
  default ProductTraits traits(Product product) {
    return ProductTraits.of(product);
  }

  /**
   * Tells whether a product may be in a list: rules on brands, categories, regions, age.
   *
   * @param product the product as it is sold now
   * @param context the list
   * @return whether it may; by default it may
   */
  default boolean allows(Product product, RecommendationContext context) {
    return true;
  }

  /**
   * Tells how much margin a list may give away.
   *
   * @param context the list
   * @return the budget; by default there is none and margins do not count
   */
  default Optional<MarginBudget> budget(RecommendationContext context) {
    return Optional.empty();
  }
}
