package io.backroom.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.util.Environment;

/** What a killed process had acknowledged is there, once; {@code -Dcrash.cycles} sets how often. */
class CrashTest {
  private static final int CYCLES = Integer.getInteger("crash.cycles", 20);

  /** Cycles on one directory; checking all of it again each time costs more and more. */
  private static final int CYCLES_PER_DIRECTORY = 50;

  @TempDir Path directory;

  /** What was there after the last kill. */
  private final Map<String, Long> found = new HashMap<>();

  @Test
  void nothingAcknowledgedIsLostOrDoubledWhenTheProcessIsKilled() throws Exception {
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      Path root = directory.resolve("shop-" + cycle / CYCLES_PER_DIRECTORY);
      Files.createDirectories(root);
      // From the first commands on, up to several snapshots later: never the same place.
      kill(root, cycle < 5 ? cycle : cycle * 37 % 250);
      check(root);
    }
  }

  private void kill(Path root, int lines) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Djava.library.path=" + library(),
            "-cp",
            System.getProperty("java.class.path"),
            CrashingShop.class.getName(),
            root.resolve("stores").toString(),
            root.resolve("acknowledged").toString());
    builder.redirectError(root.resolve("errors").toFile());
    Process process = builder.start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      for (int i = 0; i <= lines; i++) {
        assertThat(out.readLine())
            .as("a line; errors: %s", Files.readString(root.resolve("errors")))
            .isNotNull();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Files.readString(root.resolve("errors"))).isEmpty();
  }

  /** Unpacks the library once: a killed process does not delete what it has unpacked. */
  private String library() throws IOException {
    Path file = directory.resolve(Environment.getJniLibraryFileName("rocksdb"));
    if (!Files.exists(file)) {
      try (InputStream in =
          Objects.requireNonNull(CrashTest.class.getResourceAsStream("/" + file.getFileName()))) {
        Files.copy(in, file);
      }
    }
    return directory.toString();
  }

  private void check(Path root) throws IOException {
    List<String> acknowledged = Files.readAllLines(root.resolve("acknowledged"));
    try (RocksDbStores stores = RocksDbStores.open(root.resolve("stores"), 50)) {
      Shop shop = new Shop(stores);
      shop.checkStock();
      for (int buyer = 0; buyer < Shop.BUYERS; buyer++) {
        shop.checkOrders(buyer);
        check(root, acknowledged, "reserved", buyer, shop.checkReservations(buyer));
        check(root, acknowledged, "ordered", buyer, shop.orders(buyer));
      }
    }
  }

  private void check(Path root, List<String> acknowledged, String what, int buyer, long now) {
    String name = root + " " + what + " " + buyer;
    // What was there after the kill before is there as well, acknowledged or not.
    long least = Math.max(last(acknowledged, what, buyer), found.getOrDefault(name, 0L));
    // One more at most: the one whose answer was on its way.
    assertThat(now).as(name).isBetween(least, least + 1);
    found.put(name, now);
  }

  private static long last(List<String> acknowledged, String what, int buyer) {
    String prefix = what + " " + buyer + " ";
    return acknowledged.stream()
        .filter(line -> line.startsWith(prefix))
        .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
        .max()
        .orElse(0);
  }
}
