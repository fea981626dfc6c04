package io.backroom.recommendation;

import io.backroom.spi.policy.MarginBudget;
import io.backroom.spi.policy.ProductTraits;
import io.backroom.spi.policy.RecommendationContext;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Recommendations with a catalog, a stock, a clock and rules that tests set as they like. */
final class SmallShop {
  static final Instant MAY = Instant.parse("2011-05-01T10:00:00Z");

  final Map<Sku, Product> catalog = new TreeMap<>();
  final Map<Sku, Instant> arrives = new TreeMap<>();
  final Set<CustomerId> refused = new HashSet<>();
  final List<Collection<Sku>> askedForPromise = new ArrayList<>();
  final Map<Sku, Money> margins = new TreeMap<>();
  final Map<Sku, String> offers = new TreeMap<>();
  BiPredicate<Product, RecommendationContext> rule = (product, context) -> true;
  Optional<MarginBudget> budget = Optional.empty();
  Instant now = MAY;
  final Recommendations lists =
      new Recommendations(
          new Recommendations.Outside(
              this::products,
              this::promised,
              who -> !refused.contains(who),
              () -> now,
              Duration.ofSeconds(2),
              new Policy()),
          LearningTerms.DEFAULT);
  private int orders;

  private final class Policy implements RecommendationPolicy {
    @Override
    public ProductTraits traits(Product product) {
      ProductTraits plain = ProductTraits.of(product);
      return new ProductTraits(
          plain.kind(),
          plain.family(),
          plain.consumable(),
          Optional.ofNullable(margins.get(product.sku())),
          offers.getOrDefault(product.sku(), ""));
    }

    @Override
    public boolean allows(Product product, RecommendationContext context) {
      return rule.test(product, context);
    }

    @Override
    public Optional<MarginBudget> budget(RecommendationContext context) {
      return budget;
    }
  }

  private Map<Sku, Product> products(Collection<Sku> skus) {
    return skus.stream()
        .filter(catalog::containsKey)
        .collect(Collectors.toMap(sku -> sku, catalog::get));
  }

  /** What is due and has not come is promised from now on. */
  private Map<Sku, Optional<Instant>> promised(Collection<Sku> skus) {
    askedForPromise.add(skus);
    Map<Sku, Optional<Instant>> promised = new TreeMap<>();
    for (Sku sku : skus) {
      Instant from = arrives.getOrDefault(sku, Instant.EPOCH);
      if (from.equals(Instant.EPOCH)) {
        promised.put(sku, Optional.empty());
      } else if (from.isBefore(Instant.MAX)) {
        promised.put(sku, Optional.of(from.isAfter(now) ? from : now));
      }
    }
    return promised;
  }

  /** Puts a product up for sale, or describes it anew. */
  Product sell(Product product) {
    catalog.put(product.sku(), product);
    lists.described(product);
    return product;
  }

  Product sell(String sku, String title) {
    return sell(Product.of(sku, title, Money.ofMinor(CurrencyUnit.GBP, 250), 100));
  }

  void soldOut(String sku) {
    arrivesAt(sku, Instant.MAX);
  }

  void arrivesAt(String sku, Instant at) {
    arrives.put(Sku.of(sku), at);
    lists.stockChanged(Sku.of(sku));
  }

  OrderId buys(String customer, String... skus) {
    return buysIn("", customer, skus);
  }

  OrderId buysIn(String segment, String customer, String... skus) {
    for (String sku : skus) {
      if (!catalog.containsKey(Sku.of(sku))) {
        sell(sku, "THE " + sku);
      }
    }
    OrderId order = OrderId.of("order-" + orders++);
    lists.purchased(order, CustomerId.of(customer), units(skus), now, segment);
    return order;
  }

  /** Six customers who buy some SKUs together. */
  void sixBuy(String... skus) {
    for (int i = 0; i < 6; i++) {
      buys("six-" + String.join("-", skus) + i, skus);
    }
  }

  static Map<Sku, Integer> units(String... skus) {
    return List.of(skus).stream().distinct().collect(Collectors.toMap(Sku::of, sku -> 2));
  }

  void forward(Duration time) {
    now = now.plus(time);
  }

  List<Recommendation> forYou(String customer, int limit) {
    return lists.forYou(CustomerId.of(customer), ListTerms.of(limit));
  }

  List<Recommendation> buyAgain(String customer, int limit) {
    return lists.buyAgain(CustomerId.of(customer), ListTerms.of(limit));
  }

  static List<String> skus(List<Recommendation> list) {
    return list.stream().map(each -> each.sku().value()).toList();
  }
}
