package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Something a customer may want, that can be bought and promised now.
 *
 * @param sku which SKU
 * @param title its name for people
 * @param price the price of one unit now
 * @param score how much speaks for it, positive; comparable within one answer only
 * @param because the one to three strongest reasons, strongest first
 */
public record Recommendation(
    Sku sku, String title, Money price, double score, List<Reason> because) {
  /** Copies the reasons. */
  public Recommendation {
    because = List.copyOf(because);
  }

  /**
   * One term of a score. The score is the sum of all its terms, of which the largest are shown.
   *
   * @param kind what speaks for the recommendation
   * @param sku the SKU that led to it, where one did
   * @param text the reason for people, such as "because you bought TEA CUP"
   * @param weight the term, positive, at most the score
   */
  public record Reason(Kind kind, Optional<Sku> sku, String text, double weight) {}

  /** What can speak for a recommendation. */
  public enum Kind {
    /** The customer bought the same before. */
    BOUGHT_BEFORE,
    /** Customers who, like this one, bought some SKU, bought this. */
    SIMILAR_CUSTOMERS,
    /** Many bought it lately. */
    POPULAR,
    /** It was often bought in one order with some SKU. */
    BOUGHT_TOGETHER,
    /** It is described like the SKU that it may replace. */
    DESCRIBED_ALIKE,
    /** It was bought by the same customers as the SKU that it may replace. */
    SAME_CUSTOMERS
  }
}
