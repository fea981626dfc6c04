package io.backroom.routing.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Instances whose optima others have proven. Two of each kind are here; all of a file of the same
 * format are tried with {@code -Dsourcing.instances=FILE}.
 */
class GivenInstancesTest {
  private static final SourcingSolver SOLVER = new SourcingSolver();
  private final SourcingAnswer answer = new SourcingAnswer();

  @Test
  void provenOptimaAreMetByEveryMethod() throws IOException {
    List<JsonNode> instances = instances();
    assertThat(instances).hasSizeGreaterThanOrEqualTo(180);
    for (JsonNode instance : instances) {
      SourcingProblem problem = problem(instance);
      String name = instance.get("id").toString();
      SOLVER.solve(problem, answer);
      assertThat(answer.status()).isEqualTo(SourcingStatus.OPTIMAL);
      assertThat(answer.cost()).as(name).isEqualTo(instance.get("opt").asLong());

      SOLVER.solve(problem.withMaxShipments(2), answer);
      if (instance.get("opt_max2").isNull()) {
        assertThat(answer.unfilled()).as(name).isPositive();
      } else {
        assertThat(answer.cost()).as(name).isEqualTo(instance.get("opt_max2").asLong());
      }

      SOLVER.solve(problem.withFewestShipments(), answer);
      assertThat(answer.shipments()).as(name).isEqualTo(instance.get("min_shipments").asInt());

      SOLVER.solve(problem.withCharge(sums(problem)), answer);
      if (answer.status() == SourcingStatus.OPTIMAL) {
        assertThat(answer.cost()).as(name).isEqualTo(instance.get("opt").asLong());
      }
    }
  }

  private static ShipmentCharge sums(SourcingProblem problem) {
    return (center, units) -> {
      long cost = problem.fixed()[center];
      for (int i = 0; i < units.length; i++) {
        cost += units[i] * problem.unit()[i * problem.centers() + center];
      }
      return cost;
    };
  }

  private static List<JsonNode> instances() throws IOException {
    String file = System.getProperty("sourcing.instances", "");
    try (InputStream bytes =
            file.isEmpty()
                ? Objects.requireNonNull(
                    GivenInstancesTest.class.getResourceAsStream("sourcing.jsonl.gz"))
                : Files.newInputStream(Path.of(file));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8))) {
      List<JsonNode> all = new ArrayList<>();
      lines.lines().forEach(line -> all.add(JsonMapper.shared().readTree(line)));
      return all;
    }
  }

  private static SourcingProblem problem(JsonNode instance) {
    return SourcingProblem.of(
        ints(instance.get("qty")),
        ints(instance.get("avail")),
        longs(instance.get("fixed")),
        longs(instance.get("unit")));
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }
}
