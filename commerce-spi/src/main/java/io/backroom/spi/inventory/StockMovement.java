package io.backroom.spi.inventory;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;

/**
 * One change of the counters of one SKU at one center. Each counter is the sum of its column over
 * all movements. Movements are never changed or removed.
 *
 * @param sequence its place in the ledger, from 1, growing
 * @param at the time of the command
 * @param cause the command that caused it; (cause, SKU, center) is unique
 * @param kind the command's name: Reserve, Commit, Release, Expire, Ship, Fill, Move, Receive,
 *     Adjust, Count, Transfer
 * @param sku which SKU
 * @param center at which center
 * @param onHand change of on hand, in units
 * @param unavailable change of unavailable
 * @param reserved change of reserved
 * @param allocated change of allocated
 * @param backordered change of backordered
 */
public record StockMovement(
    long sequence,
    Instant at,
    CommandId cause,
    String kind,
    Sku sku,
    CenterId center,
    int onHand,
    int unavailable,
    int reserved,
    int allocated,
    int backordered) {}
