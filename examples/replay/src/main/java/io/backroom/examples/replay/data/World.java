package io.backroom.examples.replay.data;

import java.util.List;
import java.util.Map;

/**
 * The catalog that the invoices imply.
 *
 * <p>Weights are synthetic: dearer things are heavier, by the square root of the price, times a
 * factor from 0.5 to 1.5 that is fixed for a SKU. A mug at 2.50 then weighs between 105 and 280
 * grams.
 *
 * @param products every product with a sale, by SKU
 * @param prices how their prices moved
 */
public record World(List<Product> products, PriceHistory prices) {
  private static final int PACKAGING_GRAMS = 20;
  private static final double GRAMS_PER_ROOT_POUND = 110;
  private static final int HEAVIEST_GRAMS = 10_000;
  private static final long WEIGHT_SALT = 0x5EEDL;

  /** Takes its own copy of the products. */
  public World {
    products = List.copyOf(products);
  }

  /** Derives products and prices from the sales of a data set, or of a slice of it. */
  public static World of(Dataset dataset) {
    PriceHistory prices = PriceHistory.of(dataset.invoices());
    Map<String, String> names = dataset.names();
    List<Product> products =
        prices.skus().stream()
            .map(sku -> product(sku, names.getOrDefault(sku, sku), prices.opening(sku)))
            .toList();
    return new World(products, prices);
  }

  private static Product product(String sku, String name, long pence) {
    return new Product(sku, name, grams(sku, pence), pence);
  }

  private static int grams(String sku, long pence) {
    double factor = 0.5 + StableHash.unit(WEIGHT_SALT, sku);
    double grams = PACKAGING_GRAMS + GRAMS_PER_ROOT_POUND * Math.sqrt(pence / 100.0) * factor;
    return (int) Math.min(HEAVIEST_GRAMS, Math.round(grams / 5) * 5);
  }
}
