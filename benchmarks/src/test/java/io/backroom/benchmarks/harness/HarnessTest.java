package io.backroom.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class HarnessTest {
  @Test
  void tableAlignsWordsLeftAndNumbersRight() {
    Table table =
        new Table("who", "orders/s", "µs").row("ours", 12_345.6, 7.126).row("x", 9, 45.55);

    assertThat(table)
        .hasToString(
            """
            who   orders/s    µs
            ours    12,346  7.13
            x         9.00  45.6
            """);
    assertThatIllegalArgumentException().isThrownBy(() -> table.row("one cell"));
  }

  @Test
  void ratiosArePlainDecimals() {
    Ratios ratios = new Ratios().add("order-vs-spring", 0.00001234567).add("big", 1_234_567);

    assertThat(ratios).hasToString("ratio order-vs-spring 0.00001235\nratio big 1235000\n");
    assertThatIllegalArgumentException().isThrownBy(() -> ratios.add("big", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ratios.add("Two words", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> ratios.add("nan", Double.NaN));
  }

  @Test
  void ratioIsTheMedianOfPairs() {
    // One disturbed round of ours and one of the peer's do not move the answer.
    Score ours = score(20, 2, 20);
    Score peer = score(10, 10, 1);

    assertThat(ours.ratioTo(peer)).isEqualTo(2);
    assertThat(ours.perSecond()).isEqualTo(20);
    assertThat(Score.median(List.of(4.0, 1.0))).isEqualTo(2.5);
    assertThatIllegalArgumentException().isThrownBy(() -> ours.ratioTo(score(1)));
  }

  @Test
  void percentilesAreMicroseconds() {
    Histogram nanos = new Histogram(3);
    for (int i = 1; i <= 1_000; i++) {
      nanos.recordValue(i * 1_000L);
    }
    Score score = new Score(List.of(1.0), nanos, 0, 0);

    assertThat(score.micros(50)).isBetween(499.0, 501.0);
    assertThat(score.micros(99.9)).isBetween(998.0, 1_000.0);
  }

  @Test
  void raceRunsInTurnsAndVerifiesEachRound() {
    StringBuilder turns = new StringBuilder();
    Race race = new Race(2, 1, 2, Duration.ofMillis(20));

    List<Score> scores = race.run(List.of(counting("A", turns), counting("B", turns)));

    assertThat(turns).hasToString("ABABAB"); // the first pair is the warm-up
    assertThat(scores).hasSize(2);
    assertThat(scores.get(0).rates()).hasSize(2).allMatch(rate -> rate > 0);
    assertThat(scores.get(0).bytesEach()).isGreaterThan(1_000);
  }

  @Test
  void raceFailsWithItsContender() {
    Contender broken =
        new Contender() {
          @Override
          public void work(SplittableRandom random) {
            throw new IllegalArgumentException("broken");
          }

          @Override
          public void verify(long done) {}
        };
    Race race = new Race(1, 1, 1, Duration.ofMillis(1));

    assertThatIllegalStateException()
        .isThrownBy(() -> race.run(List.of(() -> broken)))
        .withRootCauseInstanceOf(IllegalArgumentException.class);
  }

  private static Score score(double... rates) {
    List<Double> all = Arrays.stream(rates).boxed().toList();
    return new Score(all, new Histogram(3), 0, 0);
  }

  private static Supplier<Contender> counting(String name, StringBuilder turns) {
    return () -> {
      turns.append(name);
      AtomicLong calls = new AtomicLong();
      AtomicReference<byte[]> kept = new AtomicReference<>(new byte[0]);
      return new Contender() {
        @Override
        public void work(SplittableRandom random) {
          kept.set(
              new byte[1_000 + random.nextInt(2)]); // seen by others: it cannot be optimized away
          calls.incrementAndGet();
        }

        @Override
        public void verify(long done) {
          assertThat(done).isEqualTo(calls.get()).isPositive();
          assertThat(kept.get()).isNotEmpty();
        }
      };
    };
  }
}
