package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Something a customer may want, that can be bought and promised.
 *
 * @param sku which SKU
 * @param title its name for people
 * @param price the price of one unit now
 * @param offer the present offer for people; empty if there is none
 * @param from from when a unit can be promised; empty if it is in stock
 * @param score how much speaks for it, positive; comparable within one list only
 * @param because the one to three strongest reasons, strongest first
 */
public record Recommendation(
    Sku sku,
    String title,
    Money price,
    String offer,
    Optional<Instant> from,
    double score,
    List<Reason> because) {
  /** Copies the reasons. */
  public Recommendation {
    because = List.copyOf(because);
  }

  /**
   * Returns what the reasons leave out: the score is the sum of them and of this, but for rounding.
   *
   * @return the sum of all smaller terms; negative if more speaks against it than for it
   */
  public double rest() {
    return score - because.stream().mapToDouble(Reason::weight).sum();
  }

  /**
   * One term of a score. The score is the sum of all its terms, of which the largest are shown.
   *
   * @param kind what speaks for the recommendation
   * @param sku the SKU that led to it, where one did
   * @param text the reason for people, such as "because you bought TEA CUP"
   * @param weight the term, positive
   */
  public record Reason(Kind kind, Optional<Sku> sku, String text, double weight) {}

  /** What can speak for a recommendation, or against it. */
  public enum Kind {
    /** The customer bought the same before. */
    BOUGHT_BEFORE,
    /** The customer will soon have used up what they bought. */
    DUE,
    /** The customer bought a SKU that speaks for this one. */
    BOUGHT,
    /** The customer has put a SKU into the cart that speaks for this one. */
    PUT_IN_CART,
    /** The customer looked at a SKU that speaks for this one. */
    LOOKED_AT,
    /** The customer sent back a SKU whose buyers buy this one. */
    SENT_BACK,
    /** The customer did not want a SKU whose buyers buy this one. */
    REJECTED,
    /** Customers who, like this one, bought some SKU, bought this. */
    SIMILAR_CUSTOMERS,
    /** Many bought it lately. */
    POPULAR,
    /** Many in the customer's segment bought it lately. */
    SEGMENT,
    /** It was often bought in one order with some SKU. */
    BOUGHT_TOGETHER,
    /** It is another variant of the SKU that it may replace. */
    VARIANT,
    /** It is described like some SKU. */
    DESCRIBED_ALIKE,
    /** It was bought by the same customers as some SKU. */
    SAME_CUSTOMERS
  }
}
