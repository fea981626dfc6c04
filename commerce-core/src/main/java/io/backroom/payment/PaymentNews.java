package io.backroom.payment;

import io.backroom.spi.value.OrderId;

/**
 * Tells the rooms above what became of a shipment's money. Work of the kind {@link #KIND}.
 *
 * @param order which order
 * @param shipment which fulfillment order
 * @param what what happened
 * @param detail a link for the customer, or the kind of a decline
 */
public record PaymentNews(OrderId order, String shipment, What what, String detail) {
  /** The kind of work that carries the news. */
  public static final String KIND = "payment-news";

  /** What happened. */
  public enum What {
    /** The amount is set aside: the goods may be picked. */
    AUTHORIZED,
    /** The instrument was refused. */
    DECLINED,
    /** The customer must do something; the detail is the link. */
    ACTION_REQUIRED,
    /** The amount was taken: the goods may leave. */
    CAPTURED,
    /** An amount was paid back. */
    REFUNDED
  }
}
