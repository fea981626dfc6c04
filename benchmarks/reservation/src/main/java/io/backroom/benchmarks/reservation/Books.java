package io.backroom.benchmarks.reservation;

/**
 * What a stock says when it is read back after all buyers have left.
 *
 * @param left units that its counters say are left, over all SKUs
 * @param lowest the least that is left of any SKU
 * @param reservations how many reservations it has
 * @param units how many units these have together
 */
record Books(long left, long lowest, long reservations, long units) {}
