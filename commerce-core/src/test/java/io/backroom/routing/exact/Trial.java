package io.backroom.routing.exact;

import java.util.Arrays;
import java.util.Random;

/**
 * A small order with rules, and the slow, sure way to solve it: every assignment of units to
 * centers is tried.
 */
record Trial(
    int[] quantity,
    int[] available,
    long[] fixed,
    long[] unit,
    int[] group,
    int[] late,
    int maxShipments,
    boolean fewest,
    ShipmentCharge charge) {
  static final int[] NO_RULE = {};
  static final ShipmentCharge SUMS = (center, units) -> 0;

  /**
   * Units left out, lateness, shipments, cost and sum of places, in the order in which they count.
   */
  record Outcome(long unfilled, long late, long tier, long cost, long shipments, long places)
      implements Comparable<Outcome> {
    @Override
    public int compareTo(Outcome other) {
      return Arrays.compare(key(), other.key());
    }

    private long[] key() {
      return new long[] {unfilled, late, tier, cost, shipments, places};
    }
  }

  /** A plain order: costs are sums, and nothing else matters. */
  static Trial plain(Random random) {
    int m = 1 + random.nextInt(4);
    int n = 1 + random.nextInt(3);
    int[] quantity = random.ints(n, 1, 4).toArray();
    int[] available = random.ints((long) n * m, -2, 4).map(u -> Math.max(0, u)).toArray();
    long[] fixed = random.longs(m, 0, 12).toArray();
    long[] unit = random.longs((long) n * m, 0, 6).toArray();
    return new Trial(
        quantity, available, fixed, unit, NO_RULE, NO_RULE, Integer.MAX_VALUE, false, SUMS);
  }

  /** An order with some rules. */
  static Trial ruled(Random random) {
    Trial plain = plain(random);
    int m = plain.fixed.length;
    int n = plain.quantity.length;
    int[] group = random.nextBoolean() ? random.ints(n, -1, 2).toArray() : NO_RULE;
    int[] late = random.nextBoolean() ? random.ints(m, 0, 3).toArray() : NO_RULE;
    int most = random.nextBoolean() ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
    return new Trial(
        plain.quantity,
        plain.available,
        plain.fixed,
        plain.unit,
        group,
        late,
        most,
        random.nextBoolean(),
        SUMS);
  }

  /** The same order with charges that follow no rule at all; some shipments are forbidden. */
  Trial charged(long seed) {
    int m = fixed.length;
    ShipmentCharge wild =
        (center, units) -> {
          long hash = seed * 31 + center;
          for (int some : units) {
            hash = hash * 1_000_003 + some;
          }
          hash = ((hash ^ (hash >>> 29)) * 0x9E3779B97F4A7C15L) >>> 40;
          return hash % 11 == 0 ? ShipmentCharge.FORBIDDEN : hash % 25;
        };
    return new Trial(
        quantity,
        available,
        new long[m],
        new long[unit.length],
        group,
        late,
        maxShipments,
        fewest,
        wild);
  }

  SourcingProblem problem() {
    SourcingProblem problem = SourcingProblem.of(quantity, available, fixed, unit);
    if (group.length > 0) {
      problem = problem.withTogether(group);
    }
    if (late.length > 0) {
      problem = problem.withLateness(late);
    }
    if (maxShipments < Integer.MAX_VALUE) {
      problem = problem.withMaxShipments(maxShipments);
    }
    if (fewest) {
      problem = problem.withFewestShipments();
    }
    return charge == SUMS ? problem : problem.withCharge(charge);
  }

  Outcome bruteForce() {
    int[][] units = new int[fixed.length][quantity.length];
    return bruteForce(units, 0, 0, quantity[0]);
  }

  private Outcome bruteForce(int[][] units, int line, int center, int missing) {
    if (line == quantity.length) {
      return outcome(units);
    }
    if (center == fixed.length) {
      int next = line + 1;
      return bruteForce(units, next, 0, next < quantity.length ? quantity[next] : 0);
    }
    Outcome best = NEVER;
    int most = Math.min(missing, available[line * fixed.length + center]);
    for (int some = 0; some <= most; some++) {
      units[center][line] = some;
      Outcome one = bruteForce(units, line, center + 1, missing - some);
      best = one.compareTo(best) < 0 ? one : best;
    }
    units[center][line] = 0;
    return best;
  }

  private static final Outcome NEVER = new Outcome(Long.MAX_VALUE, 0, 0, 0, 0, 0);

  Outcome outcome(SourcingAnswer answer) {
    int[][] units = new int[fixed.length][quantity.length];
    for (int part = 0; part < answer.parts(); part++) {
      units[answer.center(part)][answer.line(part)] += answer.units(part);
    }
    return outcome(units);
  }

  /** What a plan amounts to; {@link #NEVER} if it breaks a rule. */
  private Outcome outcome(int[][] units) {
    long left = Arrays.stream(quantity).sum();
    long lateness = 0;
    long cost = 0;
    long shipments = 0;
    long places = 0;
    for (int j = 0; j < units.length; j++) {
      int sum = Arrays.stream(units[j]).sum();
      if (sum == 0) {
        continue;
      }
      left -= sum;
      lateness += late.length == 0 ? 0 : (long) sum * late[j];
      shipments++;
      places += j;
      if (charge == SUMS) {
        cost += fixed[j];
        for (int i = 0; i < quantity.length; i++) {
          cost += units[j][i] * unit[i * fixed.length + j];
        }
      } else {
        long one = charge.charge(j, units[j]);
        if (one == ShipmentCharge.FORBIDDEN) {
          return NEVER;
        }
        cost += one;
      }
    }
    boolean legal = shipments <= maxShipments && together(units);
    return legal
        ? new Outcome(left, lateness, fewest ? shipments : 0, cost, shipments, places)
        : NEVER;
  }

  private boolean together(int[][] units) {
    for (int[] row : units) {
      for (int i = 0; i < group.length; i++) {
        for (int k = 0; k < group.length; k++) {
          boolean bound = group[i] >= 0 && group[i] == group[k];
          if (bound && row[i] > 0 && row[k] < quantity[k]) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
