package io.backroom.benchmarks.routing;

import java.util.OptionalLong;

/**
 * One order to be split. Tables are by line: the entry of line i and center j is at i × centers +
 * j.
 *
 * @param centers how many centers there are
 * @param share how likely a center has a line
 * @param quantity units wanted of each line
 * @param available units that centers have
 * @param fixed the cost of a shipment from each center
 * @param unit the cost of a unit of each line from each center
 * @param kilometers how far each center is
 * @param priority the place of each center in the shop's own order
 * @param optimum the least cost, where it is known
 */
record Instance(
    int centers,
    double share,
    int[] quantity,
    int[] available,
    long[] fixed,
    long[] unit,
    double[] kilometers,
    int[] priority,
    OptionalLong optimum) {
  int lines() {
    return quantity.length;
  }

  /** How many sums dynamic programming over its units takes. */
  double ways() {
    double ways = 1;
    for (int units : quantity) {
      ways *= (units + 1) * (units + 2) / 2.0;
    }
    return ways;
  }

  /** The kind of order: as many centers, lines, and as likely stock. */
  Cell cell() {
    return new Cell(centers, lines(), share);
  }

  /** A kind of order. */
  record Cell(int centers, int lines, double share) {}
}
