package io.backroom.routing.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SourcingSolverTest {
  private static final SourcingSolver SOLVER = new SourcingSolver();
  private final SourcingAnswer answer = new SourcingAnswer();

  private SourcingAnswer solve(SourcingProblem problem) {
    SOLVER.solve(problem, answer);
    return answer;
  }

  private void assertBest(Trial trial, long seed) {
    solve(trial.problem());
    Trial.Outcome outcome = trial.outcome(answer);
    assertThat(outcome).as("seed %d", seed).isEqualTo(trial.bruteForce());
    assertThat(answer.status()).as("seed %d", seed).isEqualTo(SourcingStatus.OPTIMAL);
    assertThat(answer.bound()).isEqualTo(answer.cost()).isEqualTo(outcome.cost());
    assertThat(answer.unfilled()).isEqualTo(outcome.unfilled());
    assertThat(answer.late()).isEqualTo(outcome.late());
    assertThat(answer.shipments()).isEqualTo((int) outcome.shipments());
  }

  @Test
  void noAssignmentOfUnitsIsBetter() {
    for (int seed = 0; seed < 60_000; seed++) {
      assertBest(Trial.plain(new Random(seed)), seed);
    }
  }

  @Test
  void noAssignmentUnderRulesIsBetter() {
    for (int seed = 0; seed < 40_000; seed++) {
      assertBest(Trial.ruled(new Random(seed)), seed);
    }
  }

  @Test
  void noAssignmentIsBetterWhateverShipmentsCost() {
    for (int seed = 0; seed < 20_000; seed++) {
      assertBest(Trial.ruled(new Random(seed)).charged(seed), seed);
    }
  }

  /** Two methods that have nothing in common but the question. */
  @Test
  void partitionOfLinesAndBranchAndBoundAgree() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      int m = 1 + random.nextInt(20);
      int n = 1 + random.nextInt(6);
      int[] quantity = random.ints(n, 1, 3).toArray();
      double p = 0.3 + 0.6 * random.nextDouble();
      int[] available = new int[n * m];
      for (int cell = 0; cell < available.length; cell++) {
        available[cell] = random.nextDouble() < p ? 1 + random.nextInt(2) : 0;
      }
      long[] fixed = random.longs(m, 300, 900).toArray();
      long[] unit = random.longs((long) n * m, 10, 300).toArray();
      SourcingProblem sums = SourcingProblem.of(quantity, available, fixed, unit);
      if (random.nextBoolean()) {
        sums = sums.withMaxShipments(1 + random.nextInt(4));
      }
      ShipmentCharge same =
          (center, units) -> {
            long cost = fixed[center];
            for (int i = 0; i < units.length; i++) {
              cost += units[i] * unit[i * m + center];
            }
            return cost;
          };
      solve(sums);
      long cost = answer.cost();
      long unfilled = answer.unfilled();
      int shipments = answer.shipments();
      solve(sums.withCharge(same));
      assertThat(answer.status()).isEqualTo(SourcingStatus.OPTIMAL);
      assertThat(answer.cost()).as("seed %d", seed).isEqualTo(cost);
      assertThat(answer.unfilled()).isEqualTo(unfilled);
      assertThat(answer.shipments()).isEqualTo(shipments);
    }
  }

  @Test
  void moreStockNeverCostsMoreAndADearerShipmentNeverLess() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      Trial trial = Trial.plain(random);
      long before = solve(trial.problem()).cost();
      boolean full = answer.unfilled() == 0;
      long[] fixed = trial.fixed().clone();
      fixed[random.nextInt(fixed.length)] += 1 + random.nextInt(5);
      SourcingProblem dearer =
          SourcingProblem.of(trial.quantity(), trial.available(), fixed, trial.unit());
      assertThat(solve(dearer).cost()).isGreaterThanOrEqualTo(before);
      if (full) {
        trial.available()[random.nextInt(trial.available().length)]++;
        assertThat(solve(trial.problem()).cost()).as("seed %d", seed).isLessThanOrEqualTo(before);
      }
    }
  }

  @Test
  void theOrderOfLinesAndCentersDoesNotChangeTheCost() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      int m = 2 + random.nextInt(12);
      int n = 1 + random.nextInt(12);
      int[] quantity = random.ints(n, 1, 5).toArray();
      int[] available = random.ints((long) n * m, -3, 6).map(u -> Math.max(0, u)).toArray();
      long[] fixed = random.longs(m, 100, 900).toArray();
      long[] unit = random.longs((long) n * m, 0, 90).toArray();
      long cost = solve(SourcingProblem.of(quantity, available, fixed, unit)).cost();
      int[] lines = shuffled(n, random);
      int[] centers = shuffled(m, random);
      int[] cells = new int[n * m];
      for (int cell = 0; cell < cells.length; cell++) {
        cells[cell] = lines[cell / m] * m + centers[cell % m];
      }
      SourcingProblem other =
          SourcingProblem.of(
              Arrays.stream(lines).map(i -> quantity[i]).toArray(),
              Arrays.stream(cells).map(cell -> available[cell]).toArray(),
              Arrays.stream(centers).mapToLong(j -> fixed[j]).toArray(),
              Arrays.stream(cells).mapToLong(cell -> unit[cell]).toArray());
      assertThat(solve(other).cost()).as("seed %d", seed).isEqualTo(cost);
    }
  }

  private static int[] shuffled(int size, Random random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int at = random.nextInt(i + 1);
      order[i] = order[at];
      order[at] = i;
    }
    return order;
  }

  /**
   * Set cover without any help from costs: lines are the non-zero vectors over two elements of
   * dimension d, centers the same, and a center has a line if their product is one. The linear
   * relaxation is worth less than 2, the optimum is d (Vazirani 2001, "Approximation Algorithms",
   * example 13.4).
   */
  @Test
  void setCoverWithTheWidestKnownGapIsProven() {
    for (int d = 2; d <= 4; d++) {
      int size = (1 << d) - 1;
      int[] available = new int[size * size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          available[i * size + j] = Integer.bitCount((i + 1) & (j + 1)) & 1;
        }
      }
      int[] quantity = new int[size];
      long[] fixed = new long[size];
      Arrays.fill(quantity, 1);
      Arrays.fill(fixed, 1_000);
      solve(SourcingProblem.of(quantity, available, fixed, new long[size * size]));
      assertThat(answer.cost()).isEqualTo(1_000L * d);
      assertThat(answer.status()).isEqualTo(SourcingStatus.OPTIMAL);
    }
  }

  @Test
  void aLimitOfNodesLeavesAPlanWithItsBound() {
    int cut = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int[] quantity = random.ints(12, 1, 4).toArray();
      int[] available = random.ints(12 * 20, -4, 4).map(u -> Math.max(0, u)).toArray();
      long[] fixed = random.longs(20, 500, 600).toArray();
      long[] unit = random.longs(12 * 20, 10, 90).toArray();
      SourcingProblem problem = SourcingProblem.of(quantity, available, fixed, unit);
      long best = solve(problem).cost();
      new SourcingSolver(1).solve(problem, answer);
      assertThat(answer.bound()).isLessThanOrEqualTo(best);
      assertThat(answer.cost()).isGreaterThanOrEqualTo(best);
      if (answer.status() == SourcingStatus.FEASIBLE) {
        assertThat(answer.bound()).isPositive().isLessThan(answer.cost());
        cut++;
      } else {
        assertThat(answer.cost()).isEqualTo(best);
      }
    }
    assertThat(cut).isBetween(50, 200);
  }

  @Test
  void anOrderThatMustBeWholeIsRefusedAndNamesWhatIsShort() {
    SourcingProblem problem =
        SourcingProblem.of(
                new int[] {3, 1},
                new int[] {1, 1, 1, 0},
                new long[] {5, 5},
                new long[] {1, 1, 1, 1})
            .withAllOrNothing();
    assertThat(solve(problem).status()).isEqualTo(SourcingStatus.INFEASIBLE);
    assertThat(answer.unfilled()).isEqualTo(1);
    assertThat(answer.shipped(0)).isEqualTo(2);
    assertThat(answer.shipped(1)).isEqualTo(1);
    assertThat(solve(problem.withMaxShipments(1)).shipped(0)).isEqualTo(1);
    SourcingProblem enough =
        SourcingProblem.of(new int[] {2}, new int[] {1, 1}, new long[] {5, 5}, new long[] {1, 1});
    assertThat(solve(enough.withAllOrNothing()).status()).isEqualTo(SourcingStatus.OPTIMAL);
    assertThat(solve(enough.withAllOrNothing().withMaxShipments(1)).status())
        .isEqualTo(SourcingStatus.INFEASIBLE);
  }

  @Test
  void fiftyLinesOverTwentyFiveCentersAreProven() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      double p = new double[] {0.5, 0.8, 0.95}[seed % 3];
      int[] quantity = random.ints(50, 1, 6).toArray();
      int[] available = new int[50 * 25];
      for (int cell = 0; cell < available.length; cell++) {
        available[cell] = random.nextDouble() < p ? 1 + random.nextInt(12) : 0;
      }
      long[] fixed = random.longs(25, 80_000, 120_000).toArray();
      long[] unit = random.longs(50 * 25, 4_000, 25_000).toArray();
      solve(SourcingProblem.of(quantity, available, fixed, unit));
      assertThat(answer.status()).as("seed %d", seed).isEqualTo(SourcingStatus.OPTIMAL);
    }
  }

  @Test
  void orderTooLargeForItsRuleHasAPlanWithABound() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int[] quantity = random.ints(14, 1, 4).toArray();
      int[] available = random.ints(14 * 8, -1, 5).map(u -> Math.max(0, u)).toArray();
      long[] fixed = random.longs(8, 500, 900).toArray();
      long[] unit = random.longs(14 * 8, 10, 90).toArray();
      ShipmentCharge steps =
          (center, units) -> {
            long cost = fixed[center];
            for (int i = 0; i < units.length; i++) {
              cost += units[i] * unit[i * 8 + center];
            }
            return (cost + 99) / 100 * 100;
          };
      SourcingProblem problem =
          SourcingProblem.of(quantity, available, fixed, unit).withCharge(steps);
      solve(problem);
      assertThat(answer.bound()).isPositive().isLessThanOrEqualTo(answer.cost());
      assertThat(answer.cost() - answer.bound()).isLessThan(100L * answer.shipments());
    }
  }

  @Test
  void nothingWantedAndNobodyThereAreAnswered() {
    solve(SourcingProblem.of(new int[0], new int[0], new long[] {5}, new long[0]));
    assertThat(answer.parts()).isZero();
    solve(SourcingProblem.of(new int[] {2}, new int[0], new long[0], new long[0]));
    assertThat(answer.unfilled()).isEqualTo(2);
    solve(
        SourcingProblem.of(new int[] {2}, new int[0], new long[0], new long[0])
            .withMaxShipments(2)
            .withCharge((center, units) -> 1));
    assertThat(answer.unfilled()).isEqualTo(2);
    assertThat(answer.shipments()).isZero();
  }

  @Test
  void numbersOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> SourcingProblem.of(new int[1], new int[1], new long[1], new long[1]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("quantity");
    assertThatThrownBy(
            () -> SourcingProblem.of(new int[] {1}, new int[2], new long[1], new long[1]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("available");
    assertThatThrownBy(
            () ->
                SourcingProblem.of(
                    new int[] {1}, new int[] {1}, new long[] {1L << 60}, new long[1]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("bits");
    SourcingProblem fine =
        SourcingProblem.of(new int[] {1}, new int[] {1}, new long[1], new long[1]);
    assertThatThrownBy(() -> fine.withMaxShipments(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> fine.withTogether(new int[2]))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> fine.withLateness(new int[] {-1}))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void manyThreadsShareASolver() {
    long[] costs = new long[500];
    for (int seed = 0; seed < costs.length; seed++) {
      costs[seed] = solve(Trial.ruled(new Random(seed)).problem()).cost();
    }
    boolean same =
        java.util.stream.IntStream.range(0, 20_000)
            .parallel()
            .allMatch(
                round -> {
                  SourcingAnswer own = new SourcingAnswer();
                  int seed = round % costs.length;
                  SOLVER.solve(Trial.ruled(new Random(seed)).problem(), own);
                  return own.cost() == costs[seed];
                });
    assertThat(same).isTrue();
  }
}
