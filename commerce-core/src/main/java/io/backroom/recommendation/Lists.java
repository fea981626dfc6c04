package io.backroom.recommendation;

import io.backroom.spi.policy.RecommendationContext;
import io.backroom.spi.policy.RecommendationContext.Use;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/** What each use of recommendations asks of its list. */
final class Lists {
  /** The most SKUs of a cart that are looked at. */
  private static final int CART_MAX = 50;

  /** Where a kind is not told, what is described so much alike is of the same. */
  private static final double SAME_KIND = 0.3;

  /** What is dearer than so many times the price is no upsell but something else. */
  private static final int UPSELL_MAX = 2;

  /** The most products that are looked at for variants of one. */
  private static final int FAMILY_MAX = 100;

  private final Recommendations.Outside outside;
  private final ShopWindow window;
  private final PurchaseHistory history;
  private final ListMaker maker;
  private final IntSupplier justBoughtDays;

  Lists(
      Recommendations.Outside outside,
      ShopWindow window,
      PurchaseHistory history,
      IntSupplier justBoughtDays) {
    this.justBoughtDays = justBoughtDays;
    this.outside = outside;
    this.window = window;
    this.history = history;
    maker = new ListMaker(window, outside.policy(), history);
  }

  /** Returns the segment that a list is made for. */
  String segment(CustomerId customer, ListTerms how, boolean agreed) {
    return how.segment().isEmpty() && agreed ? history.segment(customer) : how.segment();
  }

  /** Returns the order of a customer's own list. */
  ListMaker.Order order(Use use, CustomerId customer, boolean agreed, ListTerms how) {
    return order(use, Optional.of(customer), agreed, how, List.of());
  }

  private ListMaker.Order order(Use use, ListTerms how, List<Sku> about) {
    return order(use, how.reader(), how.reader().filter(outside.consent()).isPresent(), how, about);
  }

  private ListMaker.Order order(
      Use use, Optional<CustomerId> reader, boolean agreed, ListTerms how, List<Sku> about) {
    Reader known =
        reader
            .filter(customer -> agreed)
            .map(
                customer ->
                    history.reader(customer, outside.now().get(), justBoughtDays.getAsInt()))
            .orElse(Reader.NOBODY);
    return new ListMaker.Order(
        new RecommendationContext(use, reader, how.segment(), about),
        how,
        known,
        false,
        ListMaker.Rule.NONE);
  }

  List<Recommendation> make(Candidates candidates, ListMaker.Order order, Instant now) {
    return maker.make(candidates, order, now);
  }

  List<Recommendation> together(Use use, Collection<Sku> cart, ListTerms how) {
    Instant now = outside.now().get();
    TreeSet<Sku> first = new TreeSet<>(cart.stream().distinct().limit(CART_MAX).toList());
    ListMaker.Order order = order(use, how, cart.stream().distinct().toList());
    return make(
        history.boughtTogether(first),
        use == Use.CROSS_SELL ? order.with(otherKinds(first)) : order,
        now);
  }

  private ListMaker.Rule otherKinds(Set<Sku> cart) {
    ListMaker.Rule rule = ListMaker.Rule.NONE;
    for (Product product : window.products(cart).values()) {
      ListMaker.Rule same = sameKind(product, history.alike(product));
      rule = rule.and((sku, shown) -> !same.allows(sku, shown));
    }
    return rule;
  }

  private ListMaker.Rule sameKind(Product product, double[] alike) {
    Optional<String> kind = outside.policy().traits(product).kind();
    return (sku, shown) -> {
      Optional<String> other = shown.traits().kind();
      boolean told = kind.isPresent() && other.isPresent();
      return told ? kind.equals(other) : sku < alike.length && alike[sku] >= SAME_KIND;
    };
  }

  List<Recommendation> like(Use use, Sku sku, ListTerms how) {
    Instant now = outside.now().get();
    Product product = window.products(List.of(sku)).get(sku);
    if (product == null) {
      return List.of();
    }
    Set<Sku> family = use == Use.ALTERNATIVES ? family(product) : Set.of();
    ListMaker.Order order = order(use, how, List.of(sku));
    if (use == Use.UPSELL) {
      ListMaker.Rule dearer = (number, shown) -> isDearer(shown, product);
      order = order.with(dearer.and(sameKind(product, history.alike(product))));
    }
    return make(history.like(product, family), order, now);
  }

  private static boolean isDearer(ShopWindow.Shown shown, Product product) {
    Product other = shown.product().orElseThrow();
    return other.price().isGreaterThan(product.price())
        && !other.price().isGreaterThan(product.price().multipliedBy(UPSELL_MAX));
  }

  /** Variants are described alike: those of the same family are found among them. */
  private Set<Sku> family(Product product) {
    Optional<String> family = outside.policy().traits(product).family();
    if (family.isEmpty()) {
      return Set.of();
    }
    List<Sku> nearest = new ArrayList<>();
    for (Scored each : history.like(product, Set.of()).top(FAMILY_MAX, sku -> true)) {
      nearest.add(each.sku());
    }
    Set<Sku> same = new HashSet<>();
    for (Map.Entry<Sku, Product> each : window.products(nearest).entrySet()) {
      if (outside.policy().traits(each.getValue()).family().equals(family)) {
        same.add(each.getKey());
      }
    }
    return same;
  }
}
