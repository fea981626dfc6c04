package io.backroom.benchmarks.reservation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param quick whether a rough answer will do
 * @param only the names of what is to run; empty for all
 */
record Options(boolean quick, List<String> only) {
  static final String USAGE =
      """
      compare reservation [--quick] [--only NAME,...]   NAME: of a part of the table, or of a ratio
      """;

  /** Returns the options, or nothing if the arguments make no sense. */
  static Optional<Options> of(List<String> arguments) {
    boolean quick = false;
    List<String> only = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--quick" -> quick = true;
        case "--only" -> {
          if (++i == arguments.size()) {
            return Optional.empty();
          }
          only.addAll(List.of(arguments.get(i).split(",")));
        }
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(new Options(quick, List.copyOf(only)));
  }
}
