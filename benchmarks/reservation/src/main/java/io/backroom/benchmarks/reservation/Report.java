package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.harness.Ratios;
import io.backroom.benchmarks.harness.Score;
import io.backroom.benchmarks.harness.Table;
import io.backroom.benchmarks.reservation.Contest.Entrant;
import io.backroom.benchmarks.reservation.Contest.Results;
import java.util.ArrayList;
import java.util.List;

/** What is printed. Lives in one thread. */
final class Report {
  private final Ratios ratios = new Ratios();
  private final Table table =
      new Table("what", "who", "how", "a second", "× peer", "p50 µs", "p99 µs", "p99.9 µs");
  private final List<String> notes = new ArrayList<>();

  /** Adds a row for each who took part; the peer is 1. */
  void rows(String what, Results results, Entrant peer) {
    String first = what;
    for (Entrant entrant : results.scores().keySet()) {
      Score score = results.of(entrant);
      table.row(
          first,
          entrant.way().who() + (entrant.equals(peer) ? " (peer)" : ""),
          entrant.how(),
          score.perSecond(),
          results.ratio(entrant, peer),
          score.micros(50),
          score.micros(99),
          score.micros(99.9));
      first = "";
    }
  }

  void ratio(String metric, double value) {
    ratios.add(metric, value);
  }

  void note(String note) {
    notes.add(note);
  }

  /** Prints it all; the ratios come last. */
  void print(String explanation) {
    System.out.println(table);
    notes.forEach(System.out::println);
    System.out.println(explanation);
    System.out.print(ratios);
  }
}
