package io.backroom.routing;

import io.backroom.spi.policy.CenterFilter;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.policy.StockPrice;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;

/**
 * What counts when centers are chosen. All functions must be thread-safe and free of effects.
 *
 * @param shippingCost what a shipment costs the shop, penalties for its promise included
 * @param filter what centers must not ship, whatever it costs
 * @param stockPrice what it is worth to keep a unit on its shelf
 * @param maxShipments the most shipments of an order; n shipments are n − 1 splits
 * @param fewestShipments whether fewer shipments count before less cost
 * @param together the group of a SKU: SKUs of one group leave in one shipment, and each of them
 *     from one center; empty for those that may be split
 * @param late by how much a shipment of a center would miss what the customer was told, 0 to
 *     1,000,000 in any unit; counts before cost
 * @param preference the place of a center among plans of equal cost, smaller first: how much the
 *     shop likes it; equal ones go by how soon they deliver, then by id
 * @param fullIsLate whether the hours count as lateness by which a center ships later because it is
 *     full
 * @param allOrNothing whether an order that cannot be shipped whole is not shipped in part
 */
public record RoutingTerms(
    ShippingCost shippingCost,
    CenterFilter filter,
    StockPrice stockPrice,
    int maxShipments,
    boolean fewestShipments,
    Function<Sku, Optional<String>> together,
    ToIntBiFunction<Center, Address> late,
    ToIntBiFunction<Center, Address> preference,
    boolean fullIsLate,
    boolean allOrNothing) {
  /** Refuses numbers out of range. */
  public RoutingTerms {
    Require.range("maxShipments", maxShipments, 1, Integer.MAX_VALUE);
  }

  /**
   * Returns terms by which only shipping costs count.
   *
   * @param shippingCost what a shipment costs the shop
   * @return the terms
   */
  public static RoutingTerms of(ShippingCost shippingCost) {
    return new RoutingTerms(
        shippingCost,
        CenterFilter.NONE,
        StockPrice.NONE,
        Integer.MAX_VALUE,
        false,
        sku -> Optional.empty(),
        (center, to) -> 0,
        (center, to) -> 0,
        false,
        false);
  }

  /**
   * Returns these terms with what centers must not ship.
   *
   * @param chosen the filter
   * @return other terms
   */
  public RoutingTerms withFilter(CenterFilter chosen) {
    return with(copy -> copy.filter = chosen);
  }

  /**
   * Returns these terms with a price of stock.
   *
   * @param chosen the price
   * @return other terms
   */
  public RoutingTerms withStockPrice(StockPrice chosen) {
    return with(copy -> copy.stockPrice = chosen);
  }

  /**
   * Returns these terms with a limit of shipments.
   *
   * @param most the most shipments of an order, at least 1
   * @return other terms
   */
  public RoutingTerms withMaxShipments(int most) {
    return with(copy -> copy.maxShipments = most);
  }

  /**
   * Returns these terms with fewer shipments before less cost.
   *
   * @return other terms
   */
  public RoutingTerms withFewestShipments() {
    return with(copy -> copy.fewestShipments = true);
  }

  /**
   * Returns these terms with SKUs that ship together.
   *
   * @param group the group of a SKU, empty for none
   * @return other terms
   */
  public RoutingTerms withTogether(Function<Sku, Optional<String>> group) {
    return with(copy -> copy.together = group);
  }

  /**
   * Returns these terms with lateness before cost.
   *
   * @param by by how much a shipment of a center would be late
   * @return other terms
   */
  public RoutingTerms withLateness(ToIntBiFunction<Center, Address> by) {
    return with(copy -> copy.late = by);
  }

  /**
   * Returns these terms with a preference among plans of equal cost.
   *
   * @param place the place of a center, smaller first
   * @return other terms
   */
  public RoutingTerms withPreference(ToIntBiFunction<Center, Address> place) {
    return with(copy -> copy.preference = place);
  }

  /**
   * Returns these terms with another center before a full one, whatever it costs: the hours by
   * which a full center ships later count as lateness. Without it a full center is only as late as
   * it misses the date that is wanted.
   *
   * @return other terms
   */
  public RoutingTerms withFullIsLate() {
    return with(copy -> copy.fullIsLate = true);
  }

  /**
   * Returns these terms for orders that ship whole or not at all: all lines now, or the plan ships
   * nothing and names what it lacks. A shop refuses such an order as out of stock in these lines.
   *
   * @return other terms
   */
  public RoutingTerms withAllOrNothing() {
    return with(copy -> copy.allOrNothing = true);
  }

  private RoutingTerms with(Consumer<Copy> changes) {
    Copy copy = new Copy(this);
    changes.accept(copy);
    return copy.made();
  }

  /** Terms that are being made of other ones; lives as long as the method that changes it. */
  private static final class Copy {
    private ShippingCost shippingCost;
    private CenterFilter filter;
    private StockPrice stockPrice;
    private int maxShipments;
    private boolean fewestShipments;
    private Function<Sku, Optional<String>> together;
    private ToIntBiFunction<Center, Address> late;
    private ToIntBiFunction<Center, Address> preference;
    private boolean fullIsLate;
    private boolean allOrNothing;

    Copy(RoutingTerms of) {
      shippingCost = of.shippingCost;
      filter = of.filter;
      stockPrice = of.stockPrice;
      maxShipments = of.maxShipments;
      fewestShipments = of.fewestShipments;
      together = of.together;
      late = of.late;
      preference = of.preference;
      fullIsLate = of.fullIsLate;
      allOrNothing = of.allOrNothing;
    }

    RoutingTerms made() {
      return new RoutingTerms(
          shippingCost,
          filter,
          stockPrice,
          maxShipments,
          fewestShipments,
          together,
          late,
          preference,
          fullIsLate,
          allOrNothing);
    }
  }
}
