package io.backroom.spi.inventory;

import java.time.Instant;

/**
 * Goods on their way to a distribution center.
 *
 * @param id the receipt's id
 * @param line which SKU, where and how many units are still to come
 * @param expectedAt when they are expected there
 */
public record ExpectedReceipt(ReceiptId id, StockLine line, Instant expectedAt) {}
