package io.backroom.order;

import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;

/**
 * How an order would be carried out with the stock of this moment.
 *
 * @param wanted units wanted of each SKU, in the order of the request
 * @param parts the shipments
 * @param lacking units of each SKU that can neither be shipped nor promised
 */
record Plan(
    Map<Sku, Integer> wanted,
    Map<Sku, Product> products,
    List<Part> parts,
    Map<Sku, Integer> lacking,
    Money goods,
    Money shipping,
    Money tax,
    RoutingPlan routing) {

  /**
   * One shipment.
   *
   * @param limits for each line of a backordered part, how many units may be backordered there
   */
  record Part(CenterId center, Instant arrives, List<Line> lines, Map<Sku, Integer> limits) {
    boolean isBackordered() {
      return !limits.isEmpty();
    }

    List<StockLine> stock() {
      return lines.stream().map(l -> new StockLine(l.sku(), center, l.quantity())).toList();
    }

    Money amount() {
      return Money.total(lines.stream().map(Line::amount).toList());
    }
  }

  /**
   * Some units of a SKU.
   *
   * @param amount what the customer pays for them, with their shares of shipping and tax
   */
  record Line(Sku sku, int quantity, Money amount) {}

  /** What is planned is in the catalog: the planner has refused everything else. */
  Product product(Sku sku) {
    return Objects.requireNonNull(products.get(sku));
  }

  Money total() {
    return goods.plus(shipping).plus(tax);
  }

  List<StockLine> fromStock() {
    return parts.stream()
        .filter(part -> !part.isBackordered())
        .flatMap(part -> part.stock().stream())
        .toList();
  }

  List<BackorderLine> fromReceipts() {
    return parts.stream()
        .filter(Part::isBackordered)
        .flatMap(
            part ->
                part.stock().stream()
                    .map(
                        line ->
                            new BackorderLine(
                                line, Objects.requireNonNull(part.limits().get(line.sku())))))
        .toList();
  }

  int units(Sku sku, boolean backordered) {
    return parts.stream()
        .filter(part -> part.isBackordered() == backordered)
        .flatMap(part -> part.lines().stream())
        .filter(line -> line.sku().equals(sku))
        .mapToInt(Line::quantity)
        .sum();
  }
}
