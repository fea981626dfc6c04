package io.backroom.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
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
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (INV-\\w+) \\| [^|]+ \\| ([^|]*) ?\\| (.*) \\|$");
  private static final Pattern COUNTED = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\| ");
  private static final Pattern TEST = Pattern.compile("`(\\w+)`");
  private static final Pattern CODE = Pattern.compile("[A-Z]\\d+");

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/promises.md"))).results().toList();
  }

  private static Stream<String> found(Pattern pattern, List<MatchResult> rows, int column) {
    return rows.stream()
        .flatMap(row -> pattern.matcher(row.group(column)).results())
        .map(match -> match.group(match.groupCount()));
  }

  @Test
  void everyPromiseIsOnThePage() throws IOException {
    assertThat(rows()).extracting(row -> row.group(1)).isEqualTo(PROMISES);
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
      assertThat(found(TEST, rows(), 3)).isNotEmpty().isSubsetOf(classes);
    }
  }

  @Test
  void everyCodeIsCountedByTheSimulationAndExplained() throws IOException {
    List<String> invariants = Stream.of(Invariant.values()).map(Enum::name).toList();
    assertThat(found(CODE, rows(), 2)).isNotEmpty().isSubsetOf(invariants);
    assertThat(
            COUNTED
                .matcher(Files.readString(Path.of("../docs/simulation.md")))
                .results()
                .map(match -> match.group(1)))
        .containsExactlyInAnyOrderElementsOf(invariants);
  }
}
