/**
 * How far a picker walks, exactly and in plain numbers, in warehouses of parallel aisles with one
 * to three blocks. {@link io.backroom.fulfillment.tour.AisleGrid} is the warehouse, {@link
 * io.backroom.fulfillment.tour.TourLength} answers.
 */
@NullMarked
package io.backroom.fulfillment.tour;

import org.jspecify.annotations.NullMarked;
