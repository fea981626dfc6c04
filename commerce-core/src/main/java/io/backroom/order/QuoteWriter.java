package io.backroom.order;

import io.backroom.inventory.Availability;
import io.backroom.inventory.Inventory;
import io.backroom.payment.PaymentPlan;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.Recommendations;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Turns a plan into what a customer reads. */
final class QuoteWriter {
  private static final ListTerms ALTERNATIVES = ListTerms.of(5);

  private final Inventory inventory;
  private final Recommendations recommendations;

  QuoteWriter(Inventory inventory, Recommendations recommendations) {
    this.inventory = inventory;
    this.recommendations = recommendations;
  }

  /**
   * Returns a quote.
   *
   * @param options the plans of every option that there is
   */
  Quote quote(Plan plan, List<Plan> options, Optional<PaymentPlan> payment) {
    return new Quote(
        lines(plan),
        plan.goods(),
        plan.shipping(),
        plan.tax(),
        plan.total(),
        shipments(plan),
        plan.option(),
        options.stream()
            .map(own -> new Quote.Option(own.option(), own.total(), shipments(own)))
            .toList(),
        plan.sourced().candidates(),
        payment);
  }

  /** Returns the items of a plan. */
  List<Quote.Line> lines(Plan plan) {
    Map<Sku, Availability> availability = inventory.availability(plan.wanted().items().keySet());
    return plan.wanted().items().entrySet().stream()
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
    Product product = plan.wanted().product(sku);
    int inStock = plan.whole(sku, part -> !part.isBackordered());
    int promised = plan.whole(sku, part -> true);
    boolean enough = inStock == quantity;
    return new Quote.Line(
        sku,
        product.title(),
        quantity,
        product.price(),
        inStock,
        promised - inStock,
        enough ? Optional.empty() : availability.returns(),
        enough ? List.of() : recommendations.alternatives(sku, ALTERNATIVES));
  }

  private static List<Quote.Shipment> shipments(Plan plan) {
    return plan.parts().stream().map(QuoteWriter::shipment).toList();
  }

  private static Quote.Shipment shipment(Plan.Part part) {
    return new Quote.Shipment(
        part.center(),
        part.units(),
        part.dates(),
        part.amount(),
        part.isBackordered() ? Quote.Charge.AUTHORIZED_ON_RECEIPT : Quote.Charge.AUTHORIZED_NOW);
  }
}
