package io.backroom.recommendation;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Recommends what a customer may want next, and learns from every order.
 *
 * <p>A list holds only what is sold and can be promised at that moment, best first, equal scores by
 * SKU. It may be shorter than asked for. What is learned shows in the next answer; the same orders,
 * returns and products give the same answers to the bit, in whatever order they arrived.
 *
 * <p>Nothing is kept of a customer who has not agreed to it; such a customer is shown what is
 * popular. This class does not ask who is asking: the caller checks that.
 *
 * <p>Thread-safe if its collaborators are. They are called without any lock held.
 */
public final class Recommendations {
  /** The longest list that can be asked for. */
  public static final int LIMIT_MAX = 100;

  /** The most lines of one order. */
  private static final int LINES_MAX = 10_000;

  /** The most SKUs of a cart that are looked at. */
  private static final int CART_MAX = 50;

  /** The most SKUs that are tried for one list; beyond them nothing fits well anyway. */
  private static final int CANDIDATES_MAX = 10_000;

  private static final int BATCH_MIN = 25;
  private static final int REASONS_MAX = 3;

  private final Function<Collection<Sku>, Map<Sku, Product>> products;
  private final Function<Collection<Sku>, Set<Sku>> promisable;
  private final Predicate<CustomerId> consent;
  private final PurchaseHistory history = new PurchaseHistory();

  /**
   * Creates recommendations that have learned nothing yet.
   *
   * @param products looks products up as they are sold now; unknown SKUs are left out
   * @param promisable returns those of some SKUs of which a unit can be promised now
   * @param consent tells whether a customer agreed to be remembered for recommendations
   */
  public Recommendations(
      Function<Collection<Sku>, Map<Sku, Product>> products,
      Function<Collection<Sku>, Set<Sku>> promisable,
      Predicate<CustomerId> consent) {
    this.products = products;
    this.promisable = promisable;
    this.consent = consent;
  }

  /**
   * Returns what a customer may want: what they buy again and again, what customers like them buy,
   * and, for who is new or did not agree, what is popular.
   *
   * <p>The score is ½ of the customer's own orders of the SKU plus ½ of the mean of the 300 most
   * similar customers' orders of it, each order fading with a half-life of 120 days, plus at most
   * 0.0001 for popularity, fading with 15 days. What the customer sent back in full is left out.
   *
   * @param customer for whom
   * @param now the time of the answer, in the years 1970 to 2149; orders count by whole days
   * @param limit how many at most, 1 to 100
   * @return the recommendations, best first
   */
  public List<Recommendation> forCustomer(CustomerId customer, Instant now, int limit) {
    requireLimit(limit);
    Answer answer =
        consent.test(customer) ? history.forCustomer(customer, now) : history.popular(now);
    return promised(answer, limit);
  }

  /**
   * Returns what is often bought in one order with the SKUs of a cart.
   *
   * <p>The score is the sum, over the SKUs of the cart, of n(ij) / (√(n(i) n(j)) + 5), where n
   * counts orders that hold one or both of two SKUs.
   *
   * @param cart the SKUs in the cart; the first 50 are looked at; unknown ones add nothing
   * @param limit how many at most, 1 to 100
   * @return the recommendations, best first, none of them in the cart
   */
  public List<Recommendation> boughtTogether(Collection<Sku> cart, int limit) {
    requireLimit(limit);
    Set<Sku> whole = Set.copyOf(cart);
    TreeSet<Sku> first = new TreeSet<>(cart.stream().distinct().limit(CART_MAX).toList());
    return promised(history.boughtTogether(first), limit, whole);
  }

  /**
   * Returns what may take the place of a SKU, for example while it is out of stock: products
   * described in the same words, the more so if the same customers bought both.
   *
   * <p>The score is the cosine of the two descriptions, each word and attribute weighted by its
   * rarity, plus the cosine of the two sets of customers: 0 to 2.
   *
   * @param sku what is to be replaced
   * @param limit how many at most, 1 to 100
   * @return the alternatives, best first; none if the SKU is unknown
   */
  public List<Recommendation> alternatives(Sku sku, int limit) {
    requireLimit(limit);
    Product product = products.apply(List.of(sku)).get(sku);
    return product == null
        ? List.of()
        : promised(history.alternatives(product), limit, Set.of(sku));
  }

  /**
   * Learns an order. The same order again replaces what was known of it, so a repetition changes
   * nothing and an altered order is told anew. Nothing is kept without the customer's consent.
   *
   * @param order which order
   * @param customer who bought
   * @param units units of each SKU, at least 1; 1 to 10,000 SKUs
   * @param at when it was placed, in the years 1970 to 2149
   */
  public void purchased(OrderId order, CustomerId customer, Map<Sku, Integer> units, Instant at) {
    requireUnits(units);
    if (consent.test(customer)) {
      history.purchased(order, customer, units, at);
      forgetUnlessAgreed(customer);
    }
  }

