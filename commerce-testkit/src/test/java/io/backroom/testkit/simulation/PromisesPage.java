package io.backroom.testkit.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of docs/promises.md. */
final class PromisesPage {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (INV-\\w+) \\| ([^|]+) \\| ([^|]*) ?\\| (.*) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)`");
  private static final Pattern CODE = Pattern.compile("[A-Z]\\d+");

  private PromisesPage() {}

  /**
   * One row.
   *
   * @param promise its number
   * @param never what never happens
   * @param codes by which names the simulation counts it
   * @param tests which other tests there are
   */
  record Row(String promise, String never, List<String> codes, List<String> tests) {}

  static List<Row> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/promises.md")))
        .results()
        .map(
            row ->
                new Row(
                    row.group(1), row.group(2), all(CODE, row.group(3)), all(TEST, row.group(4))))
        .toList();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(PromisesPage::last).toList();
  }

  private static String last(MatchResult match) {
    return match.group(match.groupCount());
  }
}
