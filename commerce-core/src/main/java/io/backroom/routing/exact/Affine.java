package io.backroom.routing.exact;

/**
 * An order whose costs are sums, as the search sees it: either a plain problem as it is, or one
 * that {@link Reduction} made of a problem with rules. A view that is used again, not a value.
 */
final class Affine {
  int centers;
  int lines;
  int[] quantity = {};
  int[] available = {};
  long[] fixed = {};
  long[] unit = {};
  int maxShipments;

  /** A center that stands for leaving units out; it is no shipment. −1 for none. */
  int leaving;

  /** How many low bits of all amounts are lost, because they did not fit. */
  int lost;

  void view(SourcingProblem problem) {
    centers = problem.centers();
    lines = problem.lines();
    quantity = problem.quantity();
    available = problem.available();
    fixed = problem.fixed();
    unit = problem.unit();
    maxShipments = problem.maxShipments();
    leaving = -1;
    lost = 0;
  }
}
