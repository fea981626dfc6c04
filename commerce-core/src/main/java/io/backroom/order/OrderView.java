package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.payment.PaymentStatus;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param change the change that is open, if there is one
 * @param data what the host keeps with it
 * @param option the id of the shipping option of all that has not left; each shipment has its own.
 *     Empty for what was ordered before orders had any
 * @param wantedBy until when it is wanted; empty if no date is
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
    List<FulfillmentOrder> shipments,
    Optional<ChangeView> change,
    Map<String, String> data,
    Optional<String> option,
    Optional<Instant> wantedBy) {
  /** Copies the lists. */
  public OrderView {
    lines = List.copyOf(lines);
    shipments = List.copyOf(shipments);
    data = Map.copyOf(data);
  }

  /**
   * One item.
   *
   * @param sku which SKU
   * @param title its name when it was ordered
   * @param unitPrice its price when it was first ordered; what a change of the order adds later
   *     costs what the change said
   * @param quantity units ordered
   * @param cancelled units cancelled since; of a bundle, those of which a part was cancelled
   * @param returned units that came back
   * @param contents what one unit takes out of the stock: itself, or its parts as they were when it
   *     was ordered
   */
  public record Line(
      Sku sku,
      String title,
      Money unitPrice,
      int quantity,
      int cancelled,
      int returned,
      List<Product.Part> contents) {
    /** Copies the contents. */
    public Line {
      contents = List.copyOf(contents);
    }

    /** Returns the line with more units, at the price they are ordered at. */
    Line adding(int units) {
      return new Line(sku, title, unitPrice, quantity + units, cancelled, returned, contents);
    }

    /** Returns how many units were ordered and not cancelled. */
    int standing() {
      return quantity - cancelled;
    }

    /** Returns the line with so many units cancelled in all. */
    Line cancelled(int units) {
      return new Line(sku, title, unitPrice, quantity, units, returned, contents);
    }

    Line returning(int units) {
      return new Line(sku, title, unitPrice, quantity, cancelled, returned + units, contents);
    }

    /** Returns how many whole units some of its pieces make up. */
    int whole(Map<FulfillmentOrder.Piece, Integer> pieces) {
      return contents.stream()
          .mapToInt(
              part ->
                  pieces.getOrDefault(new FulfillmentOrder.Piece(sku, part.sku()), 0)
                      / part.quantity())
          .min()
          .orElse(0);
    }
  }
}
