package io.backroom.benchmarks.reservation;

import java.util.function.Function;

/**
 * A way to reserve.
 *
 * @param who its name in the table
 * @param stock makes new stock that is reserved in this way
 */
record Way(String who, Function<Workload, Stock> stock) {}
