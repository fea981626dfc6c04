package io.backroom.recommendation;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * All that is learned, and the questions it answers. Everything is counted as it happens; the same
 * orders, returns and products give the same answers to the bit, in whatever order they arrived.
 *
 * <p>Memory: about 85 bytes for each order line (measured on a year of a shop); nothing is kept for
 * pairs of SKUs or of customers. Thread-safe: answers run side by side, learning alone.
 */
final class PurchaseHistory {
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Numbering<Sku> skus = new Numbering<>(Sku.of("-"));
  private final Profiles profiles = new Profiles(skus);
  private final Baskets baskets = new Baskets();
  private final Popularity popularity = new Popularity();
  private final ProductWords words = new ProductWords();

  /** What came back before its order was heard of; orders and returns may overtake each other. */
  private final Map<OrderId, EarlyReturn> early = new HashMap<>();

  /** Units of an order that came back, by SKU. */
  private record EarlyReturn(CustomerId customer, Map<Sku, Integer> units) {}

  /** Learns an order, in place of what was known of it. */
  void purchased(OrderId order, CustomerId customer, Map<Sku, Integer> units, Instant at) {
    Decay.day(at);
    lock.writeLock().lock();
    try {
      Map<Sku, Integer> back = new HashMap<>();
      Optional<Basket> before = baskets.find(order);
      if (before.isPresent()) {
        back.putAll(back(before.get()));
        drop(before.get());
      }
      EarlyReturn known = early.remove(order);
      if (known != null) {
        back.putAll(known.units());
      }
      keep(basket(order, customer, new TreeMap<>(units), back, at));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Learns how many units of an order have come back so far; a smaller number is old news. */
  void returned(OrderId order, CustomerId customer, Map<Sku, Integer> units) {
    lock.writeLock().lock();
    try {
      Optional<Basket> before = baskets.find(order);
      if (before.isEmpty()) {
        early.merge(
            order,
            new EarlyReturn(customer, Map.copyOf(units)),
            (old, now) -> new EarlyReturn(customer, most(old.units(), now.units())));
        return;
      }
      Basket basket = before.get();
      if (profiles.customers().name(basket.customer()).equals(customer)) {
        drop(basket);
        keep(basket(order, customer, units(basket), most(back(basket), units), basket.at()));
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Learns how a product is described now. */
  void described(Product product) {
    lock.writeLock().lock();
    try {
      words.describe(skus.numberOf(product.sku()), product);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Removes a customer with all orders: afterwards it is as if they had never been. */
  void forget(CustomerId customer) {
    lock.writeLock().lock();
    try {
      OptionalInt number = profiles.find(customer);
      if (number.isPresent()) {
        List.copyOf(profiles.history(number.getAsInt())).forEach(this::drop);
        profiles.forget(customer);
      }
      early.values().removeIf(known -> known.customer().equals(customer));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Returns whether anything is kept of a customer. */
  boolean knows(CustomerId customer) {
    lock.readLock().lock();
    try {
      return profiles.find(customer).isPresent()
          || early.values().stream().anyMatch(known -> known.customer().equals(customer));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what a customer may want; for an unknown customer, what is popular. */
  Answer forCustomer(CustomerId customer, Instant now) {
    lock.readLock().lock();
    try {
      return forNumber(profiles.find(customer).orElse(-1), now);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what is popular. */
  Answer popular(Instant now) {
    lock.readLock().lock();
    try {
      return forNumber(-1, now);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what is bought in one order with these SKUs, none of them among it. */
  Answer boughtTogether(NavigableSet<Sku> cart) {
    lock.readLock().lock();
    try {
      List<Sku> known = cart.stream().filter(sku -> skus.find(sku).isPresent()).toList();
      List<double[]> parts = new ArrayList<>();
      double[] scores = new double[skus.bound()];
      for (Sku sku : known) {
        double[] part = baskets.together(skus.numberOf(sku), scores.length);
        for (int other = 0; other < scores.length; other++) {
          scores[other] += part[other];
        }
        parts.add(part);
      }
      known.forEach(sku -> scores[skus.numberOf(sku)] = 0);
      return new Answer(
          new Ranking<>(scores, skus.snapshot()),
          indexes -> indexes.stream().map(index -> togetherTerms(known, parts, index)).toList());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Returns what may replace a product: how alike it is described plus how much its customers are
   * the same (the cosine of the sets of customers). What shares no word is no alternative, however
   * often the same people buy it.
   */
  Answer alternatives(Product product) {
    lock.readLock().lock();
    try {
      double[] alike = words.alike(product, skus.bound());
      OptionalInt self = skus.find(product.sku());
      double[] same = new double[alike.length];
      if (self.isPresent()) {
        alike[self.getAsInt()] = 0;
        same = sameCustomers(self.getAsInt());
      }
      double[] scores = new double[alike.length];
      for (int sku = 0; sku < scores.length; sku++) {
        scores[sku] = alike[sku] > 0 ? alike[sku] + same[sku] : 0;
      }
      double[] shared = same;
      return new Answer(
          new Ranking<>(scores, skus.snapshot()),
          indexes ->
              indexes.stream()
                  .map(index -> insteadTerms(product.sku(), alike[index], shared[index]))
                  .toList());
    } finally {
      lock.readLock().unlock();
    }
  }

  private Answer forNumber(int customer, Instant now) {
    int day = Decay.day(now);
    return SimilarCustomers.answer(
        profiles, customer, skus, popularity.scores(skus.bound(), day), day);
  }

  private static List<Term> togetherTerms(List<Sku> cart, List<double[]> parts, int index) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < cart.size(); i++) {
      terms.add(Term.of(Recommendation.Kind.BOUGHT_TOGETHER, cart.get(i), parts.get(i)[index]));
    }
    return terms;
  }

  private static List<Term> insteadTerms(Sku sku, double alike, double same) {
    return List.of(
        Term.of(Recommendation.Kind.DESCRIBED_ALIKE, sku, alike),
        Term.of(Recommendation.Kind.SAME_CUSTOMERS, sku, same));
  }

  private double[] sameCustomers(int sku) {
    double[] same = new double[skus.bound()];
    Holders own = profiles.holders(sku);
    for (int at = 0; at < own.size(); at++) {
      Profile profile = profiles.profile(own.customer(at));
      for (int row = 0; row < profile.size(); row++) {
        same[profile.skus()[row]] += profile.weights()[row] > 0 ? 1 : 0;
      }
    }
    for (int other = 0; other < same.length; other++) {
      if (same[other] > 0) {
        same[other] /= Math.sqrt((double) own.size() * profiles.holders(other).size());
      }
    }
    return same;
  }

  private Basket basket(
      OrderId order,
      CustomerId customer,
      NavigableMap<Sku, Integer> units,
      Map<Sku, Integer> back,
      Instant at) {
    return new Basket(
        order,
        profiles.numberOf(customer),
        at,
        units.keySet().stream().mapToInt(skus::numberOf).toArray(),
        units.values().stream().mapToInt(Integer::intValue).toArray(),
        units.keySet().stream().mapToInt(sku -> back.getOrDefault(sku, 0)).toArray());
  }

  private NavigableMap<Sku, Integer> units(Basket basket) {
    NavigableMap<Sku, Integer> units = new TreeMap<>();
    for (int line = 0; line < basket.skus().length; line++) {
      units.put(skus.name(basket.skus()[line]), basket.units()[line]);
    }
    return units;
  }

  private Map<Sku, Integer> back(Basket basket) {
    Map<Sku, Integer> back = new HashMap<>();
    for (int line = 0; line < basket.skus().length; line++) {
      back.put(skus.name(basket.skus()[line]), basket.back()[line]);
    }
    return back;
  }

  private static Map<Sku, Integer> most(Map<Sku, Integer> one, Map<Sku, Integer> other) {
    Map<Sku, Integer> most = new HashMap<>(one);
    other.forEach((sku, units) -> most.merge(sku, units, Math::max));
    return most;
  }

  private void keep(Basket basket) {
    baskets.add(basket);
    profiles.add(basket);
    countPopular(basket, 1);
  }

  private void drop(Basket basket) {
    baskets.remove(basket);
    profiles.remove(basket);
    countPopular(basket, -1);
  }

  private void countPopular(Basket basket, int change) {
    int day = basket.day();
    for (int line = 0; line < basket.skus().length; line++) {
      if (basket.keeps(line)) {
        popularity.count(basket.skus()[line], day, change);
      }
    }
  }
}
