/**
 * Which way a picker walks and how far, exactly and in plain numbers, in warehouses of parallel
 * aisles with one to three blocks. {@link io.backroom.fulfillment.tour.AisleGrid} is the warehouse,
 * {@link io.backroom.fulfillment.tour.PickTours} answers, and {@link
 * io.backroom.fulfillment.tour.TourLength} where the length is enough.
 */
@NullMarked
package io.backroom.fulfillment.tour;

import org.jspecify.annotations.NullMarked;
