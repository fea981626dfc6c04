package io.backroom.routing;

/**
 * An order to be split over centers, in plain numbers. Centers stand in the order of their ids, so
 * that a smaller index wins a tie.
 */
final class SplitProblem {
  private final int centers;
  private final int[] quantity;
  private final int[][] available;
  private final Tariff tariff;

  /**
   * Creates a problem.
   *
   * @param centers how many centers
   * @param quantity units wanted of each item, at least 1
   * @param available units that each center can promise, by item and center, not negative
   * @param tariff what shipments cost
   */
  SplitProblem(int centers, int[] quantity, int[][] available, Tariff tariff) {
    this.centers = centers;
    this.quantity = quantity;
    this.available = available;
    this.tariff = tariff;
  }

  int centers() {
    return centers;
  }

  int[] quantity() {
    return quantity;
  }

  int[][] available() {
    return available;
  }

  Tariff tariff() {
    return tariff;
  }

  /** What shipments cost, in integers of any one unit of money. */
  interface Tariff {
    /**
     * Returns the cost of one shipment.
     *
     * @param center the index of the center
     * @param units units of each item, at least one of them positive
     * @return the cost, not negative
     */
    long cost(int center, int[] units);

    /**
     * Returns a cost that no shipment of a center falls below; the search skips by it.
     *
     * @param center the index of the center
     * @return the bound, not negative
     */
    long least(int center);

    /**
     * Returns what one more unit of an item costs at a center. Only differences between centers
     * count, so the scale may be any, the same for all centers and items.
     *
     * @param item the index of the item
     * @param center the index of the center
     * @return the cost of a unit
     */
    long unitCost(int item, int center);
  }

  int items() {
    return quantity.length;
  }

  /** Units of an item that all centers together can ship, at most those wanted. */
  int fillable(int item) {
    long sum = 0;
    for (int units : available[item]) {
      sum += units;
    }
    return (int) Math.min(quantity[item], sum);
  }
}
