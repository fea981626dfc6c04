package io.backroom.benchmarks.picking;

import io.backroom.fulfillment.tour.AisleGrid;
import io.backroom.fulfillment.tour.Stop;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tours to be found: of a file, or 270 with known optima that come with this comparison. */
final class Instances {
  private Instances() {}

  /** Reads one JSON object a line, from a file that may be compressed. */
  static List<Instance> of(Optional<Path> file) {
    try (InputStream bytes = open(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).map(Instances::parse).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + file, failure);
    }
  }

  private static InputStream open(Optional<Path> file) throws IOException {
    if (file.isEmpty()) {
      return Objects.requireNonNull(Instances.class.getResourceAsStream("pick-routes.jsonl"));
    }
    InputStream bytes = Files.newInputStream(file.get());
    return file.get().toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private static Instance parse(String line) {
    JsonNode node = JsonMapper.shared().readTree(line);
    AisleGrid grid =
        new AisleGrid(
            node.get("blocks").asInt(),
            node.get("aisles").asInt(),
            node.get("block_len").asInt(),
            node.get("aisle_dist").asInt());
    JsonNode depot = node.get("depot");
    List<Stop> stops = new ArrayList<>();
    stops.add(new Stop(depot.get(0).asInt(), depot.get(1).asInt() * grid.blockLength()));
    node.get("picks")
        .forEach(pick -> stops.add(new Stop(pick.get(0).asInt(), pick.get(1).asInt())));
    JsonNode optimum = node.path("opt");
    return new Instance(
        grid, stops, optimum.isNumber() ? OptionalLong.of(optimum.asLong()) : OptionalLong.empty());
  }
}
