package io.backroom.order;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants an order to be like. It names the quantities that are wanted in the end, so
 * that sending it twice means the same.
 *
 * @param items how many units of a SKU are wanted, at most 500 SKUs, each once; what is not named
 *     stays
 * @param destination where everything that has not left is to go; empty if it stays
 * @param option the id of the shipping option by which everything that has not left is to be sent;
 *     empty if it stays
 * @param whenShort what is wanted if the stock does not suffice for what is added
 */
public record OrderEdit(
    List<Item> items,
    Optional<Address> destination,
    Optional<String> option,
    OrderRequest.WhenShort whenShort) {
  /**
   * How many units are wanted.
   *
   * @param sku which SKU; one that the order does not have is added
   * @param quantity how many units that were not cancelled the order is to have, those that have
   *     left included; 0 to 10,000, 0 to remove it
   */
  public record Item(Sku sku, int quantity) {
    /** Refuses a quantity out of range. */
    public Item {
      Require.range("quantity", quantity, 0, Require.QUANTITY_MAX);
    }
  }

  /** Refuses too many items and a SKU that is named twice; copies the items. */
  public OrderEdit {
    items = List.copyOf(items);
    Require.range("items", items.size(), 0, OrderRequest.ITEMS_MAX);
    option.ifPresent(id -> Require.id("option", id));
    Set<Sku> named = new HashSet<>();
    for (Item item : items) {
      Require.when(named.add(item.sku()), "sku", item.sku(), "must be named once");
    }
  }

  /**
   * Returns an edit that changes nothing, to be filled.
   *
   * @return the beginning of an edit
   */
  public static OrderEdit none() {
    return new OrderEdit(
        List.of(), Optional.empty(), Optional.empty(), OrderRequest.WhenShort.REFUSE);
  }

  /**
   * Returns the edit with the quantity of a SKU.
   *
   * @param sku which SKU
   * @param quantity how many units are wanted in the end, 0 to 10,000
   * @return the longer edit
   */
  public OrderEdit set(String sku, int quantity) {
    List<Item> more = new ArrayList<>(items);
    more.add(new Item(Sku.of(sku), quantity));
    return new OrderEdit(more, destination, option, whenShort);
  }

  /**
   * Returns the edit without a SKU in the order.
   *
   * @param sku which SKU
   * @return the longer edit
   */
  public OrderEdit remove(String sku) {
    return set(sku, 0);
  }

  /**
   * Returns the edit with another address.
   *
   * @param address where everything that has not left is to go
   * @return the changed edit
   */
  public OrderEdit to(Address address) {
    return new OrderEdit(items, Optional.of(address), option, whenShort);
  }

  /**
   * Returns the edit with another shipping option.
   *
   * @param id the option's id, one of those that the shop offers for what the order would be then
   * @return the changed edit
   */
  public OrderEdit withOption(String id) {
    return new OrderEdit(items, destination, Optional.of(id), whenShort);
  }

  /**
   * Returns the edit that takes backorders for what is added.
   *
   * @return the changed edit
   */
  public OrderEdit orBackorder() {
    return new OrderEdit(items, destination, option, OrderRequest.WhenShort.BACKORDER);
  }
}
