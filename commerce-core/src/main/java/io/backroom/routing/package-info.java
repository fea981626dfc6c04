/**
 * Which distribution center ships what, at what cost and why.
 *
 * <p>{@link io.backroom.routing.LeastCostRouting} is what a shop wants; {@link
 * io.backroom.routing.RoutingTerms} says what counts for it. {@link
 * io.backroom.routing.NearestRouting}, {@link io.backroom.routing.PriorityRouting} and {@link
 * io.backroom.routing.FewestSplitsRouting} are the rules that most shops have. {@link
 * io.backroom.routing.Freight} and {@link io.backroom.routing.RateCard} make costs and transit
 * times of tables that a host replaces by its own contracts.
 */
@NullMarked
package io.backroom.routing;

import org.jspecify.annotations.NullMarked;