  /**
   * Learns what came back of an order, or was cancelled: it counts against the SKU by its share of
   * the units, and in full as if never bought. It may be heard before the order.
   *
   * @param order which order
   * @param customer who bought; another customer's order is left alone
   * @param unitsSoFar units of each SKU that have come back up to now, all returns of the order
   *     together, at least 1; 1 to 10,000 SKUs. A number smaller than one heard before is ignored.
   */
  public void returned(OrderId order, CustomerId customer, Map<Sku, Integer> unitsSoFar) {
    requireUnits(unitsSoFar);
    if (consent.test(customer)) {
      history.returned(order, customer, unitsSoFar);
      forgetUnlessAgreed(customer);
    }
  }

  /**
   * Learns how a product is described now, for alternatives.
   *
   * @param product the product
   */
  public void described(Product product) {
    history.described(product);
  }

  /**
   * Forgets a customer: afterwards all answers are as if none of their orders had ever been. To be
   * called when a customer takes the consent back or asks to be erased, after consent says no.
   *
   * @param customer whom
   */
  public void forget(CustomerId customer) {
    history.forget(customer);
  }

  /** Consent may have been taken back, and the customer forgotten, since it was looked at. */
  private void forgetUnlessAgreed(CustomerId customer) {
    if (!consent.test(customer)) {
      history.forget(customer);
    }
  }

  private static void requireLimit(int limit) {
    Require.range("limit", limit, 1, LIMIT_MAX);
  }

  private static void requireUnits(Map<Sku, Integer> units) {
    Require.some("units", units.keySet(), LINES_MAX);
    units.values().forEach(some -> Require.range("units", some, 1, Integer.MAX_VALUE));
  }

  private List<Recommendation> promised(Answer answer, int limit) {
    return promised(answer, limit, Set.of());
  }

  private List<Recommendation> promised(Answer answer, int limit, Set<Sku> without) {
    List<Pick> picks = new ArrayList<>();
    int batchSize = Math.max(BATCH_MIN, 2 * limit);
    for (int tried = 0; picks.size() < limit && tried < CANDIDATES_MAX; tried += batchSize) {
      List<Answer.Scored> batch = answer.next(batchSize);
      if (batch.isEmpty()) {
        break;
      }
      batch.removeIf(scored -> without.contains(scored.sku()));
      good(batch).stream().limit((long) limit - picks.size()).forEach(picks::add);
    }
    return explained(answer, picks);
  }

  /** A SKU that goes into the list. */
  private record Pick(Answer.Scored scored, Product product) {}

  /** Returns those of a batch that are sold and can be promised. */
  private List<Pick> good(List<Answer.Scored> batch) {
    List<Pick> sold = new ArrayList<>();
    Map<Sku, Product> known = products.apply(batch.stream().map(Answer.Scored::sku).toList());
    for (Answer.Scored scored : batch) {
      Product product = known.get(scored.sku());
      if (product != null && product.availability() == Product.Availability.SOLD) {
        sold.add(new Pick(scored, product));
      }
    }
    if (sold.isEmpty()) {
      return sold;
    }
    Set<Sku> good = promisable.apply(sold.stream().map(pick -> pick.scored().sku()).toList());
    sold.removeIf(pick -> !good.contains(pick.scored().sku()));
    return sold;
  }

  private List<Recommendation> explained(Answer answer, List<Pick> picks) {
    List<List<Term>> terms = answer.because(picks.stream().map(Pick::scored).toList(), REASONS_MAX);
    TreeSet<Sku> named = new TreeSet<>();
    terms.forEach(some -> some.forEach(term -> term.because().ifPresent(named::add)));
    Map<Sku, String> titles = new HashMap<>();
    if (!named.isEmpty()) {
      products.apply(named).values().forEach(known -> titles.put(known.sku(), known.title()));
    }
    List<Recommendation> recommendations = new ArrayList<>();
    for (int i = 0; i < picks.size(); i++) {
      Product product = picks.get(i).product();
      List<Recommendation.Reason> reasons =
          terms.get(i).stream().map(term -> reason(term, product.sku(), titles)).toList();
      double score = picks.get(i).scored().score();
      recommendations.add(
          new Recommendation(product.sku(), product.title(), product.price(), score, reasons));
    }
    return recommendations;
  }

  private static Recommendation.Reason reason(Term term, Sku self, Map<Sku, String> titles) {
    String title = term.because().map(sku -> titles.getOrDefault(sku, sku.value())).orElse("");
    boolean itself = term.because().filter(self::equals).isPresent();
    String text =
        switch (term.kind()) {
          case BOUGHT_BEFORE -> "you bought it before";
          case SIMILAR_CUSTOMERS ->
              itself ? "customers who buy like you buy it too" : "because you bought " + title;
          case POPULAR -> "many customers buy it these days";
          case BOUGHT_TOGETHER -> "often bought together with " + title;
          case DESCRIBED_ALIKE -> "much like " + title;
          case SAME_CUSTOMERS -> "bought by the same customers as " + title;
        };
    return new Recommendation.Reason(term.kind(), term.because(), text, term.weight());
  }
}
