package io.backroom.stock;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import java.util.Optional;

/**
 * What becomes of an expected receipt.
 *
 * @param id which one
 * @param after the receipt afterwards, or empty if nothing is expected of it any more
 */
public record ReceiptChange(ReceiptId id, Optional<ExpectedReceipt> after) {}
