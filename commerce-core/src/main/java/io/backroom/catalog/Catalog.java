package io.backroom.catalog;

import io.backroom.kernel.Access;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.policy.ProductSource;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.joda.money.CurrencyUnit;

/**
 * The products of the shop. A change of price or withdrawal holds from the moment the call returns:
 * every quote and every order after it sees it, on every channel. Thread-safe.
 */
public final class Catalog {
  private static final String BY_SKU = "sku";

  private static final DocumentType<Product> PRODUCT =
      new DocumentType<>(
          "product",
          Product.class,
          product -> product.sku().value(),
          product -> List.of(new IndexEntry(BY_SKU, product.sku().value())));

  private final Kernel kernel;
  private final Access access;
  private final CurrencyUnit currency;
  private final Optional<ProductSource> elsewhere;
  private final Consumer<Product> onChange;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents and time
   * @param access who may do what
   * @param currency the currency of all prices
   * @param elsewhere where the host keeps its products, if not here
   * @param onChange hears of each product that was stored
   */
  public Catalog(
      Kernel kernel,
      Access access,
      CurrencyUnit currency,
      Optional<ProductSource> elsewhere,
      Consumer<Product> onChange) {
    this.kernel = kernel;
    this.access = access;
    this.currency = currency;
    this.elsewhere = elsewhere;
    this.onChange = onChange;
  }

  /**
   * Stores a product or replaces it: title, price, attributes, withdrawal. Storing the same product
   * again changes nothing.
   *
   * @param caller who does it
   * @param product the product as it is sold from now on
   * @return the product; refused with INVALID if its price is in another currency than the shop's
   *     or a part of it is a bundle itself, with FORBIDDEN if the caller may not keep the catalog
   */
  public Result<Product> put(Caller caller, Product product) {
    Optional<Refusal> refusal =
        access
            .refusal(caller, Action.KEEP_CATALOG)
            .or(() -> foreign(product))
            .or(() -> nested(product));
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    boolean changed = kernel.transact(tx -> put(tx, caller, product));
    if (changed) {
      onChange.accept(product);
    }
    return Result.done(product);
  }

  private static boolean put(Transaction tx, Caller caller, Product product) {
    Optional<Product> before = tx.find(PRODUCT, product.sku().value());
    if (before.equals(Optional.of(product))) {
      return false;
    }
    tx.put(PRODUCT, product);
    tx.emit(
        product.sku().value(),
        before.isEmpty() ? "product-added" : "product-changed",
        caller,
        "",
        Map.of(
            "price", product.price().toString(),
            "priceBefore", before.map(p -> p.price().toString()).orElse(""),
            "availability", product.availability().name()));
    return true;
  }

  private Optional<Refusal> foreign(Product product) {
    return product.price().getCurrencyUnit().equals(currency)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.Code.INVALID,
                "price",
                product.price() + " of " + product.sku() + " must be in " + currency.getCode()));
  }

  private Optional<Refusal> nested(Product product) {
    return bundles(product.parts().stream().map(Product.Part::sku).toList()).keySet().stream()
        .findFirst()
        .map(
            part ->
                new Refusal(
                    Refusal.Code.INVALID,
                    "parts",
                    "'" + part + "', a part of '" + product.sku() + "', is a bundle itself"));
  }

  /**
   * Returns a product as it is sold now.
   *
   * @param sku which SKU
   * @return the product, or empty if there is none
   */
  public Optional<Product> find(Sku sku) {
    return Optional.ofNullable(products(List.of(sku)).get(sku));
  }

  /**
   * Returns products as they are sold now.
   *
   * @param skus which SKUs
   * @return the products in the order of their SKUs; unknown ones are left out
   */
  public Map<Sku, Product> products(Collection<Sku> skus) {
    Map<Sku, Product> found = new TreeMap<>();
    if (elsewhere.isPresent()) {
      found.putAll(elsewhere.get().products(skus));
    } else {
      skus.forEach(
          sku -> kernel.find(PRODUCT, sku.value()).ifPresent(product -> found.put(sku, product)));
    }
    return found;
  }

  /**
   * Returns those of some SKUs that are bundles now.
   *
   * @param skus which SKUs
   * @return the parts of each bundle, in the order of the SKUs
   */
  public Map<Sku, List<Product.Part>> bundles(Collection<Sku> skus) {
    Map<Sku, List<Product.Part>> bundles = new TreeMap<>();
    if (!skus.isEmpty()) {
      products(skus).values().stream()
          .filter(product -> !product.parts().isEmpty())
          .forEach(bundle -> bundles.put(bundle.sku(), bundle.parts()));
    }
    return bundles;
  }

  /**
   * Passes every product of this catalog, in the order of the SKUs; none that the host keeps
   * elsewhere.
   *
   * @param visitor gets each product
   */
  public void forEach(Consumer<Product> visitor) {
    kernel.forEach(PRODUCT, BY_SKU, visitor);
  }
}
