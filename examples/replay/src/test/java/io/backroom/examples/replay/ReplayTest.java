package io.backroom.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final String OLDER_EDITION =
      """
      Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
      489434,85048,15CM CHRISTMAS GLASS BALL 20 LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom
      489434,79323P,PINK CHERRY LIGHTS,12,2009-12-01 07:45:00,6.75,13085.0,United Kingdom
      489435,22350,CAT BOWL ,12,2009-12-01 07:46:00,2.55,13085.0,United Kingdom
      489436,48173C,DOOR MAT BLACK FLOCK ,10,2009-12-01 09:06:00,5.95,13078.0,France
      489437,22143,CHRISTMAS CRAFT HEART DECORATIONS,6,2009-12-01 09:08:00,2.10,,United Kingdom
      489438,POST,POSTAGE,1,2009-12-01 09:10:00,18.00,13078.0,France
      489439,22143,broken,six,2009-12-01 09:11:00,2.10,13078.0,France
      489440,22143
      C489441,22350,CAT BOWL ,-2,2009-12-04 10:00:00,2.55,13085.0,United Kingdom
      """;

  @TempDir private Path folder;

  private record Run(int code, String out, String err, String html) {}

  private Run run(String... arguments) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path report = folder.resolve("report.html");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--report", report.toString()));
    int code = new Replay(stream(out), stream(err), false).run(all);
    String html = Files.exists(report) ? Files.readString(report) : "";
    return new Run(code, text(out), text(err), html);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  @Test
  void aSliceOfTheRealDataPassesTwiceWithTheSameBytes() throws IOException {
    Run first = run("--invoices", "300", "--no-timings");
    Run second = run("--invoices", "300", "--no-timings");
    assertThat(first.code()).as(first.out()).isZero();
    assertThat(first.out()).endsWith("\nPASS\n").contains("Verification", "Credit not tied up");
    assertThat(first.html())
        .contains("<svg", "Who ships where", "Freight by rule", "Parcels by rule")
        .contains("fewest splits, +", "nearest first, +", "by priority, +")
        .doesNotContain("Timings");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.html()).isEqualTo(first.html());
  }

  @Test
  void anotherSeedIsAnotherRun() throws IOException {
    Run first = run("--invoices", "30", "--no-timings", "--seed", "1");
    Run second = run("--invoices", "30", "--no-timings", "--seed", "2");
    assertThat(second.code()).as(second.out()).isZero();
    assertThat(second.out()).isNotEqualTo(first.out());
  }

  @Test
  void readsTheOlderEditionAndCountsWhatItCannotUse() throws IOException {
    Run run = run("--data", file(OLDER_EDITION).toString());
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    assertThat(run.out())
        .containsPattern("not a product +1 ")
        .containsPattern("quantity not a whole number, or zero +1 ")
        .containsPattern("wrong number of columns or broken quotes +1 ")
        .containsPattern("Invoices replayed +4\\b")
        .containsPattern("Cancellations replayed +1\\b")
        .contains("Timings");
  }

  @Test
  void showsProgressInOrders() throws IOException {
    Run run = run("--data", file(OLDER_EDITION).toString());
    assertThat(run.err()).contains("100 %").contains("orders/s");
  }

  @Test
  void explainsItself() throws IOException {
    Run run = run("--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("--no-timings", "exit code");
  }

  @Test
  void answersBadUsageWithOneLine() throws IOException {
    Run run = run("--seed", "one");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("--seed is 'one': must be").hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void answersAnUnusableFileWithOneLine() throws IOException {
    for (String unusable : List.of("", "a,b,c\n1,2,3\n")) {
      Run run = run("--data", file(unusable).toString());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("data.csv").contains("expected").hasLineCount(1);
    }
    Run missing = run("--data", folder.resolve("missing.csv").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no such file").hasLineCount(1);
  }

  @Test
  void answersDaysWithoutASaleWithOneLine() throws IOException {
    Run run = run("--data", file(OLDER_EDITION).toString(), "--from", "2012-01-01");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("has no sale to replay").hasLineCount(1);
  }

  @Test
  void answersAReportThatCannotBeWrittenWithOneLine() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments =
        List.of("--data", file(OLDER_EDITION).toString(), "--report", folder.toString());
    int code = new Replay(stream(new ByteArrayOutputStream()), stream(err), false).run(arguments);
    assertThat(code).isEqualTo(2);
    assertThat(text(err)).startsWith("--report is '").endsWith("cannot be written\n");
  }
}
