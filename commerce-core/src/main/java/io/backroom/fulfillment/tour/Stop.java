package io.backroom.fulfillment.tour;

/**
 * A place where a picker stops.
 *
 * @param aisle the aisle, counted from 0
 * @param position how far into the aisle from the front cross aisle, counted through all blocks
 */
public record Stop(int aisle, int position) {}
