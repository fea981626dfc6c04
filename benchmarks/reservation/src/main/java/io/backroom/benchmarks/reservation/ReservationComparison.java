package io.backroom.benchmarks.reservation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the comparison and prints it. */
public final class ReservationComparison {
  private static final String NOTES =
      """
      A reservation takes a unit of each of its lines, all or none, and records for whom and until when, so that it
      can be found by its id and ended by time. 100,000 SKUs, or one hot SKU; of three lines the hot one is the first.
      Ways take turns; each round has new stock and is read back: nothing oversold, as many reservations and units as
      were promised, counters that agree. "a second" is the median of the rounds, "× peer" the median of the ratios
      to the peer in the same round, and so is each ratio line. Callers wait for their answer (a closed loop: what
      they wait is what they would have waited, but fewer ask while all wait); "in flight" is one caller that does
      not wait; "due" is an open loop, measured from when each call was due.

      PostgreSQL is one server for all, durable: fsync and synchronous_commit on, 512 MB shared buffers, no checkpoint
      within a round, statements prepared on the server, connections kept open. The peer is SELECT FOR UPDATE
      with 64 connections or a pool of 8, whichever was faster. "far": each round trip takes 0.5 ms more and each sync
      of the log 1 ms more, for all alike. Redis keeps nothing on disk; its script counts down and writes the
      reservation and its end; Jedis has 64 connections, Lettuce one. H2 and SQLite: one transaction for each
      reservation, synced. "not synced" is H2 with WRITE_DELAY 0 alone, which writes at each commit but syncs only
      now and then. The bare log appends the same wish to a file, with one sync for all that came meanwhile, and
      decides and counts nothing. Compare-and-set and ConcurrentHashMap keep counters and a map of reservations.
      Backroom also remembers each command's answer and a movement for each line. On PostgreSQL it is asked through the
      queue of core, as a shop does. "shared": any number of nodes, rows locked. "owner": one node, one append a batch,
      durable; rows of the tables are written after the round and before it is read back, as a node does that has had
      a burst of orders.
      """;

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
                      new AllocationPart(stage.report()).part(),
                      new LastUnitsPart(stage).part(),
                      new ReopenPart(stage).part()))
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
      stage.report().print(NOTES);
    }
  }
}
