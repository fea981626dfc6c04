package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.memory.InMemoryDocumentStore;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.spi.store.Stores;
import io.backroom.spi.value.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class SimulationTest {
  /** {@code -Dsimulation.seeds=10000} plays more. */
  private static final long SEEDS = Long.getLong("simulation.seeds", 500);

  private final Simulation simulation = Simulation.on(FreshStores::inMemory);

  @Test
  void everySeedKeepsEveryPromise(TestReporter reporter) {
    SimulationReport report =
        simulation.threads(Runtime.getRuntime().availableProcessors()).run(1, SEEDS);
    reporter.publishEntry("seeds", Long.toString(report.seeds()));
    reporter.publishEntry("steps", Long.toString(report.steps()));
    report.requireSound();
    assertThat(report.troubles()).hasSize(Trouble.ALL.size());
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
