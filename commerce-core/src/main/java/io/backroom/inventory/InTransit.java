package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.List;

/**
 * Goods that one center has sent to another.
 *
 * @param receipt under which they are received there
 * @param sku which SKU
 * @param from the center they left
 * @param to the center they go to
 * @param sent units that left
 * @param left units that are still on their way
 * @param expectedAt when they are expected there
 */
public record InTransit(
    ReceiptId receipt,
    Sku sku,
    CenterId from,
    CenterId to,
    int sent,
    int left,
    Instant expectedAt) {
  static final String OPEN = "open";

  static final DocumentType<InTransit> TYPE =
      new DocumentType<>(
          "transfer", InTransit.class, transfer -> transfer.receipt().value(), InTransit::indexes);

  private List<IndexEntry> indexes() {
    return left > 0 ? List.of(new IndexEntry(OPEN, Sortable.time(expectedAt))) : List.of();
  }

  InTransit with(int units, Instant time) {
    return new InTransit(receipt, sku, from, to, sent, units, time);
  }
}
