package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.kernel.Shares;
import io.backroom.order.Wanted.Need;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Tells which units belong to which item and what the customer pays for them. Everything is split
 * by largest remainder, so that the parts add up to the whole: the price of a bundle by the prices
 * of its parts, shipping and tax by the price of the goods.
 */
final class Pricing {
  private final Wanted wanted;

  Pricing(Wanted wanted) {
    this.wanted = wanted;
  }

  /** Some units of a load, of one item. */
  private record Taken(int load, Need some) {}

  /**
   * Returns the lines of each load.
   *
   * @param loads what leaves together; of no SKU more than is wanted
   * @param shipping what the customer pays for shipping
   * @param tax what the customer pays in tax
   */
  List<List<Plan.Line>> lines(List<Sourced.Load> loads, Money shipping, Money tax) {
    List<Taken> taken = taken(loads);
    Money noDiscount = Money.zero(tax.getCurrencyUnit());
    List<Money> amounts =
        taken.isEmpty() ? List.of() : Shares.overLines(goods(taken), noDiscount, shipping, tax);
    List<List<Plan.Line>> lines = new ArrayList<>();
    loads.forEach(load -> lines.add(new ArrayList<>()));
    for (int i = 0; i < taken.size(); i++) {
      Need some = taken.get(i).some();
      lines.get(taken.get(i).load()).add(new Plan.Line(some.piece(), some.units(), amounts.get(i)));
    }
    return lines;
  }

  /** The item that was named first gets what leaves first. */
  private List<Taken> taken(List<Sourced.Load> loads) {
    Map<Sku, Deque<Need>> open = new HashMap<>();
    wanted.needs().forEach(n -> open.computeIfAbsent(n.sku(), s -> new ArrayDeque<>()).add(n));
    List<Taken> taken = new ArrayList<>();
    for (int i = 0; i < loads.size(); i++) {
      for (Map.Entry<Sku, Integer> load : loads.get(i).units().entrySet()) {
        Deque<Need> queue = open.getOrDefault(load.getKey(), new ArrayDeque<>());
        int left = load.getValue();
        while (left > 0) {
          Need need = next(queue, load.getKey());
          int units = Math.min(left, need.units());
          left -= units;
          taken.add(new Taken(i, new Need(need.piece(), units)));
          if (units < need.units()) {
            queue.addFirst(new Need(need.piece(), need.units() - units));
          }
        }
      }
    }
    return taken;
  }

  /** A host's routing policy may be wrong; it is told before anything is stored. */
  private static Need next(Deque<Need> queue, Sku sku) {
    return Optional.ofNullable(queue.poll())
        .orElseThrow(
            () -> new IllegalStateException("More units of " + sku + " are routed than wanted"));
  }

  /** Returns the price of the goods of each; units that lack keep their share of the price. */
  private List<Money> goods(List<Taken> taken) {
    Map<Piece, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < taken.size(); i++) {
      places.computeIfAbsent(taken.get(i).some().piece(), p -> new ArrayList<>()).add(i);
    }
    Money[] goods = new Money[taken.size()];
    wanted.items().forEach((item, quantity) -> goods(item, quantity, taken, places, goods));
    return List.of(goods);
  }

  private void goods(
      Sku item, int quantity, List<Taken> taken, Map<Piece, List<Integer>> places, Money[] goods) {
    List<Product.Part> contents = wanted.product(item).contents();
    List<Long> values = contents.stream().map(this::value).toList();
    List<Money> prices = Shares.byLargestRemainder(wanted.goods(item), values);
    for (int i = 0; i < contents.size(); i++) {
      Product.Part part = contents.get(i);
      List<Integer> own = places.getOrDefault(new Piece(item, part.sku()), List.of());
      List<Long> units = new ArrayList<>();
      own.forEach(place -> units.add((long) taken.get(place).some().units()));
      long lacking = (long) quantity * part.quantity() - units.stream().mapToLong(u -> u).sum();
      units.add(lacking);
      List<Money> amounts = Shares.byLargestRemainder(prices.get(i), units);
      for (int k = 0; k < own.size(); k++) {
        goods[own.get(k)] = amounts.get(k);
      }
    }
  }

  private long value(Product.Part part) {
    return wanted.product(part.sku()).price().multipliedBy(part.quantity()).getAmountMinorLong();
  }
}
