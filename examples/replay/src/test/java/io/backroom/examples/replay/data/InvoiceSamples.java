package io.backroom.examples.replay.data;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Short ways to write invoices down. */
final class InvoiceSamples {
  private InvoiceSamples() {}

  static Invoice sale(String number, String day, Line... lines) {
    return invoice(number, Optional.of("17850"), day, false, lines);
  }

  static Invoice cancellation(String number, String day, Line... lines) {
    return invoice(number, Optional.of("17850"), day, true, lines);
  }

  static Invoice invoice(
      String number, Optional<String> customer, String day, boolean cancellation, Line... lines) {
    Instant noon = Instant.parse(day + "T12:00:00Z");
    return new Invoice(number, noon, customer, "United Kingdom", List.of(lines), cancellation);
  }

  static Line mugs(int quantity) {
    return mugs(quantity, 250);
  }

  static Line mugs(int quantity, long pence) {
    return new Line("10002", quantity, pence);
  }
}
