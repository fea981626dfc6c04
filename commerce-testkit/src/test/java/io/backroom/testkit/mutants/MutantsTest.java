package io.backroom.testkit.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.testkit.mutants.KillMatrix.Kill;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A test that sees nothing proves nothing: the simulation must see each of these mistakes within
 * 1,000 seeds. Each mutant is played from the seed on that docs/simulation.md tells.
 *
 * <p>{@code -Dmutants=all} looks for the first seed anew and writes the page.
 */
class MutantsTest {
  private static final long SEEDS_MAX = 1_000;
  private static final boolean ALL = System.getProperty("mutants", "").equals("all");
  private static final Map<String, Kill> SEEN = new ConcurrentSkipListMap<>();

  private final ExecutorService players =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  @Test
  void theKillMatrixNamesEveryMutant() throws IOException {
    List<Kill> rows = List.copyOf(KillMatrix.read().values());
    assertThat(rows.stream().map(row -> Mutant.of(row.mutant(), row.mistake())).toList())
        .isEqualTo(Mutants.all().stream().map(m -> Mutant.of(m.name(), m.mistake())).toList());
    assertThat(rows).hasSizeGreaterThanOrEqualTo(24).allMatch(row -> row.seed() <= SEEDS_MAX);
  }

  @TestFactory
  Stream<DynamicTest> theSimulationSees() throws IOException {
    Map<String, Kill> known = ALL ? Map.of() : KillMatrix.read();
    // Each one at work while others are waited for, and no more of them than there are players.
    List<DynamicTest> tests =
        Mutants.all().stream()
            .map(
                mutant -> {
                  Optional<Long> first =
                      Optional.ofNullable(known.get(mutant.name())).map(Kill::seed);
                  Future<Kill> seen = players.submit(() -> play(mutant, first));
                  return DynamicTest.dynamicTest(mutant.name(), () -> tell(seen));
                })
            .toList();
    players.shutdown();
    return tests.stream();
  }

  private static void tell(Future<Kill> seen) throws Throwable {
    try {
      Kill kill = seen.get();
      SEEN.put(kill.mutant(), kill);
      System.out.print(kill);
    } catch (ExecutionException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static Kill play(Mutant mutant, Optional<Long> first)
      throws ReflectiveOperationException {
    BiFunction<Long, Long, String> seeds = seedsWith(mutant);
    String seen = first.map(seed -> seeds.apply(seed, 1L)).orElse("");
    if (seen.isEmpty()) {
      seen = seeds.apply(1L, SEEDS_MAX);
    }
    assertThat(seen).as("%s must be seen within %s seeds", mutant.name(), SEEDS_MAX).isNotEmpty();
    String[] parts = seen.split(" ", 3);
    return new Kill(mutant.name(), mutant.mistake(), parts[1], Long.parseLong(parts[0]));
  }

  @SuppressWarnings("unchecked") // it is of a class loader of its own
  private static BiFunction<Long, Long, String> seedsWith(Mutant mutant)
      throws ReflectiveOperationException {
    return (BiFunction<Long, Long, String>)
        MutatedCore.of(mutant)
            .loadClass("io.backroom.testkit.simulation.KillingSeed")
            .getConstructor()
            .newInstance();
  }

  @AfterAll
  static void writeThePage() throws IOException {
    if (ALL && SEEN.size() == Mutants.all().size()) {
      KillMatrix.write(
          Mutants.all().stream().map(m -> Objects.requireNonNull(SEEN.get(m.name()))).toList());
    }
  }
}
