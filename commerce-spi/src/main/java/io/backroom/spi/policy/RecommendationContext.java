package io.backroom.spi.policy;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/**
 * The list that is being made.
 *
 * @param use what it is for
 * @param reader who will read it, if that is known
 * @param segment the reader's segment; empty if unknown
 * @param about the SKUs that it belongs to: a cart, or the product of a page; may be empty
 */
public record RecommendationContext(
    Use use, Optional<CustomerId> reader, String segment, List<Sku> about) {
  /** What a list is for. */
  public enum Use {
    /** What is new to a customer. */
    FOR_YOU,
    /** What a customer buys again. */
    BUY_AGAIN,
    /** What a customer will soon have used up. */
    REORDER_SOON,
    /** What customers like this one buy. */
    SEGMENT,
    /** What is bought in one order with a cart. */
    BOUGHT_TOGETHER,
    /** Something of another kind to go with a cart. */
    CROSS_SELL,
    /** Something dearer of the same kind. */
    UPSELL,
    /** What is like a product. */
    SIMILAR,
    /** What may take the place of a product. */
    ALTERNATIVES
  }

  /** Copies the list. */
  public RecommendationContext {
    about = List.copyOf(about);
  }
}
