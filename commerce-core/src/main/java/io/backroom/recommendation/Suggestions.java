package io.backroom.recommendation;

import io.backroom.kernel.Access;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the shop suggests: lists of one thing each, of nothing that cannot be promised. {@link
 * Recommendations} tells what is in which. Every call is refused with NOT_FOUND for somebody else's
 * customer. Thread-safe.
 */
public final class Suggestions {
  private final Access access;
  private final Recommendations recommendations;
  private final FeedbackBook book;

  /**
   * Creates the room's door; the shop's builder does.
   *
   * @param access who may do what
   * @param recommendations what was learned
   * @param book where feedback is kept
   */
  public Suggestions(Access access, Recommendations recommendations, FeedbackBook book) {
    this.access = access;
    this.recommendations = recommendations;
    this.book = book;
  }

  /**
   * Returns what is new to a customer and fits what they bought.
   *
   * @param caller who asks
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, best first
   */
  public Result<List<Recommendation>> forYou(Caller caller, CustomerId customer, ListTerms how) {
    return of(caller, customer, () -> recommendations.forYou(customer, how));
  }

  /**
   * Returns what a customer buys again.
   *
   * @param caller who asks
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, best first
   */
  public Result<List<Recommendation>> buyAgain(Caller caller, CustomerId customer, ListTerms how) {
    return of(caller, customer, () -> recommendations.buyAgain(customer, how));
  }

  /**
   * Returns what a customer will soon have used up.
   *
   * @param caller who asks
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, due first
   */
  public Result<List<Recommendation>> reorderSoon(
      Caller caller, CustomerId customer, ListTerms how) {
    return of(caller, customer, () -> recommendations.reorderSoon(customer, how));
  }

  /**
   * Returns what customers like one buy.
   *
   * @param caller who asks
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, best first
   */
  public Result<List<Recommendation>> segment(Caller caller, CustomerId customer, ListTerms how) {
    return of(caller, customer, () -> recommendations.segment(customer, how));
  }

  /**
   * Returns what is often bought in one order with the SKUs of a cart.
   *
   * @param caller who asks
   * @param cart the SKUs in the cart
   * @param how how the list is to be, and who will read it
   * @return the recommendations, best first, none of them in the cart
   */
  public Result<List<Recommendation>> boughtTogether(
      Caller caller, Collection<Sku> cart, ListTerms how) {
    return read(caller, how, () -> recommendations.boughtTogether(cart, how));
  }

  /**
   * Returns what is often bought in one order with the SKUs of a cart and is of another kind.
   *
   * @param caller who asks
   * @param cart the SKUs in the cart
   * @param how how the list is to be, and who will read it
   * @return the recommendations, best first, none of them in the cart
   */
  public Result<List<Recommendation>> crossSell(
      Caller caller, Collection<Sku> cart, ListTerms how) {
    return read(caller, how, () -> recommendations.crossSell(cart, how));
  }

  /**
   * Returns what is dearer than a SKU and of the same kind.
   *
   * @param caller who asks
   * @param sku what is looked at
   * @param how how the list is to be, and who will read it
   * @return the recommendations, best first; none if the SKU is unknown
   */
  public Result<List<Recommendation>> upsell(Caller caller, Sku sku, ListTerms how) {
    return read(caller, how, () -> recommendations.upsell(sku, how));
  }

  /**
   * Returns what is like a SKU.
   *
   * @param caller who asks
   * @param sku what is looked at
   * @param how how the list is to be, and who will read it
   * @return the recommendations, best first; none if the SKU is unknown
   */
  public Result<List<Recommendation>> similar(Caller caller, Sku sku, ListTerms how) {
    return read(caller, how, () -> recommendations.similar(sku, how));
  }

  /**
   * Returns what may take the place of a SKU, its variants first.
   *
   * @param caller who asks
   * @param sku what is to be replaced
   * @param how how the list is to be, and who will read it
   * @return the recommendations, best first; none if the SKU is unknown
   */
  public Result<List<Recommendation>> alternatives(Caller caller, Sku sku, ListTerms how) {
    return read(caller, how, () -> recommendations.alternatives(sku, how));
  }

  /**
   * Tells what a customer looked at, put into the cart or did not want. It shows in their next list
   * and outlasts a restart. Nothing is kept without the customer's consent; of one customer the 200
   * newest are.
   *
   * @param caller who tells it
   * @param customer whose feedback
   * @param feedback what, 1 to 200 of them, oldest first
   * @return the feedback that was kept: all of it or, without consent, none
   */
  public Result<List<Feedback>> tell(Caller caller, CustomerId customer, List<Feedback> feedback) {
    return refusal(caller, customer)
        .<Result<List<Feedback>>>map(Result::refused)
        .orElseGet(() -> Result.done(book.keep(customer, feedback)));
  }

  private Result<List<Recommendation>> read(
      Caller caller, ListTerms how, Supplier<List<Recommendation>> list) {
    return how.reader()
        .flatMap(reader -> refusal(caller, reader))
        .<Result<List<Recommendation>>>map(Result::refused)
        .orElseGet(() -> Result.done(list.get()));
  }

  private Result<List<Recommendation>> of(
      Caller caller, CustomerId customer, Supplier<List<Recommendation>> list) {
    return refusal(caller, customer)
        .<Result<List<Recommendation>>>map(Result::refused)
        .orElseGet(() -> Result.done(list.get()));
  }

  private Optional<Refusal> refusal(Caller caller, CustomerId customer) {
    return access.refusal(
        caller, Action.VIEW_RECOMMENDATIONS, Optional.of(customer), "customer", customer);
  }
}
