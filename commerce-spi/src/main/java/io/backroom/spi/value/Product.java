package io.backroom.spi.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A product as it is sold now.
 *
 * @param sku its id
 * @param title its name for people, at most 200 characters
 * @param price the price of one unit
 * @param weightGrams the weight of one unit packed for shipping, 0 to 10,000,000 grams; of a bundle
 *     the weights of its parts count instead
 * @param attributes what tells it from others (color, size, category …), at most 50
 * @param availability whether it can be bought
 * @param parts for a bundle, what one unit of it consists of: at most 50 other SKUs, each once. The
 *     bundle has a price of its own; what is stocked, reserved and shipped are its parts. Empty for
 *     everything else
 * @param size how large one unit is, packed for shipping, its height upright; empty if nobody
 *     knows; of a bundle the sizes of its parts count instead
 */
public record Product(
    Sku sku,
    String title,
    Money price,
    int weightGrams,
    Map<String, String> attributes,
    Availability availability,
    List<Part> parts,
    Optional<Size> size) {
  private static final int PARTS_MAX = 50;

  /** Whether a product can be bought. */
  public enum Availability {
    /** It can be bought; when out of stock, from what is expected. */
    SOLD,
    /** It is not to be bought or recommended any more. */
    WITHDRAWN
  }

  /**
   * A part of a bundle.
   *
   * @param sku which SKU: a product itself, and no bundle; it need not be on sale by itself
   * @param quantity how many units of it are in one bundle, 1 to 10,000
   */
  public record Part(Sku sku, int quantity) {
    /** Refuses a quantity out of range. */
    public Part {
      Require.quantity("quantity", quantity);
    }
  }

  /** Refuses fields that break their rule; copies the attributes and the parts. */
  public Product {
    Require.someText("title", title, 200);
    Require.amount("price", price);
    Require.range("weightGrams", weightGrams, 0, 10_000_000);
    Require.when(attributes.size() <= 50, "attributes", attributes.size(), "must be at most 50");
    attributes = Map.copyOf(attributes);
    Require.when(parts.size() <= PARTS_MAX, "parts", parts.size(), "must be at most 50");
    Require.when(
        parts.stream().map(Part::sku).distinct().count() == parts.size(),
        "parts",
        parts,
        "must name each SKU once");
    Require.when(
        parts.stream().noneMatch(part -> part.sku().equals(sku)),
        "parts",
        parts,
        "must not name the bundle itself");
    parts = List.copyOf(parts);
  }

  /**
   * Returns a product on sale with no attributes.
   *
   * @param sku its id
   * @param title its name for people
   * @param price the price of one unit
   * @param weightGrams the weight of one unit, in grams
   * @return the product
   */
  public static Product of(String sku, String title, Money price, int weightGrams) {
    return new Product(
        Sku.of(sku),
        title,
        price,
        weightGrams,
        Map.of(),
        Availability.SOLD,
        List.of(),
        Optional.empty());
  }

  /**
   * Returns this product at another price.
   *
   * @param changed the price of one unit
   * @return the product with that price
   */
  public Product withPrice(Money changed) {
    return new Product(sku, title, changed, weightGrams, attributes, availability, parts, size);
  }

  /**
   * Returns this product with one more attribute.
   *
   * @param name the attribute's name
   * @param value its value
   * @return the product with that attribute
   */
  public Product with(String name, String value) {
    Map<String, String> more = new HashMap<>(attributes);
    more.put(name, value);
    return new Product(sku, title, price, weightGrams, more, availability, parts, size);
  }

  /**
   * Returns this product as a bundle with one more part.
   *
   * @param part which SKU
   * @param quantity how many units of it are in one bundle, 1 to 10,000
   * @return the bundle with that part
   */
  public Product bundling(String part, int quantity) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(Sku.of(part), quantity));
    return new Product(sku, title, price, weightGrams, attributes, availability, more, size);
  }

  /**
   * Returns this product with its size.
   *
   * @param unit how large one unit is, packed for shipping, its height upright
   * @return the product with that size
   */
  public Product sized(Size unit) {
    return new Product(
        sku, title, price, weightGrams, attributes, availability, parts, Optional.of(unit));
  }

  /**
   * Returns this product withdrawn from sale.
   *
   * @return the withdrawn product
   */
  public Product withdrawn() {
    return new Product(
        sku, title, price, weightGrams, attributes, Availability.WITHDRAWN, parts, size);
  }

  /**
   * Returns what one unit takes out of the stock.
   *
   * @return its parts, or itself once
   */
  public List<Part> contents() {
    return parts.isEmpty() ? List.of(new Part(sku, 1)) : parts;
  }
}
