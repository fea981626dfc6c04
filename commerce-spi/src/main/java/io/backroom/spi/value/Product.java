package io.backroom.spi.value;

import java.util.Map;
import org.joda.money.Money;

/**
 * A product as it is sold now.
 *
 * @param sku its id
 * @param title its name for people, at most 200 characters
 * @param price the price of one unit
 * @param weightGrams the weight of one unit packed for shipping, 0 to 10,000,000 grams
 * @param attributes what tells it from others (color, size, category …), at most 50
 * @param availability whether it can be bought
 */
public record Product(
    Sku sku,
    String title,
    Money price,
    int weightGrams,
    Map<String, String> attributes,
    Availability availability) {
  /** Whether a product can be bought. */
  public enum Availability {
    /** It can be bought; when out of stock, from what is expected. */
    SOLD,
    /** It is not to be bought or recommended any more. */
    WITHDRAWN
  }

  /** Refuses fields that break their rule; copies the attributes. */
  public Product {
    Require.someText("title", title, 200);
    Require.amount("price", price);
    Require.range("weightGrams", weightGrams, 0, 10_000_000);
    Require.when(attributes.size() <= 50, "attributes", attributes.size(), "must be at most 50");
    attributes = Map.copyOf(attributes);
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
    return new Product(Sku.of(sku), title, price, weightGrams, Map.of(), Availability.SOLD);
  }

  /**
   * Returns this product at another price.
   *
   * @param changed the price of one unit
   * @return the product with that price
   */
  public Product withPrice(Money changed) {
    return new Product(sku, title, changed, weightGrams, attributes, availability);
  }

  /**
   * Returns this product with one more attribute.
   *
   * @param name the attribute's name
   * @param value its value
   * @return the product with that attribute
   */
  public Product with(String name, String value) {
    Map<String, String> more = new java.util.HashMap<>(attributes);
    more.put(name, value);
    return new Product(sku, title, price, weightGrams, more, availability);
  }

  /**
   * Returns this product withdrawn from sale.
   *
   * @return the withdrawn product
   */
  public Product withdrawn() {
    return new Product(sku, title, price, weightGrams, attributes, Availability.WITHDRAWN);
  }
}
