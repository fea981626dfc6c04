/**
 * For authors of stores: what a stock command amounts to, for a store that has at hand what it
 * decides on, whether it keeps that in memory for good or has loaded it for a batch. {@link
 * io.backroom.memory.stock.StockDecision} decides; the store looks up, remembers and writes.
 */
@NullMarked
package io.backroom.memory.stock;

import org.jspecify.annotations.NullMarked;
