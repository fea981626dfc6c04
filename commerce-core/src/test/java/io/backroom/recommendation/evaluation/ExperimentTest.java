package io.backroom.recommendation.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.recommendation.evaluation.Experiment.Arm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final int CUSTOMERS = 20_000;
  private static final Arm OLD = new Arm("old", 3);
  private static final Arm NEW = new Arm("new", 1);
  private static final Arm OTHER = new Arm("other", 2);
  private static final Experiment LISTS = new Experiment("lists", List.of(OLD, NEW));

  private static long[] counts(Experiment experiment) {
    Map<Arm, Long> counts = new HashMap<>();
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      counts.merge(experiment.armOf("c" + customer), 1L, Long::sum);
    }
    return experiment.arms().stream().mapToLong(arm -> counts.getOrDefault(arm, 0L)).toArray();
  }

  @Test
  void eachArmGetsItsShare() {
    for (String id : List.of("lists", "prices", "a")) {
      Experiment three = new Experiment(id, List.of(OLD, NEW, OTHER));

      assertThat(three.sampleRatio(counts(three)).p()).isGreaterThan(0.001);
      assertThat(counts(three)[0] / (double) CUSTOMERS).isEqualTo(0.5, within(0.012));
    }
  }

  @Test
  void theSameCustomerAlwaysGetsTheSameArmWhateverTheOrderOfTheArms() {
    List<Arm> arms = new ArrayList<>(List.of(OLD, NEW, OTHER));
    Experiment one = new Experiment("lists", arms);
    Collections.reverse(arms);
    Experiment other = new Experiment("lists", arms);

    assertThat(IntStream.range(0, 2_000))
        .allSatisfy(i -> assertThat(one.armOf("c" + i)).isEqualTo(other.armOf("c" + i)));
  }

  /** What was told yesterday must be told tomorrow, on every machine and in every version. */
  @Test
  void theArmsOfSomeCustomersStayWhatTheyWere() {
    List<Arm> arms = List.of(new Arm("a", 1), new Arm("b", 1), new Arm("c", 1));
    Experiment fixed = new Experiment("fixed", arms);

    assertThat(
            IntStream.range(0, 24)
                .mapToObj(i -> fixed.armOf("customer-" + i).name())
                .collect(Collectors.joining()))
        .isEqualTo("ccacbabacccccabacabcabba");
  }

  @Test
  void aNewArmTakesItsShareAndMovesNobodyElse() {
    Experiment more = new Experiment("lists", List.of(OLD, NEW, OTHER));
    int moved = 0;
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      Arm before = LISTS.armOf("c" + customer);
      Arm after = more.armOf("c" + customer);
      if (!after.equals(OTHER)) {
        assertThat(after).isEqualTo(before);
      } else {
        moved++;
      }
    }
    assertThat(moved / (double) CUSTOMERS).isEqualTo(2 / 6.0, within(0.012));
  }

  @Test
  void aGreaterWeightOnlyDrawsCustomersToIt() {
    Experiment more = new Experiment("lists", List.of(OLD, new Arm("new", 3)));

    assertThat(IntStream.range(0, CUSTOMERS))
        .allSatisfy(
            i -> {
              if (LISTS.armOf("c" + i).equals(NEW)) {
                assertThat(more.armOf("c" + i).name()).isEqualTo("new");
              }
            });
  }

  @Test
  void experimentsDivideTheCustomersIndependently() {
    Experiment other = new Experiment("prices", List.of(OLD, NEW));
    int both = 0;
    int first = 0;
    int second = 0;
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      boolean one = LISTS.armOf("c" + customer).equals(NEW);
      boolean two = other.armOf("c" + customer).equals(NEW);
      first += one ? 1 : 0;
      second += two ? 1 : 0;
      both += one && two ? 1 : 0;
    }
    double n = CUSTOMERS;
    assertThat(both / n).isEqualTo(first / n * (second / n), within(0.006));
  }

  @Test
  void namesThatRunTogetherAreDifferentExperiments() {
    Experiment one = new Experiment("ab", List.of(new Arm("c", 1), new Arm("d", 1)));
    Experiment other = new Experiment("a", List.of(new Arm("bc", 1), new Arm("bd", 1)));

    long same =
        IntStream.range(0, 1_000)
            .filter(i -> ("b" + one.armOf("" + i).name()).equals(other.armOf("" + i).name()))
            .count();
    assertThat(same).isBetween(400L, 600L);
  }

  @Test
  void badArmsAreRefusedWithTheirRule() {
    assertThatThrownBy(() -> new Experiment("", List.of(OLD, NEW)))
        .hasMessageContaining("id")
        .hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> new Experiment("a", List.of(OLD)))
        .hasMessageContaining("arms")
        .hasMessageContaining("must be 2 to 100");
    assertThatThrownBy(() -> new Experiment("a", List.of(OLD, new Arm("old", 7))))
        .hasMessageContaining("must have different names");
    assertThatThrownBy(() -> new Arm("a", 0)).hasMessageContaining("weight");
  }

  /** Quantiles of chi-square from printed tables (Abramowitz and Stegun 1964, table 26.8). */
  @Test
  void theTailOfChiSquareIsThatOfTheTables() {
    assertThat(SampleRatio.upperTail(3.84146, 1)).isEqualTo(0.05, within(1e-6));
    assertThat(SampleRatio.upperTail(10.8276, 1)).isEqualTo(0.001, within(1e-7));
    assertThat(SampleRatio.upperTail(5.99146, 2)).isEqualTo(0.05, within(1e-6));
    assertThat(SampleRatio.upperTail(0.71072, 4)).isEqualTo(0.95, within(1e-5));
    assertThat(SampleRatio.upperTail(18.4668, 4)).isEqualTo(0.001, within(1e-7));
    assertThat(SampleRatio.upperTail(0.0001, 1)).isEqualTo(0.9920212, within(1e-7));
    assertThat(SampleRatio.upperTail(0, 3)).isEqualTo(1);
    assertThat(SampleRatio.upperTail(2_000, 1)).isBetween(0.0, 1e-300);
  }

  @Test
  void lostCustomersOfAnArmAreNoticed() {
    Experiment half = new Experiment("half", List.of(new Arm("a", 1), new Arm("b", 1)));

    assertThat(half.sampleRatio(5_000, 5_080).isMismatch()).isFalse();
    assertThat(half.sampleRatio(5_000, 5_400).isMismatch()).isTrue();
    assertThat(half.sampleRatio(5_000, 5_400).chiSquare())
        .isEqualTo(400.0 * 400 / 4 / 5_200 * 2, within(1e-9));
    assertThat(half.sampleRatio(0, 0)).isEqualTo(new SampleRatio(0, 1));
    assertThatThrownBy(() -> half.sampleRatio(1, 2, 3)).hasMessageContaining("customers");
    assertThatThrownBy(() -> half.sampleRatio(-1, 2)).hasMessageContaining("customers");
  }
}
