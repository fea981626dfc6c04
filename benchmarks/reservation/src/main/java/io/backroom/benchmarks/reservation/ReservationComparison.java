package io.backroom.benchmarks.reservation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the comparison and prints it. */
public final class ReservationComparison {
  private ReservationComparison() {}

  /**
   * Runs the comparison.
   *
   * @param args see {@link Options#USAGE}
   */
  public static void main(String[] args) {
    Optional<Options> options = Options.of(List.of(args));
    if (options.isEmpty()) {
      System.err.print(Options.USAGE);
      System.exit(2);
    }
    run(options.orElseThrow());
  }

  private static void run(Options options) {
    try (Servers servers = new Servers()) {
      Stage stage = new Stage(options.quick(), new Ways(servers), new Report());
      List<Part> all =
          Stream.of(
                  new PostgresParts(stage).parts(),
                  new EmbeddedParts(stage).parts(),
                  new MemoryParts(stage).parts(),
                  List.of(
                      new AllocationPart(stage.report()).part(), new LastUnitsPart(stage).part()))
              .flatMap(List::stream)
              .toList();
      for (Part part : all) {
        boolean wanted =
            options.only().isEmpty()
                ? part.inQuick() || !options.quick()
                : part.isOneOf(options.only());
        if (wanted) {
          System.err.println("Running " + part.name());
          part.run().run();
        }
      }
      stage.report().print();
    }
  }
}
