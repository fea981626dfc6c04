package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.InvoiceFile;
import io.backroom.examples.replay.data.Slice;
import io.backroom.examples.replay.data.UnusableFileException;
import io.backroom.examples.replay.data.World;
import io.backroom.examples.replay.report.ProgressBar;
import io.backroom.examples.replay.report.Report;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Replays a real shop's invoices through the library, verifies stock and money, and reports. */
public final class Replay {
  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  Replay(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Runs the example and ends the program: 0 for PASS, 1 for FAIL, 2 for what cannot be used.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    boolean terminal = System.getenv("REPLAY_TERMINAL") != null;
    System.exit(new Replay(out, System.err, terminal).run(List.of(arguments)));
  }

  /** Returns the exit code. */
  int run(List<String> arguments) {
    try {
      Options options = Options.parse(arguments);
      if (options.help()) {
        out.print(Options.HELP);
        return PASSED;
      }
      return replay(options);
    } catch (UsageException | UnusableFileException unusable) {
      err.println(unusable.getMessage());
      return UNUSABLE;
    }
  }

  private int replay(Options options) {
    Timings timings = new Timings();
    Path file = options.data().orElseGet(Home::data);
    Dataset whole = InvoiceFile.read(file);
    Dataset data = whole.invoices().isEmpty() ? whole : whole.only(slice(options, whole));
    long orders = data.invoices().stream().filter(invoice -> !invoice.cancellation()).count();
    if (orders == 0) {
      throw new UsageException(
          "%s has no sale to replay: %d rows, %d usable, none of them a sale of the chosen days"
              .formatted(file, whole.rows().total(), whole.rows().usable()));
    }
    Path report = options.report().orElseGet(Home::report);
    write(report, "");
    timings.hasRead();
    ProgressBar progress = new ProgressBar(err, terminal, orders, System::nanoTime);
    Simulation simulation =
        new Simulation(World.of(data), data.invoices(), options.seed(), progress);
    simulation.run();
    timings.hasRun();
    return report(simulation.outcome(), whole, options, report, timings);
  }

  private static Slice slice(Options options, Dataset whole) {
    Invoice first = whole.invoices().get(0);
    return options.slice(first.day());
  }

  private int report(Outcome outcome, Dataset whole, Options options, Path file, Timings timings) {
    List<Check> checks = outcome.verify();
    Report full = new ReportWriter(outcome, checks).write(whole, options.seed(), timings);
    Report report = options.timings() ? full : full.withoutTimings();
    write(file, report.html());
    err.println("Report with plots: " + file);
    out.print(report.text());
    long differences = Verification.differences(checks);
    out.println(differences == 0 ? "PASS" : "FAIL: " + differences + " differences");
    return differences == 0 ? PASSED : FAILED;
  }

  /** Asked before the run too: nobody wants to hear of a wrong path after it. */
  private static void write(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, text);
    } catch (IOException impossible) {
      throw new UsageException("--report", file.toString(), "cannot be written");
    }
  }
}
