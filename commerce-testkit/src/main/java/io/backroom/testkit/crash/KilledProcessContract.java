package io.backroom.testkit.crash;

import io.backroom.spi.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that nothing acknowledged is lost or doubled when the process is killed: extend it and say
 * which process works and how its stores are opened.
 *
 * <p>The process is a class with a main method, given what {@link #arguments} returns, the last of
 * them the side file. It opens the stores and calls {@link CrashWork#runUntilKilled}:
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   CrashWork.on(open(args[0]), Path.of(args[1])).runUntilKilled();
 * }
 * }</pre>
 *
 * <p>{@code -Dcrash.cycles} sets how often it is killed, by default {@link #cycles}; {@code
 * -Dcrash.seed} repeats after how much work.
 */
public abstract class KilledProcessContract {
  /** Checking all of the work each time costs more and more, so it begins anew now and then. */
  private static final int CYCLES_PER_DIRECTORY = 50;

  private static final int LINES_MAX = 300;

  @TempDir Path directory;

  /** Creates the contract. */
  protected KilledProcessContract() {}

  /**
   * Returns the process.
   *
   * @return a class with a main method
   */
  protected abstract Class<?> process();

  /**
   * Opens the stores of a directory, after the process that worked on them was killed.
   *
   * @param data the directory, empty at first
   * @return its stores, to be closed by the caller
   */
  protected abstract Stores open(Path data);

  /**
   * Returns what the process is told about its stores; the side file comes after it.
   *
   * @param data the directory, empty at first
   * @return the arguments, by default the directory
   */
  protected List<String> arguments(Path data) {
    return List.of(data.toString());
  }

  /**
   * Returns options of the process's virtual machine.
   *
   * @param scratch a directory that is kept for all cycles and deleted after them
   * @return the options, by default none
   * @throws Exception if they cannot be prepared
   */
  protected List<String> options(Path scratch) throws Exception {
    return List.of();
  }

  /**
   * Returns how often the process is killed when nobody says.
   *
   * @return the number of times, by default 20
   */
  protected int cycles() {
    return 20;
  }

  @Test
  void nothingAcknowledgedIsLostOrDoubledWhenTheProcessIsKilled(TestReporter report)
      throws Exception {
    int cycles = Integer.getInteger("crash.cycles", cycles());
    long seed = Long.getLong("crash.seed", 20260101L);
    report.publishEntry("crash.seed", String.valueOf(seed));
    SplittableRandom random = new SplittableRandom(seed);
    List<String> options = options(directory);
    for (int cycle = 0; cycle < cycles; cycle++) {
      Path root = directory.resolve("shop-" + cycle / CYCLES_PER_DIRECTORY);
      Path data = Files.createDirectories(root.resolve("data"));
      Path sideFile = root.resolve("acknowledged");
      List<String> arguments = new ArrayList<>(arguments(data));
      arguments.add(sideFile.toString());
      // The first times it has hardly begun.
      int lines = cycle < 5 ? cycle : random.nextInt(LINES_MAX);
      KilledProcess.run(process(), options, arguments, lines, root.resolve("errors"));
      try (Stores stores = open(data)) {
        CrashWork.on(stores, sideFile).check();
      }
    }
  }
}
