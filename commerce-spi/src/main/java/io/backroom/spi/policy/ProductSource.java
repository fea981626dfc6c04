package io.backroom.spi.policy;

import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.util.Collection;
import java.util.Map;

/** Products that the host keeps elsewhere, read in place of the library's own catalog. */
@FunctionalInterface
public interface ProductSource {
  /**
   * Returns products as they are sold now.
   *
   * @param skus which SKUs
   * @return the products by SKU; unknown SKUs are left out
   */
  Map<Sku, Product> products(Collection<Sku> skus);
}
