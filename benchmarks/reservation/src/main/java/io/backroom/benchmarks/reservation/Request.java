package io.backroom.benchmarks.reservation;

import java.time.Instant;

/**
 * What one buyer wants: a unit of each SKU, all or none.
 *
 * @param id the reservation's, unique
 * @param owner who the buyer is
 * @param skus the SKUs' numbers, ascending
 * @param endsAt when the reservation ends
 */
record Request(String id, String owner, int[] skus, Instant endsAt) {}
