package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.stream.Stream;
import org.joda.money.Money;

/** Which shipping options customers have. Thread-safe and free of effects. */
@FunctionalInterface
public interface ShippingOptions {
  /**
   * Returns the options for some goods at an address, with their prices.
   *
   * @param to where they go
   * @param cart the goods, at least one line
   * @return at most 20 options with ids of their own, in the order in which customers see them; who
   *     names none gets the first. None if the shop does not send these goods there
   */
  List<ShippingOption> options(Address to, List<Line> cart);

  /**
   * Goods to be sent.
   *
   * @param sku which SKU
   * @param quantity how many units, at least 1
   * @param amount the price of the line's units together
   */
  record Line(Sku sku, int quantity, Money amount) {}

  /**
   * Returns the options of a shop that has one for every address.
   *
   * @param id the option's id
   * @param title its name for people
   * @param price what the customer pays
   * @return the options
   */
  static ShippingOptions of(String id, String title, ShippingPrice price) {
    return (to, cart) -> {
      Money goods = Money.total(cart.stream().map(Line::amount).toList());
      return List.of(new ShippingOption(id, title, price.price(to, goods)));
    };
  }

  /**
   * Returns these options and, behind them, one more for every address.
   *
   * @param id the option's id
   * @param title its name for people
   * @param price what the customer pays
   * @return more options
   */
  default ShippingOptions and(String id, String title, ShippingPrice price) {
    ShippingOptions more = of(id, title, price);
    return (to, cart) ->
        Stream.concat(options(to, cart).stream(), more.options(to, cart).stream()).toList();
  }
}
