package io.backroom.examples.replay.data;

import java.time.Instant;
import java.util.Optional;

/** What became of one row. */
sealed interface Parsed {
  /** A row that can be replayed; the quantity is positive for sales and cancellations alike. */
  record Row(
      String invoice,
      boolean cancellation,
      Instant time,
      String sku,
      String description,
      int quantity,
      long pricePence,
      Optional<String> customer,
      String country)
      implements Parsed {}

  /** A row that cannot. */
  record Rejected(UnusableReason reason) implements Parsed {}
}
