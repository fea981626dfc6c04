/**
 * For authors of stores: what a stock command amounts to. {@link io.backroom.stock.StockDecider}
 * decides on what a store shows it, whether the store keeps that in memory for good or has loaded
 * it for a batch; the store looks up, remembers and writes.
 *
 * <pre>{@code
 * StockScope.tell(command, scope);                    // what to lock or to load
 * StockResult result = decider.decide(command, now);  // changes nothing
 * decider.carryOut();                                 // now the shelves have it
 * decider.changes();                                  // what to write: counters, movements,
 * decider.reservations();                             // receipts and reservations
 * }</pre>
 *
 * <p>That a command id is used once (I-02, I-03) is for the store to look up before.
 */
@NullMarked
package io.backroom.stock;

import org.jspecify.annotations.NullMarked;
