package io.backroom.routing.exact;

/**
 * Makes sums of costs out of an order with rules. Lines that leave together become one line of one
 * unit, which only centers have that have all of it. What counts before cost is added to the costs,
 * with weights that no sum of lower tiers reaches.
 */
final class Reduction {
  private static final int ROOM_BITS = 57;

  /** The lines that each reduced line stands for: the first, and the next after each; −1 ends. */
  private int[] head = {};

  private int[] next = {};
  private int[] last = {};
  private boolean[] bound = {};
  private int lines;

  private int[] quantity = {};
  private int[] available = {};
  private long[] fixed = {};
  private long[] unit = {};

  /** Puts lines into groups. */
  void group(SourcingProblem problem) {
    int n = problem.lines();
    if (next.length < n) {
      head = new int[n];
      last = new int[n];
      next = new int[n];
      bound = new boolean[n];
    }
    lines = 0;
    for (int i = 0; i < n; i++) {
      next[i] = -1;
      int group = problem.group(i);
      int same = group < 0 ? -1 : find(problem, group);
      if (same >= 0) {
        next[last[same]] = i;
        last[same] = i;
      } else {
        head[lines] = i;
        last[lines] = i;
        bound[lines++] = group >= 0;
      }
    }
  }

  /** Has lines leave whole which some center has in full: fewer ways to try. */
  void bindWholeLines(SourcingProblem problem) {
    for (int r = 0; r < lines; r++) {
      for (int j = 0; j < problem.centers() && !bound[r]; j++) {
        int line = head[r];
        bound[r] = problem.available()[line * problem.centers() + j] >= problem.quantity()[line];
      }
    }
  }

  private int find(SourcingProblem problem, int group) {
    for (int r = 0; r < lines; r++) {
      if (problem.group(head[r]) == group) {
        return r;
      }
    }
    return -1;
  }

  int lines() {
    return lines;
  }

  int head(int line) {
    return head[line];
  }

  int next(int line) {
    return next[line];
  }

  /** Whether all units of a reduced line leave together. */
  boolean bound(int line) {
    return bound[line];
  }

  /** How many units a reduced line has of its own: 1 if they leave together. */
  int quantity(SourcingProblem problem, int line) {
    return bound[line] ? 1 : problem.quantity()[head[line]];
  }

  /** How many of a reduced line's units a center has. */
  int available(SourcingProblem problem, int line, int center) {
    int m = problem.centers();
    if (!bound[line]) {
      return problem.available()[head[line] * m + center];
    }
    for (int i = head[line]; i >= 0; i = next[i]) {
      if (problem.available()[i * m + center] < problem.quantity()[i]) {
        return 0;
      }
    }
    return 1;
  }

  /** How many units of the order a unit of a reduced line stands for. */
  long weight(SourcingProblem problem, int line) {
    if (!bound[line]) {
      return 1;
    }
    long sum = 0;
    for (int i = head[line]; i >= 0; i = next[i]) {
      sum += problem.quantity()[i];
    }
    return sum;
  }

  /** Adds a plan's units of a reduced line to an answer. */
  void put(SourcingProblem problem, SourcingAnswer answer, int line, int center, int units) {
    if (!bound[line]) {
      answer.add(head[line], center, units);
      return;
    }
    for (int i = head[line]; i >= 0; i = next[i]) {
      answer.add(i, center, problem.quantity()[i]);
    }
  }

  /**
   * Fills an order of sums.
   *
   * @param leave whether leaving units out is a choice, at a price above all others; otherwise
   *     everything ships that centers have
   */
  void reduce(SourcingProblem problem, boolean leave, Affine into) {
    group(problem);
    int m = problem.centers();
    int columns = leave ? m + 1 : m;
    grow(columns);
    into.centers = columns;
    into.lines = lines;
    into.quantity = quantity;
    into.available = available;
    into.fixed = fixed;
    into.unit = unit;
    into.maxShipments = problem.maxShipments();
    into.leaving = leave ? m : -1;
    into.lost = lostBits(problem, leave);
    weigh(problem, into);
  }

  private void grow(int columns) {
    if (quantity.length < lines) {
      quantity = new int[lines];
    }
    if (available.length < lines * columns) {
      available = new int[lines * columns];
      unit = new long[lines * columns];
    }
    if (fixed.length < columns) {
      fixed = new long[columns];
    }
  }

  private int lostBits(SourcingProblem problem, boolean leave) {
    long units = 0;
    for (int each : problem.quantity()) {
      units += each;
    }
    int late = 0;
    for (int j = 0; j < problem.centers(); j++) {
      late = Math.max(late, problem.late(j));
    }
    int tiers = 0;
    tiers += problem.fewestShipments() ? 1 + SourcingProblem.bits(problem.centers()) : 0;
    tiers += late > 0 ? 1 + SourcingProblem.bits(units * late) : 0;
    tiers += leave ? 1 + SourcingProblem.bits(units) : SourcingProblem.bits(units);
    return Math.max(0, SourcingProblem.bits(most(problem, 0)) + tiers - ROOM_BITS);
  }

  /** The cost of the dearest plan, at least. */
  private static long most(SourcingProblem problem, int shift) {
    int m = problem.centers();
    long sum = 1;
    for (long base : problem.fixed()) {
      sum += base >> shift;
    }
    for (int i = 0; i < problem.lines(); i++) {
      long dearest = 0;
      for (int j = 0; j < m; j++) {
        dearest = Math.max(dearest, problem.unit()[i * m + j] >> shift);
      }
      sum += problem.quantity()[i] * dearest;
    }
    return sum;
  }

  private void weigh(SourcingProblem problem, Affine into) {
    int m = problem.centers();
    int shift = into.lost;
    long shipment = most(problem, shift);
    long tiers = problem.fewestShipments() ? shipment * (m + 1) : shipment;
    long units = 0;
    int latest = 0;
    for (int each : problem.quantity()) {
      units += each;
    }
    for (int j = 0; j < m; j++) {
      latest = Math.max(latest, problem.late(j));
      fixed[j] = (problem.fixed()[j] >> shift) + (problem.fewestShipments() ? shipment : 0);
    }
    long late = tiers;
    long left = tiers + late * latest * units;
    for (int r = 0; r < lines; r++) {
      quantity[r] = quantity(problem, r);
      for (int j = 0; j < m; j++) {
        int at = r * into.centers + j;
        available[at] = available(problem, r, j);
        unit[at] = amount(problem, r, j, shift) + late * problem.late(j) * weight(problem, r);
      }
      if (into.leaving >= 0) {
        available[r * into.centers + m] = quantity[r];
        unit[r * into.centers + m] = left * weight(problem, r);
      }
    }
    if (into.leaving >= 0) {
      fixed[m] = 0;
    }
  }

  private long amount(SourcingProblem problem, int line, int center, int shift) {
    int m = problem.centers();
    if (!bound[line]) {
      return problem.unit()[head[line] * m + center] >> shift;
    }
    long sum = 0;
    for (int i = head[line]; i >= 0; i = next[i]) {
      sum += problem.quantity()[i] * (problem.unit()[i * m + center] >> shift);
    }
    return sum;
  }
}
