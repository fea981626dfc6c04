/**
 * Which orders one picker takes on one cart, and when, so that carriers' cut-offs are kept. {@link
 * io.backroom.fulfillment.wave.WavePlanner} makes the plan.
 */
@NullMarked
package io.backroom.fulfillment.wave;

import org.jspecify.annotations.NullMarked;
