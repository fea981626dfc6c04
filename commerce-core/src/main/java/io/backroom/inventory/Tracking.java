package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a SKU beside its counters.
 *
 * @param lotDays how many days before its end a lot is no longer sold; empty if it has no lots
 * @param serials whether each of its units has a number of its own
 * @param labels how often units were labeled: two people who label at once do so one after the
 *     other
 */
record Tracking(Sku sku, Optional<Integer> lotDays, boolean serials, long labels) {
  static final String ALL = "all";

  static final DocumentType<Tracking> TYPE =
      new DocumentType<>(
          "tracking",
          Tracking.class,
          tracking -> tracking.sku().value(),
          tracking -> List.of(new IndexEntry(ALL, tracking.sku().value())));

  static Tracking of(Transaction tx, Sku sku) {
    return tx.find(TYPE, sku.value())
        .orElseGet(() -> new Tracking(sku, Optional.empty(), false, 0));
  }

  Tracking inLots(int days) {
    return new Tracking(sku, Optional.of(days), serials, labels);
  }

  Tracking bySerial() {
    return new Tracking(sku, lotDays, true, labels);
  }

  Tracking labeled() {
    return new Tracking(sku, lotDays, serials, labels + 1);
  }

  boolean isTracked() {
    return serials || hasLots();
  }

  boolean hasLots() {
    return lotDays.isPresent();
  }
}
