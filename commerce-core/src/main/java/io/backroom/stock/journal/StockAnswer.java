package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;

/**
 * The first use of a command id, remembered so that the same command has the same answer again.
 *
 * @param command the command's id
 * @param at the time of the command
 * @param fingerprint tells the command's content from another one
 * @param result the answer
 */
public record StockAnswer(
    CommandId command, Instant at, Fingerprint fingerprint, StockResult result) {}
