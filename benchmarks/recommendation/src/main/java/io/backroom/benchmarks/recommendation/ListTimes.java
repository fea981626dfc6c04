package io.backroom.benchmarks.recommendation;

import io.backroom.Commerce;
import io.backroom.inventory.Availability;
import io.backroom.recommendation.LearningTerms;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Recommendation;
import io.backroom.recommendation.Recommendations;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.joda.money.Money;

/**
 * How long lists of ten with their reasons take, all rules on, in a shop that has learned a year of
 * orders and has a fifth of its products sold out. Products, stock and consent are asked of a shop
 * in memory, as the facade does it; what is known of them may be two seconds old, as by default.
 * One thread asks for every customer's list three times, after some passes that warm up; the best
 * of the three is what the list takes, for what else the machine does is not the list's.
 */
final class ListTimes {
  private static final Caller SHOP = Caller.system("shop");
  private static final ListTerms TEN = ListTerms.of(10);
  private static final int SOLD_OUT_ONE_IN = 5;
  private static final int WARM_UP = 4;
  private static final int ASKS = 3;
  private static final int DIGITS = 3;

  private final Commerce commerce = Commerce.builder().build();

  /** Lists are asked for after the last order of the year. */
  private Duration back = Duration.ZERO;

  private CustomerId[] customers = new CustomerId[0];
  private final Recommendations lists =
      new Recommendations(
          new Recommendations.Outside(
              commerce.catalog()::products,
              this::promised,
              this::agreed,
              () -> Instant.now().minus(back),
              Duration.ofSeconds(2),
              RecommendationPolicy.DEFAULT),
          LearningTerms.DEFAULT);

  private ListTimes() {}

  /** Measures and prints. */
  static void run(Path retail) {
    ListTimes shop = new ListTimes();
    shop.fill(RetailYear.read(retail));
    System.out.printf(
        "%-22s %9s %9s %9s %9s %6s%n", "µs", "p50", "p99", "all p50", "all p99", "length");
    shop.measure("for you", customer -> shop.lists.forYou(customer, TEN));
    ListTerms mixed = TEN.mixed(0.2, 0.1);
    shop.measure("for you, mixed", customer -> shop.lists.forYou(customer, mixed));
    shop.measure("buy again", customer -> shop.lists.buyAgain(customer, TEN));
  }

  private void measure(String name, Function<CustomerId, List<Recommendation>> ask) {
    Histogram best = new Histogram(DIGITS);
    Histogram all = new Histogram(DIGITS);
    long length = 0;
    for (int pass = 0; pass <= WARM_UP; pass++) {
      best.reset();
      all.reset();
      length = 0;
      for (CustomerId customer : customers) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ASKS; i++) {
          long begin = System.nanoTime();
          length += ask.apply(customer).size();
          long nanos = System.nanoTime() - begin;
          all.recordValue(nanos);
          least = Math.min(least, nanos);
        }
        best.recordValue(least);
      }
    }
    System.out.printf(
        "%-22s %9.1f %9.1f %9.1f %9.1f %6.2f%n",
        name,
        best.getValueAtPercentile(50) / 1e3,
        best.getValueAtPercentile(99) / 1e3,
        all.getValueAtPercentile(50) / 1e3,
        all.getValueAtPercentile(99) / 1e3,
        (double) length / all.getTotalCount());
  }

  private Map<Sku, Optional<Instant>> promised(Collection<Sku> skus) {
    Map<Sku, Optional<Instant>> promised = new TreeMap<>();
    for (Availability availability : commerce.inventory().availability(skus).values()) {
      if (availability.now() > 0) {
        promised.put(availability.sku(), Optional.empty());
      }
    }
    return promised;
  }

  private boolean agreed(CustomerId customer) {
    return commerce
        .customers()
        .known(customer)
        .filter(known -> known.profiling() == Customer.Consent.GIVEN)
        .isPresent();
  }

  /** Sells, stocks and learns. */
  private void fill(RetailYear year) {
    int number = 0;
    for (Map.Entry<String, String> each : year.titles().entrySet()) {
      Sku sku = Sku.of(each.getKey());
      Product product = Product.of(sku.value(), each.getValue(), Money.parse("USD 2.90"), 250);
      commerce.catalog().put(SHOP, product).orThrow();
      lists.described(product);
      if (number++ % SOLD_OUT_ONE_IN > 0) {
        StockLine line = StockLine.of(sku.value(), "main", 100);
        commerce.inventory().receive(SHOP, CommandId.of("fill-" + sku), line, Optional.empty());
      }
    }
    TreeSet<CustomerId> buyers = new TreeSet<>();
    year.orders().forEach(order -> buyers.add(CustomerId.of(order.customer())));
    for (CustomerId buyer : buyers) {
      Customer customer = new Customer(buyer, "", "", "", Customer.Consent.GIVEN);
      commerce.customers().put(SHOP, customer).orThrow();
    }
    customers = buyers.toArray(CustomerId[]::new);
    Instant last = Instant.EPOCH;
    for (RetailYear.Order order : year.orders()) {
      Map<Sku, Integer> units = order.skus().stream().collect(Collectors.toMap(Sku::of, sku -> 1));
      OrderId id = OrderId.of(order.number());
      lists.purchased(id, CustomerId.of(order.customer()), units, order.at(), "GB");
      last = last.isAfter(order.at()) ? last : order.at();
    }
    back = Duration.between(last, Instant.now());
    lists.refit();
  }
}
