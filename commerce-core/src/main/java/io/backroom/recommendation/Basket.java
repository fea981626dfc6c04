package io.backroom.recommendation;

import io.backroom.spi.value.OrderId;
import java.time.Instant;

/** What one order brought home. */
final class Basket {
  private final OrderId order;
  private final int customer;
  private final Instant at;
  private final String segment;
  private final int[] skus;
  private final int[] units;
  private final int[] back;

  /**
   * Creates a basket.
   *
   * @param order which order
   * @param customer the number of the customer
   * @param at when it was placed
   * @param segment the customer's segment; empty if unknown
   * @param skus the numbers of its SKUs, each once, in the order of the SKUs' names
   * @param units units of each, at least 1
   * @param back units of each that came back; more than all counts as all
   */
  Basket(
      OrderId order,
      int customer,
      Instant at,
      String segment,
      int[] skus,
      int[] units,
      int[] back) {
    this.order = order;
    this.customer = customer;
    this.at = at;
    this.segment = segment;
    this.skus = skus;
    this.units = units;
    this.back = back;
  }

  OrderId order() {
    return order;
  }

  int customer() {
    return customer;
  }

  Instant at() {
    return at;
  }

  String segment() {
    return segment;
  }

  int[] skus() {
    return skus;
  }

  int[] units() {
    return units;
  }

  int[] back() {
    return back;
  }

  int day() {
    return Decay.day(at);
  }

  /** Units of a line that the customer kept, as a share of those bought: 0 to 1. */
  double keptShare(int line) {
    return (double) Math.max(0, units[line] - back[line]) / units[line];
  }

  boolean keeps(int line) {
    return units[line] > back[line];
  }

  /** Returns the line of a SKU, or a negative number. */
  int line(int sku) {
    for (int line = 0; line < skus.length; line++) {
      if (skus[line] == sku) {
        return line;
      }
    }
    return -1;
  }
}
