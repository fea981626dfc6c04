package io.backroom.benchmarks.orders;

import io.backroom.order.OrderRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Product;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What is ordered, the same on both sides.
 *
 * @param lines how many lines each order has
 * @param hot whether the first line of every order is one and the same SKU
 */
record Workload(int lines, boolean hot) {
  /** Of each SKU, enough for every round. */
  static final int UNITS = 10_000_000;

  private static final int SKUS = 10_000;
  private static final int CUSTOMERS = 1_000;
  private static final Address HOME = Address.of("Springfield", "US", 39.80, -89.64);

  /** Products are immutable and may be shared by all rounds. */
  private static final List<Product> PRODUCTS =
      IntStream.range(0, SKUS)
          .mapToObj(
              i ->
                  Product.of(
                      sku(i),
                      "Article " + i,
                      Money.ofMinor(CurrencyUnit.USD, 100 + i % 5_000),
                      250))
          .toList();

  static List<Product> products() {
    return PRODUCTS;
  }

  OrderRequest next(SplittableRandom random) {
    OrderRequest.Draft draft =
        OrderRequest.of("customer-" + random.nextInt(CUSTOMERS), HOME, "tok_ok");
    int first = random.nextInt(SKUS);
    for (int line = 0; line < lines; line++) {
      // Strides keep the lines of an order apart.
      int sku = hot && line == 0 ? 0 : (first + line * 3_001) % SKUS;
      draft = draft.add(sku(sku), 1 + random.nextInt(3));
    }
    return draft.build();
  }

  private static String sku(int number) {
    return "sku-" + number;
  }
}
