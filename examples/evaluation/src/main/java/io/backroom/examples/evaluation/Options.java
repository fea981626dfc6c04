package io.backroom.examples.evaluation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param help whether to explain the options and do nothing else
 * @param data the shop's export; empty for the shop of the replay
 * @param report where the HTML report goes; empty for the default
 * @param live whether a shop in memory is asked too
 * @param timings whether the report shows what differs from run to run
 */
record Options(
    boolean help, Optional<Path> data, Optional<Path> report, boolean live, boolean timings) {
  static final String HELP =
      """
      Tells from a shop's own purchases what the lists "new to you" and "buy again" would have been
      worth, beside simple ways, and whether to switch them on.

      usage: examples/evaluation/run [FILE] [options]

        FILE            CSV with rows of customer,item,timestamp[,quantity], with or without a heading,
                        or either edition of Online Retail; plain or gzipped
                        (default: the shop of examples/replay)
        --report FILE   where the HTML report goes (default: examples/evaluation/target/evaluation.html)
        --live          also let a shop in memory sell the purchases before the split, and ask its own
                        lists: variants among alternatives, and what diversity and novelty cost; of
                        Online Retail only, takes some minutes more
        --no-timings    leave out what differs between two runs on the same file
        --help          show this

      The last two lines are the two sentences. The exit code is 0 when they were found, whatever they
      say, and 2 for an option or a file that cannot be used.
      """;

  /** Says in one line what cannot be used and why. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static Options parse(List<String> arguments) {
    boolean help = false;
    boolean live = false;
    boolean timings = true;
    Optional<Path> data = Optional.empty();
    Optional<Path> report = Optional.empty();
    for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
      String argument = left.next();
      switch (argument) {
        case "--help", "-h" -> help = true;
        case "--live" -> live = true;
        case "--no-timings" -> timings = false;
        case "--report" ->
            report = Optional.of(path("--report", left.hasNext() ? left.next() : ""));
        default -> {
          if (argument.startsWith("-")) {
            throw new UsageException("there is no option '" + argument + "'; see --help");
          }
          if (data.isPresent()) {
            throw new UsageException(
                "FILE is '%s' and '%s': name one file".formatted(data.get(), argument));
          }
          data = Optional.of(path("FILE", argument));
        }
      }
    }
    return new Options(help, data, report, live, timings);
  }

  private static Path path(String option, String value) {
    try {
      if (!value.isBlank()) {
        return Path.of(value);
      }
    } catch (InvalidPathException impossible) {
      // The rule below says it all.
    }
    throw new UsageException("%s is '%s': must name a file".formatted(option, value));
  }
}
