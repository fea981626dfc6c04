package io.backroom.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.recommendation.evaluation.SequentialTest.Look;
import io.backroom.recommendation.evaluation.SequentialTest.Tally;
import io.backroom.recommendation.evaluation.SequentialTest.Verdict;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SequentialTestTest {
  private static final double ALPHA = 0.05;
  private static final int RUNS = 250;
  private static final int CUSTOMERS = 3_000;

  /** What a customer of an arm is worth. */
  private interface Value extends ToDoubleFunction<SplittableRandom> {}

  private static Value buys(double share) {
    return random -> random.nextDouble() < share ? 1 : 0;
  }

  /** Three in four spend nothing, the others very different sums. */
  private static Value spends(double more) {
    return random -> random.nextInt(4) > 0 ? 0 : more - 20 * Math.log(random.nextDouble());
  }

  /** Looks after every customer and stops at the first answer. */
  private static Look run(SequentialTest test, Value old, Value fresh, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] count = new long[2];
    double[] sum = new double[2];
    double[] squares = new double[2];
    Look look = test.look(new Tally(0, 0, 0), new Tally(0, 0, 0));
    for (int i = 0; i < CUSTOMERS && look.verdict() == Verdict.KEEP_GOING; i++) {
      int arm = random.nextInt(2);
      double value = (arm == 0 ? old : fresh).applyAsDouble(random);
      count[arm]++;
      sum[arm] += value;
      squares[arm] += value * value;
      look =
          test.look(
              new Tally(count[0], sum[0], squares[0]), new Tally(count[1], sum[1], squares[1]));
    }
    return look;
  }

  private static double share(Verdict verdict, SequentialTest test, Value old, Value fresh) {
    int found = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      found += run(test, old, fresh, seed).verdict() == verdict ? 1 : 0;
    }
    return found / (double) RUNS;
  }

  private static double alarms(SequentialTest test, Value both) {
    return share(Verdict.BETTER, test, both, both) + share(Verdict.WORSE, test, both, both);
  }

  @Test
  void lookedAtAfterEveryCustomerItRaisesFewFalseAlarms() {
    assertThat(alarms(new SequentialTest(ALPHA, 0.05, 1e-9), buys(0.1))).isLessThan(ALPHA);
    assertThat(alarms(new SequentialTest(ALPHA, 0.2, 1e-9), buys(0.5))).isLessThan(ALPHA);
    assertThat(alarms(new SequentialTest(ALPHA, 2, 1e-9), spends(0))).isLessThan(ALPHA);
  }

  /** What it is for: the usual interval, looked at as often, claims far more than one in twenty. */
  @Test
  void theUsualIntervalWouldRaiseMany() {
    int alarms = 0;
    for (int seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] count = new long[2];
      long[] bought = new long[2];
      boolean alarm = false;
      for (int i = 0; i < CUSTOMERS && !alarm; i++) {
        int arm = random.nextInt(2);
        count[arm]++;
        bought[arm] += random.nextInt(10) == 0 ? 1 : 0;
        double p = (bought[0] + bought[1]) / (double) (i + 1);
        double error = Math.sqrt(p * (1 - p) * (1.0 / count[0] + 1.0 / count[1]));
        alarm =
            Math.min(count[0], count[1]) >= SequentialTest.CUSTOMERS_MIN
                && Math.abs(bought[1] / (double) count[1] - bought[0] / (double) count[0])
                    > 1.96 * error;
      }
      alarms += alarm ? 1 : 0;
    }
    assertThat(alarms).isGreaterThan(15);
  }

  @Test
  void aRealDifferenceStopsIt() {
    SequentialTest test = new SequentialTest(ALPHA, 0.1, 0.01);

    assertThat(share(Verdict.BETTER, test, buys(0.1), buys(0.2))).isGreaterThan(0.95);
    assertThat(share(Verdict.WORSE, test, buys(0.2), buys(0.1))).isGreaterThan(0.95);
    assertThat(share(Verdict.BETTER, new SequentialTest(ALPHA, 5, 1), spends(0), spends(20)))
        .isGreaterThan(0.95);
  }

  @Test
  void equalArmsEndWithinTheBound() {
    SequentialTest test = new SequentialTest(ALPHA, 0.1, 0.06);

    assertThat(share(Verdict.NO_DIFFERENCE, test, buys(0.1), buys(0.1))).isGreaterThan(0.9);
    assertThat(share(Verdict.NO_DIFFERENCE, test, buys(0.1), buys(0.2))).isLessThan(ALPHA);
  }

  @Test
  void theIntervalIsThatOfTheFormula() {
    Look look =
        new SequentialTest(0.05, 0.1, 0.01)
            .look(Tally.proportion(1_000, 100), Tally.proportion(500, 100));

    double v = 100 * 0.9 / 999 / 1_000 + 100 * 0.8 / 499 / 500;
    double width = Math.sqrt(v * (v + 0.01) / 0.01 * (2 * Math.log(20) + Math.log((v + 0.01) / v)));
    assertThat(look.difference()).isEqualTo(0.1, within(1e-12));
    assertThat(look.low()).isEqualTo(0.1 - width, within(1e-12));
    assertThat(look.high()).isEqualTo(0.1 + width, within(1e-12));
    assertThat(look.verdict()).isEqualTo(Verdict.BETTER);
  }

  @Test
  void nothingIsSaidOfFewCustomersNorOfNobodyWhoEverBought() {
    SequentialTest test = new SequentialTest(ALPHA, 0.1, 10);

    assertThat(test.look(Tally.proportion(99, 0), Tally.proportion(5_000, 5_000)).verdict())
        .isEqualTo(Verdict.KEEP_GOING);
    assertThat(test.look(Tally.proportion(200, 0), Tally.proportion(200, 0)))
        .isEqualTo(
            new Look(Verdict.KEEP_GOING, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
  }

  @Test
  void countsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Tally.proportion(5, 6)).hasMessageContaining("successes");
    assertThatThrownBy(() -> new Tally(-1, 0, 0)).hasMessageContaining("customers");
    assertThatThrownBy(() -> new Tally(1, Double.NaN, 0)).hasMessageContaining("sum");
    assertThatThrownBy(() -> new SequentialTest(0, 1, 1)).hasMessageContaining("alpha");
    assertThatThrownBy(() -> new SequentialTest(0.1, 0, 1)).hasMessageContaining("effect");
    assertThatThrownBy(() -> new SequentialTest(0.1, 1, -1)).hasMessageContaining("bound");
  }
}
