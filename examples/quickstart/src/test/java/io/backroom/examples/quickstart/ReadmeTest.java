package io.backroom.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Path SOURCE =
      Path.of("src/main/java/io/backroom/examples/quickstart/Quickstart.java");

  @Test
  void theReadmeShowsTheCodeThatIsCompiled() throws IOException {
    String code = Files.readString(SOURCE);
    String shown = block("```java\n(import.*?)```");

    assertThat(shown).isEqualTo(code.substring(code.indexOf("import ")));
  }

  @Test
  void theReadmeShowsWhatTheCodePrints() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      Quickstart.main(new String[0]);
    } finally {
      System.setOut(before);
    }

    assertThat(block("It prints:\n\n```\n(.*?)```"))
        .isEqualTo(printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theQuickstartHasAtMostFortyLinesOfCode() throws IOException {
    String code =
        Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL)
            .matcher(Files.readString(SOURCE))
            .replaceAll("");

    assertThat(code.lines().filter(line -> !line.isBlank()).count()).isLessThanOrEqualTo(40);
  }

  @Test
  void theReadmeHasAtMost150Lines() throws IOException {
    assertThat(readme().lines().count()).isLessThanOrEqualTo(150);
  }

  @Test
  void eachMarkedCommandStandsOnALineOfItsOwn() throws IOException {
    List<String> commands = readme().lines().filter(line -> line.matches(".*  # [a-z]+")).toList();

    assertThat(commands)
        .extracting(line -> line.substring(line.indexOf('#')))
        .contains("# run", "# test")
        .doesNotHaveDuplicates();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(readme());
    while (link.find()) {
      assertThat(ROOT.resolve(link.group(1))).exists();
    }
  }

  private static String block(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(readme());
    assertThat(matcher.find()).as("a block like %s in the README", pattern).isTrue();
    return matcher.group(1);
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
