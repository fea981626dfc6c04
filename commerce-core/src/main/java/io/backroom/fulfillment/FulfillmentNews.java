package io.backroom.fulfillment;

import io.backroom.spi.value.OrderId;

/**
 * Tells the rooms above where a shipment has come to. Work of the kind {@link #KIND}.
 *
 * @param order which order
 * @param shipment which fulfillment order
 * @param state where it stands now
 */
public record FulfillmentNews(OrderId order, String shipment, FulfillmentState state) {
  /** The kind of work that carries the news. */
  public static final String KIND = "fulfillment-news";
}
