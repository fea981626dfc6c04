/**
 * Which distribution center ships what, at what cost and why.
 *
 * <p>{@link io.backroom.routing.LeastCostRouting} is what a shop wants; {@link
 * io.backroom.routing.NearestRouting} is what most shops have. {@link io.backroom.routing.Freight}
 * holds defaults for distance, cost and transit time that a host replaces by its own contracts.
 */
@NullMarked
package io.backroom.routing;

import org.jspecify.annotations.NullMarked;
