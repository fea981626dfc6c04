package io.backroom.recommendation;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Writes down what was bought and what came back, in everything that counts orders. Orders and
 * returns may overtake each other, and be told again. Guarded by the caller.
 */
final class OrderLedger {
  private final Numbering<Sku> skus;
  private final Profiles profiles;
  private final Baskets baskets;
  private final Segments segments;

  /** What came back before its order was heard of. */
  private final Map<OrderId, EarlyReturn> early = new HashMap<>();

  /** Units of an order that came back, by SKU. */
  private record EarlyReturn(CustomerId customer, Map<Sku, Integer> units) {}

  /** When and where an order was placed. */
  private record When(Instant at, String segment) {}

  OrderLedger(Numbering<Sku> skus, Profiles profiles, Baskets baskets, Segments segments) {
    this.skus = skus;
    this.profiles = profiles;
    this.baskets = baskets;
    this.segments = segments;
  }

  /** Writes an order down, in place of what was known of it. */
  void purchased(
      OrderId order, CustomerId customer, Map<Sku, Integer> units, Instant at, String segment) {
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
    keep(basket(order, customer, new TreeMap<>(units), back, new When(at, segment)));
  }

  /** Writes down what has come back of an order so far; a smaller number is old news. */
  void returned(OrderId order, CustomerId customer, Map<Sku, Integer> units) {
    Optional<Basket> before = baskets.find(order);
    if (before.isEmpty()) {
      early.merge(
          order,
          new EarlyReturn(customer, Map.copyOf(units)),
          (old, now) -> new EarlyReturn(customer, most(old.units(), now.units())));
      return;
    }
    Basket basket = before.get();
    if (profiles.names().name(basket.customer()).equals(customer)) {
      drop(basket);
      When when = new When(basket.at(), basket.segment());
      keep(basket(order, customer, units(basket), most(back(basket), units), when));
    }
  }

  /** Strikes a customer out with all orders: afterwards it is as if they had never been. */
  void forget(CustomerId customer) {
    OptionalInt number = profiles.find(customer);
    if (number.isPresent()) {
      List.copyOf(profiles.history(number.getAsInt())).forEach(this::drop);
      profiles.forget(customer);
    }
    early.values().removeIf(known -> known.customer().equals(customer));
  }

  boolean knows(CustomerId customer) {
    return profiles.find(customer).isPresent()
        || early.values().stream().anyMatch(known -> known.customer().equals(customer));
  }

  private Basket basket(
      OrderId order,
      CustomerId customer,
      NavigableMap<Sku, Integer> units,
      Map<Sku, Integer> back,
      When when) {
    return new Basket(
        order,
        profiles.numberOf(customer),
        when.at(),
        when.segment(),
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
    for (int line = 0; line < basket.skus().length; line++) {
      if (basket.keeps(line)) {
        segments.count(basket.skus()[line], basket, change);
      }
    }
  }
}
