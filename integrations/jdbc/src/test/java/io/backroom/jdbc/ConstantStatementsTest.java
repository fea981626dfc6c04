package io.backroom.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No statement is put together from values: the sources have whole statements, or none. */
class ConstantStatementsTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Pattern LITERAL =
      Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
  private static final Pattern STATEMENT =
      Pattern.compile("\\b(SELECT|INSERT|UPDATE|DELETE|MERGE|SET [A-Z]|FROM|WHERE|VALUES)\\b");
  private static final Pattern PREPARED =
      Pattern.compile("(?:prepareStatement|executeQuery|execute)\\(\\s*([^)]*)");

  @Test
  void noStatementIsJoinedOrFormatted() {
    List<String> found = new ArrayList<>();
    int literals = 0;
    for (Path file : sources()) {
      String source = read(file);
      Matcher literal = LITERAL.matcher(source);
      while (literal.find()) {
        String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
        if (STATEMENT.matcher(text).find()) {
          literals++;
          String before = source.substring(0, literal.start()).stripTrailing();
          String after = source.substring(literal.end()).stripLeading();
          if (before.endsWith("+") || after.startsWith("+") || after.startsWith(".")) {
            found.add(file + ": " + text);
          }
        }
      }
    }
    assertThat(literals).as("statements that were looked at").isGreaterThan(5);
    assertThat(found).isEmpty();
  }

  /** What is prepared has a name, so it was made by {@link Sql} or stands there whole. */
  @Test
  void nothingIsPreparedThatWasPutTogetherOnTheSpot() {
    int calls = 0;
    for (Path file : sources()) {
      Matcher prepared = PREPARED.matcher(read(file));
      while (prepared.find()) {
        calls++;
        assertThat(prepared.group(1)).as("%s prepares", file).doesNotContain("+", "format");
      }
    }
    assertThat(calls).as("calls that were looked at").isGreaterThan(5);
  }

  private static List<Path> sources() {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
