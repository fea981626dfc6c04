package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.payment.PaymentStatus;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;

/**
 * An order as a person wants to see it.
 *
 * @param id its id
 * @param customer whose it is
 * @param channel where it was placed
 * @param placedAt when
 * @param state where it stands
 * @param lines the items
 * @param total what was ordered, in money
 * @param payment its money as it stands
 * @param shipments what leaves where, with states and dates
 */
public record OrderView(
    OrderId id,
    CustomerId customer,
    Channel channel,
    Instant placedAt,
    OrderState state,
    List<Line> lines,
    Money total,
    PaymentStatus payment,
    List<FulfillmentOrder> shipments) {
  /** Copies the lists. */
  public OrderView {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
  }

  /**
   * One item.
   *
   * @param sku which SKU
   * @param title its name when it was ordered
   * @param unitPrice its price when it was ordered
   * @param quantity units ordered
   * @param cancelled units cancelled since
   * @param returned units that came back
   */
  public record Line(
      Sku sku, String title, Money unitPrice, int quantity, int cancelled, int returned) {
    Line cancelling(int units) {
      return new Line(sku, title, unitPrice, quantity, cancelled + units, returned);
    }

    Line returning(int units) {
      return new Line(sku, title, unitPrice, quantity, cancelled, returned + units);
    }
  }
}
