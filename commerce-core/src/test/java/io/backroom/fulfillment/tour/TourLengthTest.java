package io.backroom.fulfillment.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TourLengthTest {

  @Test
  void isTheOptimumOfEveryGivenInstance() throws IOException {
    int seen = 0;
    for (JsonNode row : instances()) {
      AisleGrid grid =
          new AisleGrid(
              row.get("blocks").asInt(),
              row.get("aisles").asInt(),
              row.get("block_len").asInt(),
              row.get("aisle_dist").asInt());
      JsonNode depot = row.get("depot");
      List<Stop> stops = new ArrayList<>();
      stops.add(new Stop(depot.get(0).asInt(), depot.get(1).asInt() * grid.blockLength()));
      row.get("picks").forEach(p -> stops.add(new Stop(p.get(0).asInt(), p.get(1).asInt())));

      assertThat(new TourLength(grid).of(stops))
          .as("instance %s", row.get("id"))
          .isEqualTo(row.get("opt").asLong());
      seen++;
    }
    assertThat(seen).isEqualTo(90);
  }

  @Test
  void isWhatHeldAndKarpFindWithTheDepotAnywhere() {
    Random random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      AisleGrid grid = Warehouses.grid(random, 1 + i % 3);
      List<Stop> stops = Warehouses.stops(random, grid, 1 + random.nextInt(8));

      assertThat(new TourLength(grid).of(stops))
          .as("%s %s", grid, stops)
          .isEqualTo(Warehouses.heldKarp(grid, stops));
    }
  }

  @Test
  void neverShrinksWithOneMoreStop() {
    Random random = new Random(6);
    for (int i = 0; i < 600; i++) {
      AisleGrid grid = Warehouses.grid(random, 1 + i % 3);
      List<Stop> stops = Warehouses.stops(random, grid, 30);
      TourLength length = new TourLength(grid);
      long before = 0;
      for (int n = 1; n <= stops.size(); n++) {
        long now = length.of(stops.subList(0, n));
        assertThat(now).as("%s %s", grid, stops).isGreaterThanOrEqualTo(before);
        before = now;
      }
    }
  }

  @Test
  void isNeverLongerThanAnSShape() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      AisleGrid grid = Warehouses.grid(random, 1);
      List<Stop> stops = Warehouses.stops(random, grid, 1 + random.nextInt(30));
      stops.add(new Stop(random.nextInt(grid.aisles()), 0));

      assertThat(new TourLength(grid).of(stops))
          .as("%s %s", grid, stops)
          .isLessThanOrEqualTo(sShape(grid, stops));
    }
  }

  @Test
  void namesAStopOutsideTheWarehouse() {
    TourLength length = new TourLength(new AisleGrid(2, 3, 10, 2));

    assertThatThrownBy(() -> length.of(List.of(new Stop(3, 0))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("aisle is '3': must be 0 to 2");
    assertThatThrownBy(() -> length.of(List.of(new Stop(0, 21))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("position is '21': must be 0 to 20");
    assertThatThrownBy(() -> new AisleGrid(4, 3, 10, 2))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("blocks is '4': must be 1 to 3");
  }

  /** Through every aisle with a stop behind its front; the last of an odd number there and back. */
  private static long sShape(AisleGrid grid, List<Stop> stops) {
    IntSummaryStatistics wide = stops.stream().mapToInt(Stop::aisle).summaryStatistics();
    List<Integer> entered =
        stops.stream().filter(s -> s.position() > 0).map(Stop::aisle).distinct().sorted().toList();
    long way = 2L * (wide.getMax() - wide.getMin()) * grid.aisleDistance();
    if (entered.size() % 2 == 0) {
      return way + (long) entered.size() * grid.blockLength();
    }
    int last = entered.get(entered.size() - 1);
    int deepest =
        stops.stream().filter(s -> s.aisle() == last).mapToInt(Stop::position).max().orElseThrow();
    return way + (entered.size() - 1L) * grid.blockLength() + 2L * deepest;
  }

  private static List<JsonNode> instances() throws IOException {
    InputStream in =
        Objects.requireNonNull(TourLengthTest.class.getResourceAsStream("pick-routes.jsonl"));
    JsonMapper json = JsonMapper.builder().build();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().map(json::readTree).toList();
    }
  }
}
