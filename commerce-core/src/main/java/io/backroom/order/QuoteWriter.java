package io.backroom.order;

import io.backroom.inventory.Availability;
import io.backroom.inventory.Inventory;
import io.backroom.recommendation.Recommendations;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns a plan into what a customer reads. */
final class QuoteWriter {
  private static final int ALTERNATIVES = 5;

  private final Inventory inventory;
  private final Recommendations recommendations;

  QuoteWriter(Inventory inventory, Recommendations recommendations) {
    this.inventory = inventory;
    this.recommendations = recommendations;
  }

  Quote quote(Plan plan) {
    return new Quote(
        lines(plan),
        plan.goods(),
        plan.shipping(),
        plan.tax(),
        plan.total(),
        plan.parts().stream().map(QuoteWriter::shipment).toList(),
        plan.routing().candidates());
  }

  /** Returns the items of a plan. */
  List<Quote.Line> lines(Plan plan) {
    Map<Sku, Availability> availability = inventory.availability(plan.wanted().keySet());
    return plan.wanted().entrySet().stream()
        .map(
            item ->
                line(
                    plan,
                    item.getKey(),
                    item.getValue(),
                    Objects.requireNonNull(availability.get(item.getKey()))))
        .toList();
  }

  private Quote.Line line(Plan plan, Sku sku, int quantity, Availability availability) {
    Product product = plan.product(sku);
    int inStock = plan.units(sku, false);
    boolean enough = inStock == quantity;
    return new Quote.Line(
        sku,
        product.title(),
        quantity,
        product.price(),
        inStock,
        plan.units(sku, true),
        enough ? Optional.empty() : availability.next().map(Availability.Next::expectedAt),
        enough ? List.of() : recommendations.alternatives(sku, ALTERNATIVES));
  }

  private static Quote.Shipment shipment(Plan.Part part) {
    return new Quote.Shipment(
        part.center(),
        part.lines().stream().mapToInt(Plan.Line::quantity).sum(),
        part.arrives(),
        part.amount(),
        part.isBackordered() ? Quote.Charge.AUTHORIZED_ON_RECEIPT : Quote.Charge.AUTHORIZED_NOW);
  }
}
