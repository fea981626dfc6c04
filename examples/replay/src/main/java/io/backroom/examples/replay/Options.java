package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Slice;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param help whether to explain the options and do nothing else
 * @param full whether to replay all days of the data
 * @param data the data file; empty for the one of the project
 * @param from the first day; empty for the default
 * @param to the last day; empty for the default
 * @param invoices at most this many invoices
 * @param seed what decides everything that is drawn
 * @param report where the HTML report goes; empty for the default
 * @param timings whether the report shows what differs from run to run
 */
record Options(
    boolean help,
    boolean full,
    Optional<Path> data,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    int invoices,
    long seed,
    Optional<Path> report,
    boolean timings) {
  static final String HELP =
      """
      Replays a real shop's invoices through the library, verifies stock and money, and reports.

      usage: examples/replay/run [options]

        --full          all days of the data (default: the first six and a half weeks)
        --data FILE     Online Retail as CSV, either edition, plain or gzipped
                        (default: the file in examples/replay/data)
        --from DATE     the first day, such as 2011-03-01
        --to DATE       the last day
        --invoices N    only the first N invoices of these days
        --seed N        a whole number that decides all that is drawn (default: 1)
        --report FILE   where the HTML report goes (default: examples/replay/target/replay.html)
        --no-timings    leave out what differs between two runs with the same seed
        --help          show this

      The last line is PASS, or FAIL and the number of differences. The exit code is 0 for PASS,
      1 for FAIL and 2 for an option or a file that cannot be used.
      """;

  /** The default slice, counted from the first day of the data. */
  private static final int DEFAULT_DAYS = 46;

  /** Returns the days to replay of data that begins on a day. */
  Slice slice(LocalDate firstDay) {
    LocalDate begin = from.orElse(full || to.isPresent() ? LocalDate.MIN : firstDay);
    LocalDate end =
        to.orElse(full || from.isPresent() ? LocalDate.MAX : begin.plusDays(DEFAULT_DAYS - 1L));
    if (end.isBefore(begin)) {
      throw new UsageException("--to", end.toString(), "must not be before the first day " + begin);
    }
    return new Slice(begin, end, invoices);
  }

  static Options parse(List<String> arguments) {
    Parser parser = new Parser(arguments.iterator());
    parser.parse();
    return parser.options();
  }

  private static final class Parser {
    private final Iterator<String> arguments;
    private boolean help;
    private boolean full;
    private boolean timings = true;
    private Optional<Path> data = Optional.empty();
    private Optional<Path> report = Optional.empty();
    private Optional<LocalDate> from = Optional.empty();
    private Optional<LocalDate> to = Optional.empty();
    private int invoices = Integer.MAX_VALUE;
    private long seed = 1;

    Parser(Iterator<String> arguments) {
      this.arguments = arguments;
    }

    void parse() {
      while (arguments.hasNext()) {
        option(arguments.next());
      }
      if (full && (from.isPresent() || to.isPresent())) {
        throw new UsageException("--full replays all days: leave out --from and --to");
      }
    }

    private void option(String option) {
      switch (option) {
        case "--help", "-h" -> help = true;
        case "--full" -> full = true;
        case "--no-timings" -> timings = false;
        case "--data" -> data = Optional.of(path(option));
        case "--report" -> report = Optional.of(path(option));
        case "--from" -> from = Optional.of(day(option));
        case "--to" -> to = Optional.of(day(option));
        case "--invoices" -> invoices = (int) number(option, 1, Integer.MAX_VALUE);
        case "--seed" -> seed = number(option, Long.MIN_VALUE, Long.MAX_VALUE);
        default -> throw new UsageException("there is no option '" + option + "'; see --help");
      }
    }

    private String value(String option, String rule) {
      if (!arguments.hasNext()) {
        throw new UsageException(option + " has no value: " + rule);
      }
      return arguments.next();
    }

    private Path path(String option) {
      String rule = "must name a file";
      String value = value(option, rule);
      try {
        if (value.isBlank()) {
          throw new UsageException(option, value, rule);
        }
        return Path.of(value);
      } catch (InvalidPathException impossible) {
        throw new UsageException(option, value, rule);
      }
    }

    private LocalDate day(String option) {
      String rule = "must be a day such as 2011-03-01";
      String value = value(option, rule);
      try {
        return LocalDate.parse(value);
      } catch (DateTimeParseException noDay) {
        throw new UsageException(option, value, rule);
      }
    }

    private long number(String option, long least, long most) {
      String rule = "must be a whole number from %d to %d".formatted(least, most);
      String value = value(option, rule);
      try {
        long number = Long.parseLong(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException noNumber) {
        // The rule below says it all.
      }
      throw new UsageException(option, value, rule);
    }

    Options options() {
      return new Options(help, full, data, from, to, invoices, seed, report, timings);
    }
  }
}
