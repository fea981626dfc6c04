package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.Line;
import io.backroom.recommendation.Recommendation;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks for recommendations right before a customer orders and looks how many of them are in the
 * basket, beside the products that most invoices of the last 30 days hold. Only customers who have
 * bought before count: of others the shop knows nothing.
 */
final class SuggestionTrial {
  static final int LIMIT = 10;
  private static final int DAYS = 30;

  private final Shop shop;
  private final Map<String, Set<String>> bought = new HashMap<>();
  private final Map<String, Integer> lately = new HashMap<>();
  private final Deque<Invoice> window = new ArrayDeque<>();
  private final Score own = new Score();
  private final Score popular = new Score();
  private Optional<LocalDate> popularOn = Optional.empty();
  private Set<String> mostBought = Set.of();
  private long baskets;
  private long nanos;

  /** What ten recommendations were worth. */
  static final class Score {
    private long again;
    private long fresh;
    private long baskets;

    private void add(Set<String> recommended, Set<String> basket, Set<String> before) {
      long hits = recommended.stream().filter(basket::contains).count();
      long old = recommended.stream().filter(basket::contains).filter(before::contains).count();
      again += old;
      fresh += hits - old;
      baskets += hits > 0 ? 1 : 0;
    }

    /** Hits that the customer had bought before. */
    long again() {
      return again;
    }

    /** Hits that were new to the customer. */
    long fresh() {
      return fresh;
    }

    /** Baskets with at least one hit. */
    long baskets() {
      return baskets;
    }
  }

  SuggestionTrial(Shop shop) {
    this.shop = shop;
  }

  void before(Invoice invoice, Caller caller, CustomerId customer) {
    Set<String> before = bought.getOrDefault(invoice.buyer(), Set.of());
    if (before.isEmpty()) {
      return;
    }
    long begin = System.nanoTime();
    List<Recommendation> answer =
        shop.commerce().suggestions().forCustomer(caller, customer, LIMIT).orThrow();
    nanos += System.nanoTime() - begin;
    Set<String> basket = skus(invoice);
    baskets++;
    own.add(
        answer.stream().map(one -> one.sku().value()).collect(Collectors.toSet()), basket, before);
    popular.add(mostBought(invoice.day()), basket, before);
  }

  void after(Invoice invoice) {
    Set<String> basket = skus(invoice);
    if (invoice.customer().isPresent()) {
      bought.computeIfAbsent(invoice.buyer(), buyer -> new HashSet<>()).addAll(basket);
    }
    basket.forEach(sku -> lately.merge(sku, 1, Integer::sum));
    window.add(invoice);
  }

  private Set<String> mostBought(LocalDate today) {
    if (!popularOn.equals(Optional.of(today))) {
      popularOn = Optional.of(today);
      while (!window.isEmpty() && window.element().day().isBefore(today.minusDays(DAYS))) {
        skus(window.remove()).forEach(sku -> lately.merge(sku, -1, Integer::sum));
      }
      Comparator<Map.Entry<String, Integer>> most =
          Map.Entry.comparingByValue(Comparator.reverseOrder());
      mostBought =
          lately.entrySet().stream()
              .sorted(most.thenComparing(Map.Entry.comparingByKey()))
              .limit(LIMIT)
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
    }
    return mostBought;
  }

  private static Set<String> skus(Invoice invoice) {
    return invoice.lines().stream().map(Line::sku).collect(Collectors.toSet());
  }

  Score own() {
    return own;
  }

  Score popular() {
    return popular;
  }

  long baskets() {
    return baskets;
  }

  long nanos() {
    return nanos;
  }
}
