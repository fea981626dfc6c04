package io.backroom.testkit.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process that is killed at work, as {@code kill -9} does. */
final class KilledProcess {
  private KilledProcess() {}

  /**
   * Starts a process, waits until it has written some lines and one more, and kills it.
   *
   * @param main its main class, found on the class path of this process
   * @param options options of its virtual machine
   * @param arguments the arguments of the main class
   * @param lines after how many lines of its output and one more it is killed
   * @param errors where its error output goes
   * @throws AssertionError if it ended by itself or wrote to its error output
   */
  static void run(
      Class<?> main, List<String> options, List<String> arguments, int lines, Path errors)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for a second: what makes it start sooner counts, not what makes it faster later.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    int read = 0;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      while (read <= lines && out.readLine() != null) {
        read++;
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    String said = Files.readString(errors);
    if (read <= lines || !said.isEmpty()) {
      throw new AssertionError(
          "%s wrote %d lines and should have written more than %d; its errors: %s"
              .formatted(main, read, lines, said));
    }
  }
}
