package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.ShippingOptions;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What somebody wants, as customers name it and as warehouses find it: bundles are exploded before
 * anything else looks at them.
 *
 * @param items units wanted of each SKU, in the order of the request
 * @param products the items and all of their parts
 */
record Wanted(Map<Sku, Integer> items, Map<Sku, Product> products) {
  /** What one item needs of one stocked SKU. */
  record Need(Piece piece, int units) {
    Sku sku() {
      return piece.sku();
    }
  }

  /** Sums several items of one SKU, and refuses what cannot be sold. */
  static Result<Wanted> of(
      Collection<OrderRequest.Item> wanted, Catalog catalog, CurrencyUnit currency) {
    Map<Sku, Integer> items = new LinkedHashMap<>();
    wanted.forEach(item -> items.merge(item.sku(), item.quantity(), Math::addExact));
    Map<Sku, Product> products = catalog.products(items.keySet());
    Optional<Refusal> refusal =
        items.entrySet().stream()
            .flatMap(item -> refusal(item.getKey(), item.getValue(), products, currency).stream())
            .findFirst();
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    Set<Sku> parts = new TreeSet<>();
    products.values().forEach(p -> p.parts().forEach(part -> parts.add(part.sku())));
    parts.removeAll(products.keySet());
    if (!parts.isEmpty()) {
      products.putAll(catalog.products(parts));
    }
    Wanted all = new Wanted(items, products);
    return all.partsRefusal().<Result<Wanted>>map(Result::refused).orElse(Result.done(all));
  }

  private static Optional<Refusal> refusal(
      Sku sku, int quantity, Map<Sku, Product> products, CurrencyUnit currency) {
    Product product = products.get(sku);
    if (product == null) {
      return invalid("sku", "'" + sku + "' is not in the catalog");
    } else if (product.availability() == Product.Availability.WITHDRAWN) {
      return invalid("sku", "'" + sku + "' is no longer sold");
    } else if (!product.price().getCurrencyUnit().equals(currency)) {
      return invalid("price", product.price() + " of " + sku + " must be in " + currency);
    } else if (quantity > Require.QUANTITY_MAX) {
      return invalid("quantity", quantity + " of " + sku + " must be 1 to " + Require.QUANTITY_MAX);
    }
    return Optional.empty();
  }

  /** A host's own source of products may name parts that cannot be shipped. */
  private Optional<Refusal> partsRefusal() {
    Map<Sku, Long> sums = new LinkedHashMap<>();
    for (Map.Entry<Sku, Integer> item : items.entrySet()) {
      for (Product.Part part : product(item.getKey()).contents()) {
        String name = "'" + part.sku() + "', a part of '" + item.getKey() + "', ";
        Product known = products.get(part.sku());
        long units =
            sums.merge(part.sku(), (long) item.getValue() * part.quantity(), Math::addExact);
        if (known == null) {
          return invalid("parts", name + "is not in the catalog");
        } else if (!known.parts().isEmpty()) {
          return invalid("parts", name + "is a bundle itself");
        } else if (units > StockLine.QUANTITY_MAX) {
          return invalid(
              "quantity", units + " of " + part.sku() + " must be 1 to " + StockLine.QUANTITY_MAX);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> invalid(String field, String message) {
    return Optional.of(new Refusal(Refusal.Code.INVALID, field, message));
  }

  /** Everything here is in the catalog: what is not was refused. */
  Product product(Sku sku) {
    return Objects.requireNonNull(products.get(sku));
  }

  Money goods(Sku item) {
    return product(item).price().multipliedBy(Objects.requireNonNull(items.get(item)));
  }

  /** Returns the items as goods to be sent. */
  List<ShippingOptions.Line> cart() {
    return items.entrySet().stream()
        .map(item -> new ShippingOptions.Line(item.getKey(), item.getValue(), goods(item.getKey())))
        .toList();
  }

  /** Returns the items together with goods that are there already, each SKU once. */
  List<ShippingOptions.Line> with(List<ShippingOptions.Line> before) {
    Map<Sku, ShippingOptions.Line> all = new LinkedHashMap<>();
    Stream.concat(before.stream(), cart().stream())
        .forEach(line -> all.merge(line.sku(), line, Wanted::sum));
    return List.copyOf(all.values());
  }

  private static ShippingOptions.Line sum(ShippingOptions.Line one, ShippingOptions.Line other) {
    return new ShippingOptions.Line(
        one.sku(), one.quantity() + other.quantity(), one.amount().plus(other.amount()));
  }

  /** Returns what each item needs, in the order of the request. */
  List<Need> needs() {
    List<Need> needs = new ArrayList<>();
    items.forEach(
        (item, quantity) ->
            product(item)
                .contents()
                .forEach(
                    part ->
                        needs.add(
                            new Need(
                                new Piece(item, part.sku()),
                                Math.multiplyExact(quantity, part.quantity())))));
    return needs;
  }

  /** Returns how many units of each stocked SKU are needed over all items. */
  Map<Sku, Integer> units() {
    Map<Sku, Integer> units = new LinkedHashMap<>();
    needs().forEach(need -> units.merge(need.sku(), need.units(), Math::addExact));
    return units;
  }
}
