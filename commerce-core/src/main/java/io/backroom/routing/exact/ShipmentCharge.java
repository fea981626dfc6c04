package io.backroom.routing.exact;

/**
 * What one shipment costs, by any rule: weight steps, surcharges, penalties for a late promise,
 * goods that must not travel together. Free of effects; called by the thread that solves.
 */
@FunctionalInterface
public interface ShipmentCharge {
  /** The charge of what must not be shipped: no plan has such a shipment. */
  long FORBIDDEN = Long.MAX_VALUE;

  /**
   * Returns the cost of one shipment.
   *
   * @param center the place of the center in the problem
   * @param units how many units of each line are in it, at least one in all; belongs to the solver,
   *     which changes it after the call
   * @return 0 to 2^44, or {@link #FORBIDDEN}
   */
  long charge(int center, int[] units);
}
