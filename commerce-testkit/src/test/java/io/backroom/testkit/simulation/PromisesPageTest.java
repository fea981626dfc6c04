package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages name what there is: every promise, its code in the simulation, its tests. */
class PromisesPageTest {
  private static final List<String> PROMISES =
      List.of(
          "INV-S1", "INV-S2", "INV-S3", "INV-P1", "INV-P2", "INV-P3", "INV-P4", "INV-P5", "INV-P6",
          "INV-P7", "INV-P8", "INV-O1", "INV-O2", "INV-O3", "INV-N1", "INV-N2", "INV-R1", "INV-R2",
          "INV-R3", "INV-R4", "INV-R5", "INV-M1");
  private static final Pattern COUNTED = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\| ");

  @Test
  void everyPromiseIsOnThePage() throws IOException {
    assertThat(PromisesPage.rows()).extracting(PromisesPage.Row::promise).isEqualTo(PROMISES);
  }

  @Test
  void everyTestOnThePageIsThere() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      Set<String> classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.substring(0, name.length() - ".java".length()))
              .collect(Collectors.toSet());
      assertThat(PromisesPage.rows().stream().flatMap(row -> row.tests().stream()))
          .isNotEmpty()
          .isSubsetOf(classes);
    }
  }

  @Test
  void everyCodeIsCountedByTheSimulationAndExplained() throws IOException {
    List<String> invariants = Stream.of(Invariant.values()).map(Enum::name).toList();
    assertThat(PromisesPage.rows().stream().flatMap(row -> row.codes().stream()))
        .isNotEmpty()
        .isSubsetOf(invariants);
    assertThat(
            COUNTED
                .matcher(Files.readString(Path.of("../docs/simulation.md")))
                .results()
                .map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(invariants);
  }
}
