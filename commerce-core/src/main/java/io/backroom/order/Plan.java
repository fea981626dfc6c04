package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.order.ShippingRules.Offered;
import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.joda.money.Money;

/**
 * How an order would be carried out with the stock of this moment.
 *
 * @param wanted what is wanted
 * @param offered how it is sent, and how else it could be
 * @param parts the shipments
 * @param sourced where their units come from
 */
record Plan(
    Wanted wanted,
    Offered offered,
    List<Part> parts,
    Money goods,
    Money shipping,
    Money tax,
    Sourced sourced) {

  /**
   * One shipment.
   *
   * @param dates when it will leave and arrive; empty if nobody knows
   */
  record Part(Sourced.Load load, Optional<PromiseDates> dates, List<Line> lines) {
    Optional<Instant> arrives() {
      return dates.map(PromiseDates::latest);
    }

    CenterId center() {
      return load.center();
    }

    boolean isBackordered() {
      return !load.limits().isEmpty();
    }

    List<StockLine> stock() {
      return load.units().entrySet().stream()
          .map(some -> new StockLine(some.getKey(), center(), some.getValue()))
          .toList();
    }

    Money amount() {
      return Money.total(lines.stream().map(Line::amount).toList());
    }

    boolean has(Sku item) {
      return lines.stream().anyMatch(line -> line.piece().item().equals(item));
    }

    int units() {
      return lines.stream().mapToInt(Line::quantity).sum();
    }
  }

  /**
   * Some units of a SKU.
   *
   * @param amount what the customer pays for them, with their shares of shipping and tax
   */
  record Line(Piece piece, int quantity, Money amount) {}

  Money total() {
    return goods.plus(shipping).plus(tax);
  }

  /** How it is sent. */
  ShippingOption option() {
    return offered.option();
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
                                line,
                                Objects.requireNonNull(part.load().limits().get(line.sku())))))
        .toList();
  }

  private int withoutLack(Sku item) {
    int quantity = wanted.items().getOrDefault(item, 0);
    int most = 0;
    for (Product.Part content : wanted.product(item).contents()) {
      int lacks = sourced.lacking().getOrDefault(content.sku(), 0);
      most = Math.max(most, (lacks + content.quantity() - 1) / content.quantity());
    }
    return Math.max(0, quantity - most);
  }

  /** Tells whether an order would have to be refused. */
  boolean isShortFor(OrderRequest.WhenShort whenShort) {
    return !sourced.lacking().isEmpty()
        || (whenShort == OrderRequest.WhenShort.REFUSE
            && parts.stream().anyMatch(Part::isBackordered));
  }

  /**
   * Returns how many whole units of an item some of the shipments make up; if nothing ships, for
   * how many nothing is lacking.
   */
  int whole(Sku item, Predicate<Part> which) {
    if (parts.isEmpty()) {
      return withoutLack(item);
    }
    int whole = Integer.MAX_VALUE;
    for (Product.Part content : wanted.product(item).contents()) {
      Piece piece = new Piece(item, content.sku());
      int units =
          parts.stream()
              .filter(which)
              .flatMap(part -> part.lines().stream())
              .filter(line -> line.piece().equals(piece))
              .mapToInt(Line::quantity)
              .sum();
      whole = Math.min(whole, units / content.quantity());
    }
    return whole;
  }
}
