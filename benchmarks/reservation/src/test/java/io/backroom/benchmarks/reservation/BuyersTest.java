package io.backroom.benchmarks.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backroom.benchmarks.harness.Load;
import io.backroom.benchmarks.harness.Race;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuyersTest {
  private static final Duration ROUND = Duration.ofMillis(200);
  private static final Ways WAYS = new Ways(new Servers());

  /** Ways that need no server. */
  static Stream<Way> ways() {
    return Stream.of(
        WAYS.compareAndSet(),
        WAYS.mapCompute(),
        WAYS.h2(),
        WAYS.sqlite(),
        WAYS.backroomMemory(),
        WAYS.backroomEmbedded());
  }

  @Test
  void catchWhoLooksFirstAndTakesThen() {
    Workload few = Workload.lastUnits(100);

    assertThatIllegalStateException()
        .isThrownBy(() -> race(Load.callers(64), few, WAYS.checkThenAct()))
        .withMessageContaining("oversold");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void findThatEachOfTheLastUnitsGoesToOne(Way way) {
    race(Load.callers(64), Workload.lastUnits(50), way);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void findWhatTheyWerePromised(Way way) {
    race(Load.callers(8), new Workload(1_000, true, 3, Workload.PLENTY), way);
    race(Load.inFlight(100), new Workload(1_000, false, 1, Workload.PLENTY), way);
  }

  @Test
  void findEachPromiseInTheBareLog() {
    race(Load.callers(8), Workload.oneLine(true), WAYS.bareLog());
    race(Load.inFlight(1_000), Workload.threeLines(false), WAYS.bareLog());
  }

  @Test
  void catchBooksThatDiffer() {
    Books right = new Books(9, 9, 1, 1);

    buy(right).verify(1);

    assertThatIllegalStateException().isThrownBy(() -> buy(new Books(10, 10, 1, 1)).verify(1));
    assertThatIllegalStateException().isThrownBy(() -> buy(new Books(9, -1, 1, 1)).verify(1));
    assertThatIllegalStateException().isThrownBy(() -> buy(new Books(9, 9, 0, 1)).verify(1));
    assertThatIllegalStateException().isThrownBy(() -> buy(new Books(9, 9, 1, 2)).verify(1));
    assertThatIllegalStateException().isThrownBy(() -> buy(right).verify(2));
  }

  @Test
  void wishesAreSortedAndDistinct() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      int[] skus = Workload.threeLines(true).next(random).skus();

      assertThat(skus).hasSize(3).doesNotHaveDuplicates().isSorted().startsWith(0);
    }
  }

  /** One buyer who is promised one unit of ten, at a stock with these books. */
  private static Buyers buy(Books books) {
    Workload ten = Workload.lastUnits(10);
    Buyers buyers = new Buyers(ten, new Told(books));
    buyers.work(new SplittableRandom(1));
    return buyers;
  }

  private static void race(Load load, Workload workload, Way way) {
    Race.Entry entry =
        new Race.Entry(load, () -> new Buyers(workload, way.stock().apply(workload)));
    assertThat(new Race(0, 1, ROUND).run(List.of(entry))).hasSize(1);
  }

  /** Promises everything and says what it was told to say. */
  private record Told(Books books) implements Stock {
    @Override
    public boolean reserve(Request request) {
      return true;
    }

    @Override
    public void close() {}
  }
}
