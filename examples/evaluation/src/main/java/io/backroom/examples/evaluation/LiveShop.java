package io.backroom.examples.evaluation;

import io.backroom.Commerce;
import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.Line;
import io.backroom.examples.replay.data.World;
import io.backroom.order.OrderRequest;
import io.backroom.recommendation.LearningTerms;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Recommendation;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A shop in memory that has sold what the customers of a file bought up to a day, one unit of each
 * line, and never runs out. Its lists are the ones that a host gets, with all rules on.
 */
final class LiveShop implements AutoCloseable {
  private static final Caller SHOP = Caller.system("shop");
  private static final Address HOME = Address.of("London", "GB", 51.51, -0.13);
  private static final int UNITS = 1_000_000;

  private final Clock clock = new Clock();
  private final Commerce commerce;
  private final Map<String, String> titles = new TreeMap<>();

  private static final class Clock implements InstantSource {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }
  }

  private LiveShop(LearningTerms learning) {
    commerce =
        Commerce.builder()
            .currency(CurrencyUnit.GBP)
            .clock(clock)
            .learning(learning.refitAfter(Duration.ofDays(1)))
            .build();
  }

  /** Sells everything that was bought before a time, and learns from it. */
  static LiveShop of(Dataset data, Instant until, LearningTerms learning) {
    LiveShop shop = new LiveShop(learning);
    shop.clock.now = data.invoices().get(0).time();
    World.of(data).products().forEach(shop::stock);
    Set<String> known = new HashSet<>();
    for (Invoice invoice : data.invoices()) {
      Optional<String> customer = invoice.customer();
      if (customer.isPresent() && !invoice.cancellation() && invoice.time().isBefore(until)) {
        shop.clock.now = invoice.time();
        if (known.add(customer.get())) {
          shop.welcome(CustomerId.of(customer.get()));
        }
        shop.sell(customer.get(), invoice.lines());
      }
    }
    shop.clock.now = until;
    shop.commerce.runDue();
    return shop;
  }

  private void stock(io.backroom.examples.replay.data.Product product) {
    Money price = Money.ofMinor(CurrencyUnit.GBP, product.openingPricePence());
    titles.put(product.sku(), product.name());
    commerce.catalog().put(SHOP, Product.of(product.sku(), product.name(), price, product.grams()));
    StockLine line = StockLine.of(product.sku(), "main", UNITS);
    commerce
        .inventory()
        .receive(SHOP, CommandId.of("first-" + product.sku()), line, Optional.empty());
  }

  private void welcome(CustomerId customer) {
    String mail = customer + "@customers.example";
    commerce
        .customers()
        .put(SHOP, new Customer(customer, "" + customer, mail, "", Customer.Consent.GIVEN))
        .orThrow();
  }

  private void sell(String customer, List<Line> lines) {
    for (int from = 0; from < lines.size(); from += OrderRequest.ITEMS_MAX) {
      OrderRequest.Draft order = OrderRequest.of(customer, HOME, "tok_ok");
      for (Line line : lines.subList(from, Math.min(lines.size(), from + OrderRequest.ITEMS_MAX))) {
        order = order.add(line.sku(), 1);
      }
      commerce.orders().place(SHOP, order.build());
    }
  }

  /** The names of all products by SKU. */
  Map<String, String> titles() {
    return titles;
  }

  List<String> forYou(String customer, ListTerms terms) {
    return skus(commerce.suggestions().forYou(SHOP, CustomerId.of(customer), terms).orThrow());
  }

  List<String> alternatives(String sku, ListTerms terms) {
    return skus(commerce.suggestions().alternatives(SHOP, Sku.of(sku), terms).orThrow());
  }

  private static List<String> skus(List<Recommendation> list) {
    return list.stream().map(one -> one.sku().value()).toList();
  }

  @Override
  public void close() {
    commerce.close();
  }
}
