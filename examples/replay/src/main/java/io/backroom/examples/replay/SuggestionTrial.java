package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.Line;
import io.backroom.inventory.Availability;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Recommendation;
import io.backroom.recommendation.Suggestions;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Asks for two lists right before a customer orders, of what is new to them and of what they buy
 * again, and looks how many of each are in the basket. Beside them stand ten products that most
 * invoices of the last 30 days hold and that are new to the customer, and the ten that the customer
 * has bought most often. Only customers who have bought before count: of others the shop knows
 * nothing. Whether each SKU can be promised is asked of the stock itself.
 */
final class SuggestionTrial {
  private static final ListTerms TEN = ListTerms.of(10);
  private static final int DAYS = 30;

  private final Shop shop;
  private final Books books;
  private final Map<String, Map<String, Integer>> bought = new HashMap<>();
  private final Map<String, Integer> lately = new HashMap<>();
  private final Deque<Invoice> window = new ArrayDeque<>();
  private final Score forYou = new Score();
  private final Score popular = new Score();
  private final Score buyAgain = new Score();
  private final Score often = new Score();
  private Optional<LocalDate> popularOn = Optional.empty();
  private List<String> mostBought = List.of();
  private long baskets;
  private long nanos;
  private long shown;
  private long notPromised;

  /** What lists of one kind were worth. */
  static final class Score {
    private long hits;
    private long baskets;

    private void add(List<String> recommended, Set<String> basket) {
      long found = recommended.stream().filter(basket::contains).count();
      hits += found;
      baskets += found > 0 ? 1 : 0;
    }

    /** SKUs of lists that were in the basket that followed. */
    long hits() {
      return hits;
    }

    /** Baskets with at least one hit. */
    long baskets() {
      return baskets;
    }
  }

  SuggestionTrial(Shop shop, Books books) {
    this.shop = shop;
    this.books = books;
  }

  void before(Invoice invoice, Caller caller, CustomerId customer) {
    Map<String, Integer> before = bought.getOrDefault(invoice.buyer(), Map.of());
    if (before.isEmpty()) {
      return;
    }
    Suggestions suggestions = shop.commerce().suggestions();
    long begin = System.nanoTime();
    List<Recommendation> fresh = suggestions.forYou(caller, customer, TEN).orThrow();
    List<Recommendation> again = suggestions.buyAgain(caller, customer, TEN).orThrow();
    nanos += System.nanoTime() - begin;
    check(customer, fresh);
    check(customer, again);
    Set<String> basket = skus(invoice);
    baskets++;
    forYou.add(skus(fresh), basket);
    buyAgain.add(skus(again), basket);
    Predicate<String> isNew = sku -> !before.containsKey(sku);
    popular.add(mostBought(invoice.day()).stream().filter(isNew).limit(10).toList(), basket);
    often.add(most(before).stream().limit(10).toList(), basket);
  }

  /** Nothing that cannot be promised may ever be in a list. */
  private void check(CustomerId customer, List<Recommendation> list) {
    List<Sku> skus = list.stream().map(Recommendation::sku).toList();
    for (Availability there : shop.commerce().inventory().availability(skus).values()) {
      shown++;
      if (there.now() == 0) {
        notPromised++;
        books.fault(there.sku() + " was recommended to " + customer + " but is out of stock");
      }
    }
  }

  void after(Invoice invoice) {
    Set<String> basket = skus(invoice);
    if (invoice.customer().isPresent()) {
      Map<String, Integer> own = bought.computeIfAbsent(invoice.buyer(), buyer -> new HashMap<>());
      basket.forEach(sku -> own.merge(sku, 1, Integer::sum));
    }
    basket.forEach(sku -> lately.merge(sku, 1, Integer::sum));
    window.add(invoice);
  }

  private List<String> mostBought(LocalDate today) {
    if (!popularOn.equals(Optional.of(today))) {
      popularOn = Optional.of(today);
      while (!window.isEmpty() && window.element().day().isBefore(today.minusDays(DAYS))) {
        skus(window.remove()).forEach(sku -> lately.merge(sku, -1, Integer::sum));
      }
      mostBought = most(lately);
    }
    return mostBought;
  }

  private static List<String> most(Map<String, Integer> counts) {
    Comparator<Map.Entry<String, Integer>> most =
        Map.Entry.comparingByValue(Comparator.reverseOrder());
    List<Map.Entry<String, Integer>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(most.thenComparing(Map.Entry.comparingByKey()));
    return sorted.stream().map(Map.Entry::getKey).toList();
  }

  private static Set<String> skus(Invoice invoice) {
    return invoice.lines().stream().map(Line::sku).collect(Collectors.toSet());
  }

  private static List<String> skus(List<Recommendation> list) {
    return list.stream().map(one -> one.sku().value()).toList();
  }

  Score forYou() {
    return forYou;
  }

  Score popular() {
    return popular;
  }

  Score buyAgain() {
    return buyAgain;
  }

  Score often() {
    return often;
  }

  long baskets() {
    return baskets;
  }

  /** SKUs shown in all lists. */
  long shown() {
    return shown;
  }

  /** Those of them that could not be promised. */
  long notPromised() {
    return notPromised;
  }

  long nanos() {
    return nanos;
  }
}
