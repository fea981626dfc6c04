package io.backroom.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SplitSearchTest {
  @Test
  void noAssignmentOfUnitsIsCheaper() {
    for (int seed = 0; seed < 5_000; seed++) {
      SplitProblem problem = Splits.random(new Random(seed));
      Split split = new SplitSearch(problem).best();
      assertThat(split.cost()).as("seed %d", seed).isEqualTo(Splits.bruteForce(problem));
      assertThat(split.cost()).isEqualTo(Splits.cost(problem, split.units()));
    }
  }

  @Test
  void everyUnitThatSomebodyHasIsShippedAndNoneThatIsNotThere() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplitProblem problem = Splits.random(new Random(seed));
      Split split = new SplitSearch(problem).best();
      for (int item = 0; item < problem.items(); item++) {
        int shipped = 0;
        for (int center = 0; center < problem.centers(); center++) {
          int units = split.units()[center][item];
          assertThat(units).isBetween(0, problem.available()[item][center]);
          shipped += units;
        }
        assertThat(shipped).isEqualTo(problem.fillable(item));
      }
    }
  }

  @Test
  void moreStockNeverCostsMoreWhereAllIsShippedAnyway() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplitProblem problem = Splits.random(new Random(seed));
      if (!fillsAll(problem)) {
        continue;
      }
      long before = new SplitSearch(problem).best().cost();
      Random random = new Random(seed);
      problem.available()[random.nextInt(problem.items())][random.nextInt(problem.centers())]++;
      assertThat(new SplitSearch(problem).best().cost()).isLessThanOrEqualTo(before);
    }
  }

  private static boolean fillsAll(SplitProblem problem) {
    for (int item = 0; item < problem.items(); item++) {
      if (problem.fillable(item) < problem.quantity()[item]) {
        return false;
      }
    }
    return true;
  }

  @Test
  void provenOptimaAreMet() throws IOException {
    int count = 0;
    try (BufferedReader lines = instances()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode instance = JsonMapper.shared().readTree(line);
        Split split = new SplitSearch(problem(instance)).best();
        assertThat(split.cost())
            .as("instance %s", instance.get("id"))
            .isEqualTo(instance.get("opt").asLong());
        count++;
      }
    }
    assertThat(count).isEqualTo(300);
  }

  @Test
  void manyCentersAreFilledWellThoughNotProvenBest() {
    long optimal = 0;
    long found = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int centers = 14;
      int[] quantity = random.ints(5, 1, 4).toArray();
      int[][] available = new int[5][];
      long[][] unit = new long[5][];
      for (int item = 0; item < 5; item++) {
        available[item] = random.ints(centers, -6, 4).map(u -> Math.max(0, u)).toArray();
        available[item][0] = quantity[item];
        unit[item] = random.longs(centers, 10, 60).toArray();
      }
      long[] fixed = random.longs(centers, 300, 900).toArray();
      SplitProblem problem = Splits.additive(quantity, available, fixed, unit);
      Split split = new SplitSearch(problem).best();
      for (int item = 0; item < 5; item++) {
        int of = item;
        int shipped = Arrays.stream(split.units()).mapToInt(units -> units[of]).sum();
        assertThat(shipped).isEqualTo(problem.fillable(item));
      }
      found += split.cost();
      optimal += Splits.bestSet(problem);
    }
    assertThat(found).isBetween(optimal, optimal + optimal / 50);
  }

  private static BufferedReader instances() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(
                Objects.requireNonNull(
                    SplitSearchTest.class.getResourceAsStream("sourcing.jsonl.gz"))),
            StandardCharsets.UTF_8));
  }

  private static SplitProblem problem(JsonNode instance) {
    int centers = instance.get("dcs").asInt();
    int items = instance.get("lines").asInt();
    long[] quantity = longs(instance.get("qty"));
    long[] available = longs(instance.get("avail"));
    long[] unit = longs(instance.get("unit"));
    int[][] availableRows = new int[items][];
    long[][] unitRows = new long[items][];
    for (int item = 0; item < items; item++) {
      int from = item * centers;
      availableRows[item] =
          Arrays.stream(available, from, from + centers).mapToInt(units -> (int) units).toArray();
      unitRows[item] = Arrays.copyOfRange(unit, from, from + centers);
    }
    return Splits.additive(
        Arrays.stream(quantity).mapToInt(units -> (int) units).toArray(),
        availableRows,
        longs(instance.get("fixed")),
        unitRows);
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }
}
