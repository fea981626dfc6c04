/** One order split over centers at least cost, beside the solvers of OR-Tools. */
@NullMarked
package io.backroom.benchmarks.routing;

import org.jspecify.annotations.NullMarked;
