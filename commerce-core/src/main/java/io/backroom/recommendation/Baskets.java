package io.backroom.recommendation;

import io.backroom.spi.value.OrderId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Orders by number, and the orders that hold each SKU. Guarded by the caller. */
final class Baskets {
  /** Keeps a few orders together from making everything look related. */
  private static final double SHRINK = 5;

  private final Numbering<OrderId> orders = new Numbering<>(OrderId.of("-"));
  private final List<Optional<Basket>> baskets = new ArrayList<>();
  private final List<IntList> bySku = new ArrayList<>();

  Optional<Basket> find(OrderId order) {
    return orders.find(order).isPresent()
        ? baskets.get(orders.find(order).getAsInt())
        : Optional.empty();
  }

  void add(Basket basket) {
    int number = orders.numberOf(basket.order());
    if (number == baskets.size()) {
      baskets.add(Optional.empty());
    }
    baskets.set(number, Optional.of(basket));
    for (int line = 0; line < basket.skus().length; line++) {
      while (bySku.size() <= basket.skus()[line]) {
        bySku.add(new IntList());
      }
      if (basket.keeps(line)) {
        bySku.get(basket.skus()[line]).add(number);
      }
    }
  }

  void remove(Basket basket) {
    int number = orders.numberOf(basket.order());
    for (int line = 0; line < basket.skus().length; line++) {
      if (basket.keeps(line)) {
        bySku.get(basket.skus()[line]).remove(number);
      }
    }
    baskets.set(number, Optional.empty());
    orders.remove(basket.order());
  }

  /**
   * Returns how strongly each SKU is bought together with one: the number of orders with both,
   * n(ij) / (√(n(i) n(j)) + 5), a cosine that is shrunk where there is little to go by.
   */
  double[] together(int sku, int bound) {
    double[] scores = new double[bound];
    int size = orders(sku);
    for (int i = 0; i < size; i++) {
      Basket basket = baskets.get(bySku.get(sku).get(i)).orElseThrow();
      for (int line = 0; line < basket.skus().length; line++) {
        if (basket.keeps(line)) {
          scores[basket.skus()[line]]++;
        }
      }
    }
    for (int other = 0; other < bound; other++) {
      if (scores[other] > 0) {
        scores[other] /= Math.sqrt((double) size * orders(other)) + SHRINK;
      }
    }
    return scores;
  }

  private int orders(int sku) {
    return sku < bySku.size() ? bySku.get(sku).size() : 0;
  }
}
