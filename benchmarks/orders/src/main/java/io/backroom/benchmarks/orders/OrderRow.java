package io.backroom.benchmarks.orders;

import java.util.List;
import java.util.Optional;

/** A row of the peer's table of orders, in plain values. */
record OrderRow(
    String id,
    String customer,
    List<Line> lines,
    long totalMinor,
    Step step,
    Optional<String> authorization,
    Optional<String> capture,
    Optional<String> tracking) {

  record Line(String sku, int quantity) {}

  OrderRow at(Step next) {
    return new OrderRow(id, customer, lines, totalMinor, next, authorization, capture, tracking);
  }

  OrderRow authorized(String reference) {
    return new OrderRow(
        id, customer, lines, totalMinor, step, Optional.of(reference), capture, tracking);
  }

  OrderRow captured(String reference) {
    return new OrderRow(
        id, customer, lines, totalMinor, step, authorization, Optional.of(reference), tracking);
  }

  OrderRow tracked(String number) {
    return new OrderRow(
        id, customer, lines, totalMinor, step, authorization, capture, Optional.of(number));
  }
}
