package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.store.Stores;
import io.backroom.spi.value.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {
  /** {@code -Dsimulation.seeds=10000} plays more. */
  private static final long SEEDS = Long.getLong("simulation.seeds", 1_000);

  /** So many seeds reach every pair of a state and an outcome a hundred times. */
  private static final long SEEDS_FOR_ALL = 10_000;

  private final Simulation simulation = Simulation.on(FreshStores::inMemory);
  private SimulationReport report;

  @BeforeAll
  void play() {
    report = simulation.threads(Runtime.getRuntime().availableProcessors()).run(1, SEEDS);
  }

  @Test
  void everySeedKeepsEveryPromise() {
    report.requireSound();
    System.out.printf("Simulation: %,d seeds, %,d operations%n", report.seeds(), report.steps());
    assertThat(report.troubles()).hasSize(Trouble.ALL.size());
  }

  static Stream<Arguments> promises() throws IOException {
    return PromisesPage.rows().stream()
        .filter(row -> !row.codes().isEmpty())
        .map(row -> arguments(row.promise(), row.never(), row.codes()));
  }

  @ParameterizedTest(name = "{0}: {1} does not happen")
  @MethodSource("promises")
  void isNeverBroken(String promise, String never, List<String> codes) {
    long looks = codes.stream().mapToLong(code -> report.checks().getOrDefault(code, 0L)).sum();
    long broken =
        report.failures().stream().filter(failure -> codes.contains(failure.promise())).count();
    System.out.printf(
        "%s: %s: looked for %,d times in %,d seeds, found %d%n",
        promise, never, looks, report.seeds(), broken);
    assertThat(looks).isPositive();
    assertThat(broken).isZero();
  }

  @Test
  void everyPairOfAStateAndAnOutcomeIsReachedOften() {
    // Of fewer seeds half their share will do: some pairs are rare, and chance has its way.
    long enough =
        SEEDS >= SEEDS_FOR_ALL
            ? Reachable.OFTEN
            : Math.max(1, Reachable.OFTEN * SEEDS / SEEDS_FOR_ALL / 2);
    Map<String, Long> reached = Reachable.reached(report.coverage());
    List<String> seldom =
        Reachable.pairs().stream()
            .filter(pair -> reached.getOrDefault(pair, 0L) < enough)
            .map(pair -> pair + ": " + reached.getOrDefault(pair, 0L))
            .toList();
    System.out.printf(
        "Coverage: %,d pairs of a state and an outcome, each reached at least %d times in %,d"
            + " seeds; %d cannot be reached%n",
        Reachable.pairs().size(), enough, report.seeds(), Reachable.UNREACHABLE.size());
    assertThat(seldom).isEmpty();
    assertThat(reached.keySet()).doesNotContainAnyElementsOf(Reachable.UNREACHABLE.keySet());
  }

  @Test
  void aSeedIsPlayedTheSameEveryTime() {
    for (long seed = 70_001; seed < 70_006; seed++) {
      List<Step> script = Step.script(seed, 150);
      long once = new Play(seed, script, Set.of()).perform(FreshStores::inMemory).hash();
      long again = new Play(seed, script, Set.of()).perform(FreshStores::inMemory).hash();
      assertThat(again).as("seed %s", seed).isEqualTo(once);
    }
  }

  @Test
  void differentSeedsArePlayedDifferently() {
    Set<Long> hashes = new HashSet<>();
    for (long seed = 1; seed <= 5; seed++) {
      hashes.add(
          new Play(seed, Step.script(seed, 20), Set.of()).perform(FreshStores::inMemory).hash());
    }
    assertThat(hashes).hasSize(5);
  }

  /** Has a document store that loses some of the commits that it acknowledges. */
  private static Stores forgetful() {
    return Stores.of(
        new LosingDocuments(new InMemoryDocumentStore()), new InMemoryInventoryStore(), () -> {});
  }

  @Test
  void aStoreThatLosesCommitsIsFoundAndItsPlayIsShortened() {
    SimulationReport report = Simulation.on(SimulationTest::forgetful).steps(60).run(1, 40);
    assertThat(report.failures()).isNotEmpty();
    SimulationReport.Failure failure = report.failures().get(0);
    assertThat(failure.trace()).hasSizeLessThan(60);
    assertThat(failure.toString()).contains("SEED=").contains("BROKEN");
    assertThatThrownBy(report::requireSound)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(failure.message());
  }

  @Test
  void theNumbersOfARunAreChecked() {
    assertThatThrownBy(() -> simulation.steps(0)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> simulation.threads(65)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> simulation.run(1, 0)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theCommandTellsWhatItDid() {
    String out = command(0, Map.of("SEED_FROM", "5", "SEEDS", "3", "STEPS", "30"));
    assertThat(out).contains("3 seeds from 5, 90 steps").contains("PASS");
  }

  @Test
  void theCommandPrintsEveryStepOfOneSeed() {
    String out = command(0, Map.of("SEED", "5", "STEPS", "30"));
    assertThat(out.lines().filter(line -> !line.startsWith("  meanwhile")).count()).isEqualTo(31);
  }

  @Test
  void theCommandNamesAWrongNumber() {
    assertThat(command(2, Map.of("SEEDS", "many"))).contains("SEEDS='many'");
  }

  private static String command(int code, Map<String, String> environment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThat(SimulationMain.run(environment, out)).isEqualTo(code);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
