package io.backroom.spi.policy;

import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;

/**
 * A step of an order or of one of its shipments from one state to the next.
 *
 * @param subject what takes the step
 * @param order which order
 * @param id the order's id again, or the shipment's
 * @param from the state before, by its name
 * @param to the state after, by its name
 * @param caller who brings it about
 */
public record Transition(
    Subject subject, OrderId order, String id, String from, String to, Caller caller) {
  /** What takes a step. */
  public enum Subject {
    /** An order. */
    ORDER,
    /** A shipment: a fulfillment order. */
    SHIPMENT
  }
}
