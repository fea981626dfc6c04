package io.backroom.benchmarks.recommendation;

import io.backroom.benchmarks.harness.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shops of growing size, each learned in a process whose heap ends where it is told to. */
final class ScaleComparison {
  private static final String NOTES =
      """

      Made-up purchases, 50 neighbors, one thread. train: CPU seconds from pairs in memory to a model that can answer, the
      compiler's and the collector's included. heap: what the process was given (-Xmx), purchases and model included; it
      would have ended with an error had it needed more. peak: the most that was in use, garbage included. MB: the file.
      p50, p99: one list of 10, one thread, microseconds, the best of three asks for each of 3,000 customers.
      """;

  private static final long MEGABYTE = 1_000_000;

  /** What no shop takes less than. */
  private static final long HEAP_MIN = 64 * MEGABYTE;

  private static final long HEAP_MAX = 600 * MEGABYTE;

  /** The young generation: what is used once and forgotten. */
  private static final long YOUNG = 24 * MEGABYTE;

  /**
   * A shop.
   *
   * @param items how many items it has
   * @param customers how many customers
   */
  record Size(int items, int customers) {
    /** Reads 1000x300. */
    static Size of(String text) {
      String[] numbers = text.split("x", 2);
      return new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    /** Up to this it has to learn in; 600 MB for a million items. */
    long heap() {
      return Math.min(HEAP_MAX, HEAP_MIN + 560L * items + 200L * customers);
    }
  }

  private ScaleComparison() {}

  static void run(List<Size> sizes) throws IOException, InterruptedException {
    Table table =
        new Table(
            "items",
            "customers",
            "pairs",
            "weights",
            "train",
            "heap MB",
            "peak MB",
            "MB",
            "p50",
            "p99");
    for (Size size : sizes) {
      Map<String, Double> numbers = numbers(size);
      List<Object> cells = new ArrayList<>();
      cells.add(String.format(Locale.ROOT, "%,d", size.items()));
      cells.add(size.customers());
      for (String name : List.of("pairs", "weights", "cpu")) {
        cells.add(numbers.getOrDefault(name, Double.NaN));
      }
      cells.add((double) size.heap() / MEGABYTE);
      for (String name : List.of("peak", "bytes")) {
        cells.add(numbers.getOrDefault(name, Double.NaN) / MEGABYTE);
      }
      for (String name : List.of("p50", "p99")) {
        cells.add(numbers.getOrDefault(name, Double.NaN));
      }
      table.row(cells.toArray());
      System.err.println(size + " done");
    }
    System.out.print(table);
    System.out.print(NOTES);
  }

  private static Map<String, Double> numbers(Size size) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + size.heap());
    command.add("-Xmn" + YOUNG);
    // The usual collector does not move large arrays and so needs room for what is between them.
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ScaleRun.class.getName());
    command.add(Integer.toString(size.items()));
    command.add(Integer.toString(size.customers()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(size + " failed within " + size.heap() / MEGABYTE + " MB");
    }
    Map<String, Double> numbers = new HashMap<>();
    printed
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(words -> numbers.put(words[0], Double.valueOf(words[1])));
    return numbers;
  }
}
