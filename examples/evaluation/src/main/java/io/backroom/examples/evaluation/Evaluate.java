package io.backroom.examples.evaluation;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.InvoiceFile;
import io.backroom.examples.replay.data.PurchaseFile;
import io.backroom.examples.replay.data.UnusableFileException;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Report;
import io.backroom.examples.replay.report.Section;
import io.backroom.recommendation.LearningTerms;
import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.evaluation.ListTrial;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads a shop's export, tries the lists on it, and reports. */
public final class Evaluate {
  private static final int FOUND = 0;
  private static final int UNUSABLE = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final Path folder;

  Evaluate(PrintStream out, PrintStream err, Path folder) {
    this.out = out;
    this.err = err;
    this.folder = folder;
  }

  /**
   * Runs the example and ends the program.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder =
        Path.of(
            Objects.requireNonNullElse(System.getenv("EVALUATION_FOLDER"), "examples/evaluation"));
    System.exit(new Evaluate(out, System.err, folder).run(List.of(arguments)));
  }

  /** Returns the exit code. */
  int run(List<String> arguments) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.HELP);
        return FOUND;
      }
      evaluate(options);
      return FOUND;
    } catch (Options.UsageException | UnusableFileException unusable) {
      err.println(unusable.getMessage());
      return UNUSABLE;
    }
  }

  private void evaluate(Options options) {
    Path data =
        options.data().orElseGet(() -> folder.resolve("../replay/data/online_retail.csv.gz"));
    Path file = options.report().orElseGet(() -> folder.resolve("target/evaluation.html"));
    PurchaseFile.Content content = PurchaseFile.read(data);
    // Only its editions have names and orders; another file is refused here.
    Optional<Dataset> dataset =
        options.live() ? Optional.of(InvoiceFile.read(data)) : Optional.empty();
    write(file, "");
    int purchases = content.log().size();
    err.println("Trying the lists on " + Format.count(purchases) + " purchases");
    ListTrial trial = ListTrial.of(content.log());
    Optional<Costs> costs = options.timings() ? Costs.of(trial) : Optional.empty();
    List<Section> live =
        dataset
            .flatMap(some -> trial.chosen().map(chosen -> live(some, content, trial, chosen)))
            .orElse(List.of());
    String name = Objects.requireNonNullElse(data.getFileName(), data).toString();
    Report report = new TrialReport(name, content, trial, live, costs).write();
    write(file, report.html());
    err.println("Report with plots: " + file.normalize());
    out.print(report.text());
    out.println();
    out.println(TrialReport.FRESH + ". " + trial.fresh().sentence());
    out.println(TrialReport.AGAIN + ". " + trial.again().sentence());
  }

  private static List<Section> live(
      Dataset data, PurchaseFile.Content content, ListTrial trial, ForYou.Settings chosen) {
    return LiveSections.of(data, content, trial.split(), LearningTerms.DEFAULT.with(chosen));
  }

  /** Asked before the trial too: nobody wants to hear of a wrong path after it. */
  private static void write(Path file, String text) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file, text);
    } catch (IOException impossible) {
      throw new Options.UsageException("--report is '%s': cannot be written".formatted(file));
    }
  }
}
