package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.harness.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How long it takes to open a directory with many reservations in it, in a process with little
 * memory, after the process before was killed at work.
 */
final class ReopenPart {
  private static final int RESERVATIONS = 10_000_000;
  private static final int OPENINGS = 3;
  private static final String HEAP = "-Xmx512m";

  private final Stage stage;
  private final Table table =
      new Table("reopening after a crash", "reservations", "at most", "seconds", "heap MB after");

  ReopenPart(Stage stage) {
    this.stage = stage;
  }

  Part part() {
    return new Part("reopen", List.of(), false, this::run);
  }

  private void run() {
    try (TempFolder folder = new TempFolder()) {
      Path stores = folder.path().resolve("stores");
      run(ReopenedShop.FILL, stores, "-Xmx3g");
      for (int i = 0; i < OPENINGS; i++) {
        String[] found = run(ReopenedShop.OPEN, stores, HEAP).split(" ");
        table.row(
            i == 0 ? "9 of 10 committed, the others held" : "",
            RESERVATIONS,
            HEAP.substring(4),
            Double.parseDouble(found[0]),
            Long.parseLong(found[1]));
      }
    }
    stage.report().note(table.toString());
  }

  /** Runs a process that ends at once when it has done its work, closing nothing. */
  private static String run(String what, Path directory, String heap) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add(heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ReopenedShop.class.getName());
    command.addAll(List.of(what, directory.toString(), Integer.toString(RESERVATIONS)));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line = out.readLine();
        if (line == null) {
          throw new IllegalStateException(command + " said nothing");
        }
        process.waitFor();
        return line;
      } finally {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
