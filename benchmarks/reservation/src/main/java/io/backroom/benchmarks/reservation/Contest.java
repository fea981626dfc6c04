package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.harness.Load;
import io.backroom.benchmarks.harness.Race;
import io.backroom.benchmarks.harness.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stocks that are reserved from in turns, all by the same workload. Lives in one thread. */
final class Contest {
  static final int CALLERS = 64;

  /**
   * One who takes part.
   *
   * @param way how stock is reserved
   * @param how the load, in words
   * @param load the load
   */
  record Entrant(Way way, String how, Load load) {}

  private final Workload workload;
  private final List<Entrant> entrants = new ArrayList<>();

  Contest(Workload workload) {
    this.workload = workload;
  }

  /** Adds a way that is asked by 64 callers. */
  Entrant add(Way way) {
    return add(way, CALLERS);
  }

  List<Entrant> add(List<Way> ways) {
    return ways.stream().map(this::add).toList();
  }

  Entrant add(Way way, int callers) {
    return add(new Entrant(way, callers + " callers", Load.callers(callers)));
  }

  Entrant addInFlight(Way way, int most) {
    return add(new Entrant(way, "%,d in flight".formatted(most), Load.inFlight(most)));
  }

  /** Adds a way that is asked at a fixed rate, by up to 64 callers. */
  Entrant addPaced(Way way, double perSecond) {
    String how = "%,.0f due a second".formatted(perSecond);
    return add(new Entrant(way, how, Load.paced(CALLERS, perSecond)));
  }

  private Entrant add(Entrant entrant) {
    entrants.add(entrant);
    return entrant;
  }

  Results run(Race race) {
    List<Score> scores =
        race.run(
            entrants.stream()
                .map(
                    entrant ->
                        new Race.Entry(
                            entrant.load(),
                            () -> new Buyers(workload, entrant.way().stock().apply(workload))))
                .toList());
    Map<Entrant, Score> results = new LinkedHashMap<>();
    for (int i = 0; i < scores.size(); i++) {
      results.put(entrants.get(i), scores.get(i));
    }
    return new Results(results);
  }

  /**
   * How they did.
   *
   * @param scores each one's score, in the order in which they were added
   */
  record Results(Map<Entrant, Score> scores) {
    Score of(Entrant entrant) {
      return Objects.requireNonNull(scores.get(entrant), entrant.way().who());
    }

    Entrant fastest(List<Entrant> some) {
      return some.stream()
          .max(Comparator.comparing(entrant -> of(entrant).perSecond()))
          .orElseThrow();
    }

    /** Returns how many times the throughput of the peer. */
    double ratio(Entrant ours, Entrant peer) {
      return of(ours).ratioTo(of(peer));
    }

    /** Returns how many times shorter the wait at the 99th percentile is than the peer's. */
    double ratio99(Entrant ours, Entrant peer) {
      return of(peer).micros(99) / of(ours).micros(99);
    }
  }
}
