package io.backroom.recommendation;

import io.backroom.spi.policy.RecommendationContext.Use;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Recommends what a customer may want next, and learns from every order.
 *
 * <p>Every list is one thing only, and is made by the same rules: a SKU is in it only if it is sold
 * and a unit of it can be promised as soon as {@link ListTerms} ask for, if the shop's {@link
 * RecommendationPolicy} allows it, and if its reader has not sent it back, rejected it, or just
 * bought it (unless it is used up). Best first, equal scores by SKU. A list may be shorter than
 * asked for. What is learned shows in the next answer, but for the model, which is learned anew by
 * {@link #refit}; the same orders, returns and products give the same answers to the bit, in
 * whatever order they arrived.
 *
 * <p>Nothing is kept of a customer who has not agreed to it; such a customer is shown what is
 * popular. This class does not ask who is asking: the caller checks that.
 *
 * <p>Thread-safe if its collaborators are. They are called without any lock held.
 */
public final class Recommendations {
  /** The most lines of one order. */
  private static final int LINES_MAX = 10_000;

  private final Outside outside;
  private final LearningTerms terms;
  private final Decay historyFading;
  private final PurchaseHistory history = new PurchaseHistory();
  private final ShopWindow window;
  private final Lists lists;

  /** Of two who learn at once, the later one is to have the last word. */
  private final Object refitting = new Object();

  private volatile Fitted fitted = Fitted.NOTHING;

  /**
   * What recommendations ask the rest of the shop.
   *
   * @param products looks products up as they are sold now; unknown SKUs are left out
   * @param promised returns from when a unit of each SKU can be promised, empty if it is in stock;
   *     what cannot be promised at all is left out. Goods that are due at this moment are not there
   * @param consent tells whether a customer agreed to be remembered for recommendations
   * @param now tells the time, in the years 1970 to 2149
   * @param staleness how old what is known of products and stock may be while nobody tells of a
   *     change
   * @param policy the shop's own rules
   */
  public record Outside(
      Function<Collection<Sku>, Map<Sku, Product>> products,
      Function<Collection<Sku>, Map<Sku, Optional<Instant>>> promised,
      Predicate<CustomerId> consent,
      Supplier<Instant> now,
      Duration staleness,
      RecommendationPolicy policy) {}

  /**
   * Creates recommendations that have learned nothing yet.
   *
   * @param outside the rest of the shop
   * @param terms how to learn
   */
  public Recommendations(Outside outside, LearningTerms terms) {
    this.outside = outside;
    this.terms = terms;
    historyFading = new Decay(terms.historyHalfLifeDays());
    window =
        new ShopWindow(
            outside.products(), outside.promised(), outside.policy(), outside.staleness());
    lists = new Lists(outside, window, history, () -> fitted.justBoughtDays());
  }

  /**
   * Returns what is new to a customer: what their purchases, and what they looked at, speak for by
   * the model, times how much it is in season; then what is popular, which is all there is for who
   * is new or did not agree. Nothing that they have ever bought.
   *
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, best first
   */
  public List<Recommendation> forYou(CustomerId customer, ListTerms how) {
    Instant now = outside.now().get();
    Fitted model = fitted;
    boolean agreed = outside.consent().test(customer);
    Candidates candidates =
        agreed
            ? history.forYou(
                customer, () -> lists.segment(customer, how, true), now, model, historyFading)
            : history.popular(how.segment(), now);
    return lists.make(
        candidates, lists.order(Use.FOR_YOU, customer, agreed, how).withoutBought(), now);
  }

  /**
   * Returns what a customer buys again: half of the score is the customer's own orders of the SKU,
   * half the mean of the 300 most similar customers', each order fading with a half-life of 120
   * days. Nothing that they have never bought.
   *
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, best first; none for who is new or did not agree
   */
  public List<Recommendation> buyAgain(CustomerId customer, ListTerms how) {
    Instant now = outside.now().get();
    return outside.consent().test(customer)
        ? lists.make(
            history.again(customer, now), lists.order(Use.BUY_AGAIN, customer, true, how), now)
        : List.of();
  }

  /**
   * Returns what a customer will have used up within 30 days, or has lately: consumables by the
   * customer's own pace and that of others. The score is 1 on the day it is due, half of it for
   * each week before, twice for each week after.
   *
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, due first; none for who is new or did not agree
   */
  public List<Recommendation> reorderSoon(CustomerId customer, ListTerms how) {
    Instant now = outside.now().get();
    if (!outside.consent().test(customer)) {
      return List.of();
    }
    ListMaker.Rule usedUp =
        (sku, shown) -> shown.traits().consumable().orElseGet(() -> history.isConsumable(sku));
    return lists.make(
        history.due(customer, now),
        lists.order(Use.REORDER_SOON, customer, true, how).with(usedUp),
        now);
  }

  /**
   * Returns what customers like one buy and this one has not: the mean of the 300 most similar
   * customers' orders; for who is new or did not agree, what is popular in the segment.
   *
   * @param customer for whom
   * @param how how the list is to be
   * @return the recommendations, best first
   */
  public List<Recommendation> segment(CustomerId customer, ListTerms how) {
    Instant now = outside.now().get();
    boolean agreed = outside.consent().test(customer);
    String segment = lists.segment(customer, how, agreed);
    return lists.make(
        agreed ? history.segment(customer, segment, now) : history.popular(segment, now),
        lists.order(Use.SEGMENT, customer, agreed, how).withoutBought(),
        now);
  }

  /**
   * Returns what is often bought in one order with the SKUs of a cart.
   *
   * <p>The score is the sum, over the SKUs of the cart, of n(ij) / (√(n(i) n(j)) + 5), where n
   * counts orders that hold one or both of two SKUs.
   *
   * @param cart the SKUs in the cart; the first 50 are looked at; unknown ones add nothing
   * @param how how the list is to be
   * @return the recommendations, best first, none of them in the cart
   */
  public List<Recommendation> boughtTogether(Collection<Sku> cart, ListTerms how) {
    return lists.together(Use.BOUGHT_TOGETHER, cart, how);
  }

  /**
   * Returns what is often bought in one order with the SKUs of a cart and is of another kind than
   * all of them: by {@link io.backroom.spi.policy.ProductTraits#kind} where both have one,
   * otherwise whatever is described less than 0.3 alike.
   *
   * @param cart the SKUs in the cart; the first 50 are looked at; unknown ones add nothing
   * @param how how the list is to be
   * @return the recommendations, best first, none of them in the cart
   */
  public List<Recommendation> crossSell(Collection<Sku> cart, ListTerms how) {
    return lists.together(Use.CROSS_SELL, cart, how);
  }

  /**
   * Returns what is dearer than a SKU and of the same kind: at most twice its price, by {@link
   * io.backroom.spi.policy.ProductTraits#kind} where both have one, otherwise what is described at
   * least 0.3 alike. Scores are those of {@link #similar}.
   *
   * @param sku what is looked at
   * @param how how the list is to be
   * @return the recommendations, best first; none if the SKU is unknown
   */
  public List<Recommendation> upsell(Sku sku, ListTerms how) {
    return lists.like(Use.UPSELL, sku, how);
  }

  /**
   * Returns what is like a SKU: products described in the same words, the more so if the same
   * customers bought both.
   *
   * <p>The score is the cosine of the two descriptions, each word and attribute weighted by its
   * rarity, plus the cosine of the two sets of customers: 0 to 2.
   *
   * @param sku what is looked at
   * @param how how the list is to be
   * @return the recommendations, best first; none if the SKU is unknown
   */
  public List<Recommendation> similar(Sku sku, ListTerms how) {
    return lists.like(Use.SIMILAR, sku, how);
  }

  /**
   * Returns what may take the place of a SKU, for example while it is out of stock: variants of the
   * same {@link io.backroom.spi.policy.ProductTraits#family} first, which adds 2 to their score,
   * then what is {@link #similar}.
   *
   * @param sku what is to be replaced
   * @param how how the list is to be
   * @return the alternatives, best first; none if the SKU is unknown
   */
  public List<Recommendation> alternatives(Sku sku, ListTerms how) {
    return lists.like(Use.ALTERNATIVES, sku, how);
  }

  /**
   * Learns an order. The same order again replaces what was known of it, so a repetition changes
   * nothing and an altered order is told anew. Nothing is kept without the customer's consent.
   *
   * @param order which order
   * @param customer who bought
   * @param units units of each SKU, at least 1; 1 to 10,000 SKUs
   * @param at when it was placed, in the years 1970 to 2149
   * @param segment the customer's segment, such as the country; at most 64 characters, empty if
   *     unknown
   */
  public void purchased(
      OrderId order, CustomerId customer, Map<Sku, Integer> units, Instant at, String segment) {
    requireUnits(units);
    Require.text("segment", segment, 64);
    if (outside.consent().test(customer)) {
      history.purchased(order, customer, units, at, segment);
      forgetUnlessAgreed(customer);
    }
  }

  /**
   * Learns what came back of an order, or was cancelled: it counts against the SKU by its share of
   * the units; in full, it is not offered to the customer again and speaks by half a purchase
   * against what goes with it. It may be heard before the order.
   *
   * @param order which order
   * @param customer who bought; another customer's order is left alone
   * @param unitsSoFar units of each SKU that have come back up to now, all returns of the order
   *     together, at least 1; 1 to 10,000 SKUs. A number smaller than one heard before is ignored.
   */
  public void returned(OrderId order, CustomerId customer, Map<Sku, Integer> unitsSoFar) {
    requireUnits(unitsSoFar);
    if (outside.consent().test(customer)) {
      history.returned(order, customer, unitsSoFar);
      forgetUnlessAgreed(customer);
    }
  }

  /**
   * Learns what a customer made of a SKU. Nothing is kept without the customer's consent.
   *
   * @param customer who
   * @param feedback what
   * @param at when, in the years 1970 to 2149
   */
  public void felt(CustomerId customer, Feedback feedback, Instant at) {
    if (outside.consent().test(customer)) {
      history.felt(customer, feedback, at);
      forgetUnlessAgreed(customer);
    }
  }

  /**
   * Learns how a product is sold and described now: a withdrawn one is in no list from then on.
   *
   * @param product the product
   */
  public void described(Product product) {
    history.described(product);
    window.described(product);
  }

  /**
   * Hears that the stock of a SKU is not what it was.
   *
   * @param sku which SKU
   */
  public void stockChanged(Sku sku) {
    window.changed(sku);
  }

  /**
   * Forgets a customer: afterwards all answers are as if none of their orders had ever been, but
   * for the model, of which the next {@link #refit} makes that true. To be called when a customer
   * takes the consent back or asks to be erased, after consent says no.
   *
   * @param customer whom
   */
  public void forget(CustomerId customer) {
    history.forget(customer);
  }

  /**
   * Learns the model anew of all purchases, on the calling thread; answers go on with the one
   * before until it is there.
   */
  public void refit() {
    synchronized (refitting) {
      int today = Decay.day(outside.now().get());
      fitted = Fitted.of(history.lessons(), today, terms, history::alike);
    }
  }

  /**
   * Forgets a customer who does not agree, or does not any more, as {@link #forget} does.
   *
   * @param customer who may be remembered only with consent
   */
  public void forgetUnlessAgreed(CustomerId customer) {
    // Consent may have been taken back, and the customer forgotten, since it was looked at.
    if (!outside.consent().test(customer)) {
      history.forget(customer);
    }
  }

  private static void requireUnits(Map<Sku, Integer> units) {
    Require.some("units", units.keySet(), LINES_MAX);
    units.values().forEach(some -> Require.range("units", some, 1, Integer.MAX_VALUE));
  }
}
