package io.backroom.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.recommendation.evaluation.Difference.Verdict;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final double EXACT = 1e-12;

  @Test
  void theIntervalIsThatOfTheDifferencesOfEachCustomer() {
    Difference difference = Difference.of(new double[] {0.9, 0.2, 0.4}, new double[] {0.6, 0, 0.3});

    // Differences 0.3, 0.2, 0.1: mean 0.2, standard deviation 0.1.
    assertThat(difference.customers()).isEqualTo(3);
    assertThat(difference.mean()).isEqualTo(0.2, within(EXACT));
    assertThat(difference.error()).isEqualTo(1.96 * 0.1 / Math.sqrt(3), within(EXACT));
    assertThat(difference.low()).isEqualTo(difference.mean() - difference.error());
    assertThat(difference.high()).isEqualTo(difference.mean() + difference.error());
  }

  /**
   * Every customer gains a little: intervals of the two means overlap, that of the pairs is sure.
   */
  @Test
  void aSmallGainOfEveryCustomerIsSeenAmongLargeDifferencesBetweenThem() {
    double[] before = IntStream.range(0, 200).mapToDouble(at -> at % 10 / 10.0).toArray();
    double[] after =
        IntStream.range(0, 200).mapToDouble(at -> before[at] + 0.01 + at % 3 / 1e3).toArray();

    assertThat(Difference.of(after, before).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(Difference.of(before, after).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void whatHoldsZeroShowsNothing() {
    assertThat(Difference.of(new double[] {1, 0}, new double[] {0, 1}).verdict())
        .isEqualTo(Verdict.NOT_SHOWN);
    assertThat(Difference.of(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}).verdict())
        .isEqualTo(Verdict.NOT_SHOWN);
  }

  @Test
  void oneCustomerShowsNothing() {
    assertThat(Difference.of(new double[] {1}, new double[] {0}).verdict())
        .isEqualTo(Verdict.NOT_SHOWN);
    assertThat(Difference.of(new double[0], new double[0])).isEqualTo(new Difference(0, 0, 0));
  }

  @Test
  void equalWaysAreCalledDifferentInOneOfTwentyTrials() {
    Random random = new Random(7);
    int trials = 2_000;
    int called = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[] one = random.doubles(100).map(each -> each < 0.7 ? 0 : each).toArray();
      double[] other = random.doubles(100).map(each -> each < 0.7 ? 0 : each).toArray();
      called += Difference.of(one, other).verdict() == Verdict.NOT_SHOWN ? 0 : 1;
    }
    assertThat(called / (double) trials).isBetween(0.035, 0.065);
  }

  @Test
  void otherCustomersCannotBeCompared() {
    assertThatThrownBy(() -> Difference.of(new double[3], new double[2]))
        .hasMessageContaining("other")
        .hasMessageContaining("must be as many as 3");
  }
}
