package io.backroom.examples.evaluation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  private final Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  EvaluateTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    PrintStream to = new PrintStream(out, true, UTF_8);
    return new Evaluate(to, new PrintStream(err, true, UTF_8), folder).run(List.of(arguments));
  }

  private String lastLines() {
    List<String> lines = out.toString(UTF_8).lines().toList();
    return String.join("\n", lines.subList(lines.size() - 2, lines.size()));
  }

  private String export(String text) throws IOException {
    return Files.writeString(folder.resolve("export.csv"), text).toString();
  }

  /** Customers of eight tastes with favorites of their own. */
  private static String shop() {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("customer,item,timestamp\n");
    for (int row = 0; row < 2_500; row++) {
      int customer = random.nextInt(160);
      int rank = random.nextInt(3) == 0 ? customer % 25 : random.nextInt(25);
      rows.append("c%d,i%d-%d,".formatted(customer, customer % 8, rank))
          .append(LocalDate.of(2024, 1, 1).plusDays(row / 25))
          .append('\n');
    }
    return rows.toString();
  }

  @Test
  void bothSentencesEndTheOutputAndThePageHoldsThePlots() throws IOException {
    assertThat(run(export(shop()))).isZero();

    assertThat(lastLines())
        .matches(
            "New to the customer\\. (Switch it on|No difference shown|Do not switch on yet): .*\n"
                + "Buy again\\. (Switch it on|No difference shown|Do not switch on yet): .*");
    String page = Files.readString(folder.resolve("target/evaluation.html"));
    assertThat(page).contains("prefers-color-scheme: dark", "By the length of the list", "</html>");
    assertThat(page.split("<figure>", -1)).hasSize(1 + 10);
    assertThat(out.toString(UTF_8))
        .contains("First day to be foretold", "2024-03-21", "Training", "µs");
  }

  @Test
  void theSameFileMakesTheSameReportButForTimings() throws IOException {
    String file = export(shop());
    String one = folder.resolve("one.html").toString();
    String other = folder.resolve("other.html").toString();

    run(file, "--no-timings", "--report", one);
    String text = out.toString(UTF_8);
    run(file, "--no-timings", "--report", other);

    assertThat(out.toString(UTF_8)).isEqualTo(text).doesNotContain("Training");
    assertThat(Files.readString(Path.of(other))).isEqualTo(Files.readString(Path.of(one)));
  }

  @Test
  void tooLittleIsSaidAndIsNoFault() throws IOException {
    String oneCustomer = "ann,tea,2011-12-09\nann,tea,2011-12-10\nann,mug,2011-12-11\n";
    String oneDay = "ann,tea,2011-12-09\nbob,tea,2011-12-09\n";
    String none = "customer,item,timestamp\n";

    assertThat(run(export(oneCustomer))).isZero();
    assertThat(lastLines())
        .contains("Buy again. Do not switch on yet: too little data, only 0 customers");
    assertThat(run(export(oneDay))).isZero();
    assertThat(lastLines()).contains("all 2 purchases are of the same day");
    assertThat(run(export(none))).isZero();
    assertThat(lastLines()).contains("there is no purchase");
  }

  @Test
  void whatCannotBeUsedIsNamedInOneLine() throws IOException {
    String good = export("ann,tea,2011-12-09\n");
    assertThat(run(export("ann,tea,2011-13-09\n"))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("line 1: timestamp '2011-13-09' must be");
    assertThat(err.toString(UTF_8).lines()).hasSize(1);
    assertThat(run("--fast")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("there is no option '--fast'; see --help\n");
    assertThat(run("--report")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("--report is '': must name a file\n");
    assertThat(run("one.csv", "two.csv")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("FILE is 'one.csv' and 'two.csv': name one file\n");
    export("ann,tea,2011-12-09\n");
    assertThat(run(good, "--report", folder.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("--report is '" + folder + "': cannot be written");
  }

  @Test
  void helpExplainsEveryOption() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("FILE", "--report", "--no-timings", "--help");
  }
}
