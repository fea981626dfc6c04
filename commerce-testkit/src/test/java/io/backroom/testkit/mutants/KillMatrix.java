package io.backroom.testkit.mutants;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table in docs/simulation.md that tells in which seed each mutant is seen. */
final class KillMatrix {
  private static final Path PAGE = Path.of("../docs/simulation.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([^|]+) \\| ([A-Z]\\d+) \\| (\\d+) \\|\\n");

  private KillMatrix() {}

  /**
   * One row.
   *
   * @param mutant its name
   * @param mistake what is wrong
   * @param promise the promise that breaks
   * @param seed in the play of this seed
   */
  record Kill(String mutant, String mistake, String promise, long seed) {
    @Override
    public String toString() {
      return "| `%s` | %s | %s | %d |%n".formatted(mutant, mistake, promise, seed);
    }
  }

  /** Returns the rows of the page by the names of the mutants. */
  static Map<String, Kill> read() throws IOException {
    Map<String, Kill> rows = new LinkedHashMap<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      rows.put(
          row.group(1),
          new Kill(row.group(1), row.group(2), row.group(3), Long.parseLong(row.group(4))));
    }
    return rows;
  }

  /** Puts new rows where the old ones stand. */
  static void write(Collection<Kill> kills) throws IOException {
    String page = Files.readString(PAGE);
    Matcher row = ROW.matcher(page);
    int begin = page.length();
    int end = begin;
    while (row.find()) {
      begin = Math.min(begin, row.start());
      end = row.end();
    }
    String rows = kills.stream().map(Kill::toString).collect(joining());
    Files.writeString(PAGE, page.substring(0, begin) + rows + page.substring(end));
  }
}
