/**
 * What a customer may want next, learned from what customers bought: again, together, instead.
 *
 * <p>{@link io.backroom.recommendation.Recommendations} is the door. Nothing is learned about a
 * customer without consent, nothing is recommended that cannot be promised, and every answer names
 * its reasons.
 */
@NullMarked
package io.backroom.recommendation;

import org.jspecify.annotations.NullMarked;
