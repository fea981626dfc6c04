package io.backroom.inventory;

/**
 * What became of holds. The counts are those of this node since it was started; a rising share of
 * {@code expired} or {@code capped} is what an attack on the stock looks like.
 *
 * @param made holds that were made
 * @param extended how often an end was moved
 * @param ordered holds whose units an order has got
 * @param givenBack holds that were given back
 * @param replaced holds whose place another hold has taken
 * @param expired holds that time has ended
 * @param capped how often a hold was refused by a cap
 * @param unitsNow units that are held at this moment on all nodes, as far as the caps count them
 */
public record HoldMetrics(
    long made,
    long extended,
    long ordered,
    long givenBack,
    long replaced,
    long expired,
    long capped,
    long unitsNow) {}
