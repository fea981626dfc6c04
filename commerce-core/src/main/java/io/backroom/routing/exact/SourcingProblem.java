package io.backroom.routing.exact;

import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.util.Optional;

/**
 * One order to be split over centers.
 *
 * <p>Tables of lines and centers are arrays by line: the entry of line {@code i} and center {@code
 * j} of {@code m} centers is at {@code i * m + j}. Centers stand in the order of preference, which
 * decides ties: earlier promise first, then the shop's priority, then the id.
 *
 * <p>The arrays are not copied, so that asking costs nothing: who gives them away must not change
 * them while a solver works. The problem itself never changes; {@code with} methods return another
 * one.
 */
public final class SourcingProblem {
  /** How many bits the costs of a whole plan may take. */
  private static final int COST_BITS = 58;

  private static final int[] NONE = {};

  private final int centers;
  private final int[] quantity;
  private final int[] available;
  private final long[] fixed;
  private final long[] unit;
  private final Rules rules;
  private final boolean plain;

  /** What goes beyond a plain order; one object, so that a plain order carries one reference. */
  private record Rules(
      int maxShipments,
      int[] group,
      int[] late,
      boolean fewestShipments,
      boolean complete,
      Optional<ShipmentCharge> charge) {
    static final Rules PLAIN =
        new Rules(Integer.MAX_VALUE, NONE, NONE, false, false, Optional.empty());
  }

  private SourcingProblem(
      int[] quantity, int[] available, long[] fixed, long[] unit, Rules rules, boolean plain) {
    this.centers = fixed.length;
    this.quantity = quantity;
    this.available = available;
    this.fixed = fixed;
    this.unit = unit;
    this.rules = rules;
    this.plain = plain;
  }

  /**
   * Returns an order whose shipments cost a fixed amount each and an amount for each unit.
   *
   * @param quantity units wanted of each line, at least 1
   * @param available units of each line that each center can ship, not negative
   * @param fixed the cost of a shipment from each center, not negative
   * @param unit the cost of a unit of each line from each center, not negative
   * @return the problem
   * @throws InvalidInputException if the lengths do not fit, a number is out of range, or the
   *     largest amount times all units or centers is more than 2^56
   */
  public static SourcingProblem of(int[] quantity, int[] available, long[] fixed, long[] unit) {
    long cells = (long) quantity.length * fixed.length;
    if (available.length != cells || unit.length != cells) {
      throw new InvalidInputException(
          "available, unit",
          available.length + ", " + unit.length + " entries",
          "must have one for each line and center: " + cells);
    }
    int units = 0;
    int stock = 0;
    long amounts = 0;
    long bases = 0;
    long total = 0;
    for (int each : quantity) {
      units |= each - 1;
      total += each;
    }
    for (int each : available) {
      stock |= each;
    }
    for (long each : unit) {
      amounts |= each;
    }
    for (long each : fixed) {
      bases |= each;
    }
    if ((units | stock) < 0 || (amounts | bases) < 0) {
      throw new InvalidInputException(
          "quantity, available, fixed, unit",
          "a number",
          "must not be negative; quantity positive");
    }
    int most = 2 + bits(amounts | bases) + bits(Math.max(total, fixed.length));
    Require.range("bits of a plan's cost", most, 0, COST_BITS);
    return new SourcingProblem(quantity, available, fixed, unit, Rules.PLAIN, true);
  }

  static int bits(long value) {
    return Long.SIZE - Long.numberOfLeadingZeros(value);
  }

  /**
   * Returns the order with a limit of shipments. A limit of n shipments is n − 1 splits.
   *
   * @param most how many shipments a plan may have, at least 1
   * @return another problem
   */
  public SourcingProblem withMaxShipments(int most) {
    Require.range("maxShipments", most, 1, Integer.MAX_VALUE);
    return with(
        new Rules(
            most, rules.group, rules.late, rules.fewestShipments, rules.complete, rules.charge));
  }

  /**
   * Returns the order with lines that must not be torn apart. Lines of one group leave in one
   * shipment or not at all; a line alone in its group leaves from one center, with all its units.
   *
   * @param group for each line the number of its group, or −1 for a line that may be split
   * @return another problem
   */
  public SourcingProblem withTogether(int[] group) {
    Require.when(
        group.length == lines(), "group", group.length + " entries", "must have one for each line");
    return with(
        new Rules(
            rules.maxShipments,
            group,
            rules.late,
            rules.fewestShipments,
            rules.complete,
            rules.charge));
  }

  /**
   * Returns the order with shipments that would be late. Units times lateness count after units
   * left out and before cost.
   *
   * @param late how late a shipment of each center would be, in any unit, 0 to 1,000,000
   * @return another problem
   */
  public SourcingProblem withLateness(int[] late) {
    Require.when(
        late.length == centers, "late", late.length + " entries", "must have one for each center");
    for (int each : late) {
      Require.range("late", each, 0, 1_000_000);
    }
    return with(
        new Rules(
            rules.maxShipments,
            rules.group,
            late,
            rules.fewestShipments,
            rules.complete,
            rules.charge));
  }

  /**
   * Returns the order with fewer shipments before less cost.
   *
   * @return another problem
   */
  public SourcingProblem withFewestShipments() {
    return with(
        new Rules(rules.maxShipments, rules.group, rules.late, true, rules.complete, rules.charge));
  }

  /**
   * Returns the order as one that ships whole or not at all.
   *
   * @return another problem
   */
  public SourcingProblem withAllOrNothing() {
    return with(
        new Rules(
            rules.maxShipments,
            rules.group,
            rules.late,
            rules.fewestShipments,
            true,
            rules.charge));
  }

  /**
   * Returns the order with costs by any rule instead of sums. The sums of this problem must then be
   * no more than the charge of any shipment: they guide the search of orders that are too large to
   * try all shipments, and bound the answer.
   *
   * @param charge what a shipment costs
   * @return another problem
   */
  public SourcingProblem withCharge(ShipmentCharge charge) {
    return with(
        new Rules(
            rules.maxShipments,
            rules.group,
            rules.late,
            rules.fewestShipments,
            rules.complete,
            Optional.of(charge)));
  }

  private SourcingProblem with(Rules other) {
    return new SourcingProblem(quantity, available, fixed, unit, other, false);
  }

  int centers() {
    return centers;
  }

  int lines() {
    return quantity.length;
  }

  int[] quantity() {
    return quantity;
  }

  int[] available() {
    return available;
  }

  long[] fixed() {
    return fixed;
  }

  long[] unit() {
    return unit;
  }

  /** Whether nothing but sums of costs matters. */
  boolean plain() {
    return plain;
  }

  int maxShipments() {
    return rules.maxShipments;
  }

  /** The group of a line; −1 for none. */
  int group(int line) {
    return rules.group.length == 0 ? -1 : rules.group[line];
  }

  int late(int center) {
    return rules.late.length == 0 ? 0 : rules.late[center];
  }

  boolean fewestShipments() {
    return rules.fewestShipments;
  }

  boolean complete() {
    return rules.complete;
  }

  Optional<ShipmentCharge> charge() {
    return rules.charge;
  }
}
