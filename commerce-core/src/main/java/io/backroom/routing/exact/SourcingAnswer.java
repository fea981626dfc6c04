package io.backroom.routing.exact;

import java.util.Arrays;

/**
 * What a solver found; its caller keeps it and uses it again for the next order. It allocates only
 * when an order is larger than all before. Lives in one thread.
 *
 * <p>A plan is a list of parts: so many units of a line from a center. With {@link
 * SourcingStatus#INFEASIBLE} it is the plan that leaves out least, and shows which lines are short.
 */
public final class SourcingAnswer {
  private SourcingStatus status = SourcingStatus.OPTIMAL;
  private long cost;
  private long bound;
  private long late;
  private long unfilled;
  private int shipments;
  private int nodes;
  private int parts;
  private int[] line = new int[16];
  private int[] center = new int[16];
  private int[] units = new int[16];

  /** Creates an empty answer. */
  public SourcingAnswer() {
    // Nothing was asked yet.
  }

  /**
   * Returns what is known of the plan.
   *
   * @return the status
   */
  public SourcingStatus status() {
    return status;
  }

  /**
   * Returns the cost of all shipments.
   *
   * @return the cost, in the unit of the problem
   */
  public long cost() {
    return cost;
  }

  /**
   * Returns a cost that no plan falls below which ships as many units as punctually.
   *
   * @return the cost, if the status is OPTIMAL; otherwise less than it
   */
  public long bound() {
    return bound;
  }

  /**
   * Returns how late the plan is.
   *
   * @return the sum over all units of how late they are
   */
  public long late() {
    return late;
  }

  /**
   * Returns how much the plan leaves out.
   *
   * @return units
   */
  public long unfilled() {
    return unfilled;
  }

  /**
   * Returns how many centers ship.
   *
   * @return the number of shipments
   */
  public int shipments() {
    return shipments;
  }

  /**
   * Returns how many nodes the branch and bound looked at; 0 where none was needed.
   *
   * @return the number of nodes
   */
  public int nodes() {
    return nodes;
  }

  /**
   * Returns how many parts the plan has.
   *
   * @return the number of parts
   */
  public int parts() {
    return parts;
  }

  /**
   * Returns the line of a part.
   *
   * @param part which part, from 0
   * @return the place of the line in the problem
   */
  public int line(int part) {
    return line[part];
  }

  /**
   * Returns the center of a part.
   *
   * @param part which part, from 0
   * @return the place of the center in the problem
   */
  public int center(int part) {
    return center[part];
  }

  /**
   * Returns the units of a part.
   *
   * @param part which part, from 0
   * @return units, at least 1
   */
  public int units(int part) {
    return units[part];
  }

  /**
   * Returns how many units of a line a center ships.
   *
   * @param ofLine the place of the line
   * @param ofCenter the place of the center
   * @return units
   */
  public int units(int ofLine, int ofCenter) {
    int sum = 0;
    for (int part = 0; part < parts; part++) {
      sum += line[part] == ofLine && center[part] == ofCenter ? units[part] : 0;
    }
    return sum;
  }

  /**
   * Returns how many units of a line are shipped.
   *
   * @param ofLine the place of the line
   * @return units
   */
  public int shipped(int ofLine) {
    int sum = 0;
    for (int part = 0; part < parts; part++) {
      sum += line[part] == ofLine ? units[part] : 0;
    }
    return sum;
  }

  void clear() {
    status = SourcingStatus.OPTIMAL;
    cost = 0;
    bound = 0;
    late = 0;
    unfilled = 0;
    shipments = 0;
    nodes = 0;
    parts = 0;
  }

  void add(int ofLine, int ofCenter, int some) {
    if (parts == line.length) {
      line = Arrays.copyOf(line, 2 * parts);
      center = Arrays.copyOf(center, 2 * parts);
      units = Arrays.copyOf(units, 2 * parts);
    }
    line[parts] = ofLine;
    center[parts] = ofCenter;
    units[parts++] = some;
  }

  void drop() {
    parts = 0;
  }

  void dropCenter(int ofCenter) {
    int kept = 0;
    for (int part = 0; part < parts; part++) {
      if (center[part] != ofCenter) {
        line[kept] = line[part];
        center[kept] = center[part];
        units[kept++] = units[part];
      }
    }
    parts = kept;
  }

  void refuse() {
    status = SourcingStatus.INFEASIBLE;
  }

  /** Takes the plan of another answer if it is better. */
  void takeBetter(SourcingAnswer other, boolean fewest) {
    int better = Long.compare(other.unfilled, unfilled);
    better = better != 0 ? better : Long.compare(other.late, late);
    better = better != 0 || !fewest ? better : Integer.compare(other.shipments, shipments);
    better = better != 0 ? better : Long.compare(other.cost, cost);
    better = better != 0 ? better : Integer.compare(other.shipments, shipments);
    if (better < 0) {
      parts = 0;
      for (int part = 0; part < other.parts; part++) {
        add(other.line[part], other.center[part], other.units[part]);
      }
      sum(other.cost, other.late, other.unfilled, other.shipments);
    }
  }

  void sum(long totalCost, long totalLate, long left, int count) {
    cost = totalCost;
    late = totalLate;
    unfilled = left;
    shipments = count;
  }

  void proven(SourcingStatus known, long least, int walked) {
    status = known;
    bound = least;
    nodes = walked;
  }
}
