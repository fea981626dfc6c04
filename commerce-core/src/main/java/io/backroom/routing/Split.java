package io.backroom.routing;

/** A split of an order over centers. */
final class Split {
  private final int[][] units;
  private final long[] costs;
  private final boolean[] ships;

  /**
   * Creates a split.
   *
   * @param units what each center ships, by center and item
   * @param costs the cost of each center's shipment; 0 without one
   * @param ships which centers ship anything
   */
  Split(int[][] units, long[] costs, boolean[] ships) {
    this.units = units;
    this.costs = costs;
    this.ships = ships;
  }

  int[][] units() {
    return units;
  }

  long[] costs() {
    return costs;
  }

  boolean[] ships() {
    return ships;
  }

  long cost() {
    long sum = 0;
    for (long cost : costs) {
      sum += cost;
    }
    return sum;
  }

  int shipments() {
    int count = 0;
    for (boolean ship : ships) {
      count += ship ? 1 : 0;
    }
    return count;
  }
}
