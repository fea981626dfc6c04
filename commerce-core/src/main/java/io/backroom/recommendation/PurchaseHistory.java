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
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * All that is learned, and the questions it answers. Everything is counted as it happens; the same
 * orders, returns and products give the same answers to the bit, in whatever order they arrived.
 *
 * <p>Memory: about 90 bytes for each order line (on a year of a shop); nothing is kept for pairs of
 * SKUs or of customers. Thread-safe: answers run side by side, learning alone.
 */
final class PurchaseHistory {
  /** More than description and customers can make together: variants come first. */
  private static final double VARIANT = 2;

  /** How much customers count beside descriptions: they also buy together what is no substitute. */
  private static final double SAME_CUSTOMERS = 0.5;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Numbering<Sku> skus = new Numbering<>(Sku.of("-"));
  private final Profiles profiles = new Profiles(skus);
  private final SimilarCustomers similar = new SimilarCustomers(profiles);
  private final Baskets baskets = new Baskets();
  private final Segments segments = new Segments();
  private final OrderLedger ledger = new OrderLedger(skus, profiles, baskets, segments);
  private final ProductWords words = new ProductWords();

  private final Map<CustomerId, Interests> interests = new HashMap<>();

  /** Learns an order, in place of what was known of it. */
  void purchased(
      OrderId order, CustomerId customer, Map<Sku, Integer> units, Instant at, String segment) {
    Decay.day(at);
    lock.writeLock().lock();
    try {
      ledger.purchased(order, customer, units, at, segment);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Learns how many units of an order have come back so far; a smaller number is old news. */
  void returned(OrderId order, CustomerId customer, Map<Sku, Integer> units) {
    lock.writeLock().lock();
    try {
      ledger.returned(order, customer, units);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Learns what a customer made of a SKU, in place of an earlier time of the same. */
  void felt(CustomerId customer, Feedback feedback, Instant at) {
    int day = Decay.day(at);
    lock.writeLock().lock();
    try {
      Interests before = interests.getOrDefault(customer, Interests.NONE);
      interests.put(customer, before.with(feedback.kind(), skus.numberOf(feedback.sku()), day));
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
      ledger.forget(customer);
      interests.remove(customer);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Returns whether anything is kept of a customer. */
  boolean knows(CustomerId customer) {
    lock.readLock().lock();
    try {
      return ledger.knows(customer) || interests.containsKey(customer);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what there is to learn from. */
  Fitted.Lessons lessons() {
    lock.readLock().lock();
    try {
      return LessonBook.lessons(skus, profiles);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns how alike every SKU is described to one, by number; 0 for itself. */
  double[] alike(int sku) {
    lock.readLock().lock();
    try {
      double[] alike = words.alike(sku, skus.bound());
      alike[sku] = 0;
      return alike;
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Tells how alike two SKUs are described. */
  double alike(int one, int other) {
    lock.readLock().lock();
    try {
      return words.pair(one, other);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns how novel a SKU is: −log2 of the share of customers who bought it, 0 to 1. */
  double novelty(int sku) {
    lock.readLock().lock();
    try {
      double all = profiles.names().size() + 1.0;
      double share = all / (profiles.repeats().customers(sku) + 1.0);
      return all == 1 ? 0 : StrictMath.log(share) / StrictMath.log(all);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what a customer must not be shown; nothing for an unknown one. */
  Reader reader(CustomerId customer, Instant now, int justBoughtDays) {
    lock.readLock().lock();
    try {
      int day = Decay.day(now);
      int[] rejected = interests.getOrDefault(customer, Interests.NONE).rejected(day);
      return Reader.of(profile(customer), rejected, profiles.repeats(), day, justBoughtDays);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns the segment of a customer's last order; empty if unknown. */
  String segment(CustomerId customer) {
    lock.readLock().lock();
    try {
      OptionalInt number = profiles.find(customer);
      List<Basket> orders = number.isEmpty() ? List.of() : profiles.history(number.getAsInt());
      return orders.isEmpty() ? "" : orders.get(orders.size() - 1).segment();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what is new to a customer: what purchases and interests speak for. */
  NewToYou forYou(
      CustomerId customer, Supplier<String> segment, Instant now, Fitted fitted, Decay fading) {
    lock.readLock().lock();
    try {
      int day = Decay.day(now);
      Past past =
          Past.of(
              profile(customer),
              interests.getOrDefault(customer, Interests.NONE),
              skus,
              fitted,
              new Past.Day(day, fading));
      return new NewToYou(
          fitted, skus.snapshot(), past.history(), past::kindOf, () -> popular(segment.get(), now));
    } finally {
      lock.readLock().unlock();
    }
  }

  private Profile profile(CustomerId customer) {
    OptionalInt number = profiles.find(customer);
    return number.isPresent() ? profiles.profile(number.getAsInt()) : Profile.EMPTY;
  }

  /** Returns what a customer buys again. */
  Candidates again(CustomerId customer, Instant now) {
    lock.readLock().lock();
    try {
      OptionalInt number = profiles.find(customer);
      return number.isEmpty()
          ? nothing()
          : similar.again(number.getAsInt(), skus.snapshot(), Decay.day(now));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what customers like one buy, or if it is a new one, what its segment does. */
  Answer segment(CustomerId customer, String segment, Instant now) {
    lock.readLock().lock();
    try {
      OptionalInt number = profiles.find(customer);
      return number.isEmpty()
          ? popular(segment, now)
          : similar.alike(number.getAsInt(), skus.snapshot(), Decay.day(now));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what a customer will soon have used up, consumable or not. */
  Answer due(CustomerId customer, Instant now) {
    lock.readLock().lock();
    try {
      return Reorders.answer(
          profile(customer), profiles.repeats(), skus.snapshot(), skus.bound(), Decay.day(now));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Tells whether customers come back for a SKU as for a consumable. */
  boolean isConsumable(int sku) {
    lock.readLock().lock();
    try {
      return profiles.repeats().isConsumable(sku);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns what is popular, in a segment if it is not empty. */
  Answer popular(String segment, Instant now) {
    lock.readLock().lock();
    try {
      int day = Decay.day(now);
      double[] scores = segments.scores(segment, skus.bound(), day);
      double[] own = segments.own(segment, scores.length, day);
      return new Answer(
          scores,
          skus.snapshot(),
          some ->
              some.stream()
                  .map(
                      sku ->
                          List.of(
                              Term.of(Recommendation.Kind.SEGMENT, segment, own[sku]),
                              Term.of(Recommendation.Kind.POPULAR, scores[sku] - own[sku])))
                  .toList());
    } finally {
      lock.readLock().unlock();
    }
  }

  private Answer nothing() {
    return new Answer(new double[0], skus.snapshot(), some -> List.of());
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
          scores,
          skus.snapshot(),
          indexes -> indexes.stream().map(index -> togetherTerms(known, parts, index)).toList());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Returns what is like a product: how alike it is described plus half of how much its customers
   * are the same (the cosine of the sets of customers). What shares no word is not like it, however
   * often the same people buy it.
   *
   * @param product what is to be replaced or accompanied
   * @param family the SKUs that are variants of it, and come before all others
   */
  Answer like(Product product, Set<Sku> family) {
    lock.readLock().lock();
    try {
      double[] alike = words.alike(product, skus.bound());
      double[] variant = new double[alike.length];
      family.stream()
          .filter(sku -> skus.find(sku).isPresent())
          .forEach(sku -> variant[skus.numberOf(sku)] = VARIANT);
      OptionalInt self = skus.find(product.sku());
      double[] same = new double[alike.length];
      if (self.isPresent()) {
        alike[self.getAsInt()] = 0;
        variant[self.getAsInt()] = 0;
        same = sameCustomers(self.getAsInt());
      }
      double[] scores = new double[alike.length];
      for (int sku = 0; sku < scores.length; sku++) {
        boolean isLike = alike[sku] + variant[sku] > 0;
        scores[sku] = isLike ? variant[sku] + alike[sku] + same[sku] : 0;
      }
      double[] shared = same;
      return new Answer(
          scores,
          skus.snapshot(),
          indexes ->
              indexes.stream()
                  .map(
                      index ->
                          List.of(
                              Term.of(Recommendation.Kind.VARIANT, product.sku(), variant[index]),
                              Term.of(
                                  Recommendation.Kind.DESCRIBED_ALIKE, product.sku(), alike[index]),
                              Term.of(
                                  Recommendation.Kind.SAME_CUSTOMERS,
                                  product.sku(),
                                  shared[index])))
                  .toList());
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Returns how alike every SKU is described to a product, by number. */
  double[] alike(Product product) {
    lock.readLock().lock();
    try {
      return words.alike(product, skus.bound());
    } finally {
      lock.readLock().unlock();
    }
  }

  private static List<Term> togetherTerms(List<Sku> cart, List<double[]> parts, int index) {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < cart.size(); i++) {
      terms.add(Term.of(Recommendation.Kind.BOUGHT_TOGETHER, cart.get(i), parts.get(i)[index]));
    }
    return terms;
  }

  private double[] sameCustomers(int sku) {
    double[] same = new double[skus.bound()];
    Holders own = profiles.holders(sku);
    for (int at = 0; at < own.size(); at++) {
      Profile profile = profiles.profile(own.customer(at));
      for (int row = 0; row < profile.size(); row++) {
        same[profile.skus()[row]] += profile.weight(row) > 0 ? 1 : 0;
      }
    }
    for (int other = 0; other < same.length; other++) {
      if (same[other] > 0) {
        double both = Math.sqrt((double) own.size() * profiles.holders(other).size());
        same[other] *= SAME_CUSTOMERS / both;
      }
    }
    return same;
  }
}
