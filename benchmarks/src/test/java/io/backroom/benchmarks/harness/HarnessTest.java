package io.backroom.benchmarks.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
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
    Race race = new Race(1, 2, Duration.ofMillis(20));

    List<Score> scores =
        race.run(
            List.of(
                new Race.Entry(Load.callers(2), () -> new Counting("A", turns)),
                new Race.Entry(Load.inFlight(2), () -> new Counting("B", turns))));

    assertThat(turns).hasToString("A.B.A.B.A.B."); // the first pair is the warm-up
    assertThat(scores).hasSize(2);
    assertThat(scores.get(0).rates()).hasSize(2).allMatch(rate -> rate > 0);
    assertThat(scores.get(0).bytesEach()).isGreaterThan(1_000);
  }

  @Test
  void raceFailsWithItsContenderAndClosesIt() {
    StringBuilder turns = new StringBuilder();
    Contender broken =
        new Counting("A", turns) {
          @Override
          public void work(SplittableRandom random) {
            throw new IllegalArgumentException("broken");
          }
        };
    Race race = new Race(1, 1, Duration.ofMillis(1));

    assertThatIllegalStateException()
        .isThrownBy(() -> race.run(List.of(new Race.Entry(Load.callers(1), () -> broken))))
        .withRootCauseInstanceOf(IllegalArgumentException.class);
    assertThat(turns).hasToString("A.");
  }

  @Test
  void callersInTheSameMomentSellOneUnitTwice() {
    Race race = new Race(0, 1, Duration.ofMillis(20));

    assertThatIllegalStateException()
        .isThrownBy(
            () -> {
              for (int i = 0; i < 500; i++) {
                race.run(List.of(new Race.Entry(Load.callers(64), CheckThenAct::new)));
              }
            })
        .withMessage("oversold");
  }

  @Test
  void inFlightKeepsThatManyCallsOpen() {
    try (Echo echo = new Echo()) {
      lap(Load.inFlight(5), echo, Duration.ofMillis(50));

      assertThat(echo.mostOpen).isEqualTo(5);
      assertThat(echo.open).hasValue(0);
    }
  }

  @Test
  void pacedCountsFromWhenACallWasDue() {
    AtomicInteger calls = new AtomicInteger();
    Contender stallsOnce =
        new Counting("A", new StringBuilder()) {
          @Override
          public void work(SplittableRandom random) {
            if (calls.getAndIncrement() == 0) {
              LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
          }
        };

    Lap lap = lap(Load.paced(1, 1_000), stallsOnce, Duration.ofMillis(300));

    assertThat(lap.nanos().getTotalCount()).isEqualTo(300);
    // A closed loop would have seen one slow call of 300. Here 200 calls were due meanwhile.
    assertThat(lap.nanos().getValueAtPercentile(50)).isGreaterThan(40_000_000);
  }

  private static Lap lap(Load load, Contender contender, Duration length) {
    return load.drive(contender, length, 0);
  }

  private static Score score(double... rates) {
    List<Double> all = Arrays.stream(rates).boxed().toList();
    return new Score(all, new Histogram(3), 0, 0);
  }

  /** Writes its name when it is made and a dot when it is closed. */
  private static class Counting implements Contender {
    private final StringBuilder turns;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicReference<byte[]> kept = new AtomicReference<>(new byte[0]);

    Counting(String name, StringBuilder turns) {
      this.turns = turns.append(name);
    }

    @Override
    public void work(SplittableRandom random) {
      // Seen by others, so that it cannot be optimized away.
      kept.set(new byte[1_000 + random.nextInt(2)]);
      calls.incrementAndGet();
    }

    @Override
    public void verify(long done) {
      assertThat(done).isEqualTo(calls.get()).isPositive();
      assertThat(kept.get()).isNotEmpty();
    }

    @Override
    public void close() {
      turns.append('.');
    }
  }

  /** A shop that looks first and takes then, as one must not. */
  private static final class CheckThenAct implements Contender {
    private static final int UNITS = 1_000;

    private final AtomicInteger left = new AtomicInteger(UNITS);
    private final AtomicInteger sold = new AtomicInteger();

    @Override
    public void work(SplittableRandom random) {
      if (left.get() > 0) {
        left.decrementAndGet();
        sold.incrementAndGet();
      }
    }

    @Override
    public void verify(long done) {
      if (sold.get() > UNITS) {
        throw new IllegalStateException("oversold");
      }
    }
  }

  /** Answers a moment later, on another thread. */
  private static final class Echo implements Contender {
    private final AtomicInteger open = new AtomicInteger();
    private final Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
    private volatile int mostOpen;

    @Override
    public void work(SplittableRandom random) {
      throw new IllegalStateException("not used");
    }

    @Override
    public void start(SplittableRandom random, Runnable whenDone) {
      mostOpen = Math.max(mostOpen, open.incrementAndGet());
      later.execute(
          () -> {
            open.decrementAndGet();
            whenDone.run();
          });
    }

    @Override
    public void verify(long done) {}
  }
}
