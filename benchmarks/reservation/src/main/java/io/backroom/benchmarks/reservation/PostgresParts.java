package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.reservation.Contest.Entrant;
import io.backroom.benchmarks.reservation.Contest.Results;
import io.backroom.benchmarks.reservation.PostgresServer.Place;
import java.util.List;

/** PostgreSQL, and Redis beside it. */
final class PostgresParts {
  private static final int IN_FLIGHT = 8_192;

  /** Of what the peer can do: it must not fall behind for good. */
  private static final double PACE = 0.7;

  private final Stage stage;

  PostgresParts(Stage stage) {
    this.stage = stage;
  }

  List<Part> parts() {
    return List.of(
        new Part("pg-hot", List.of(), true, this::hot),
        new Part("pg-uniform", List.of(), true, this::uniform),
        new Part("pg-slow", List.of(), true, this::slow),
        new Part("pg-hot-3", List.of(), false, () -> threeLines(true)),
        new Part("pg-uniform-3", List.of(), false, () -> threeLines(false)));
  }

  private void hot() {
    Ways ways = stage.ways();
    Contest contest = new Contest(Workload.oneLine(true));
    List<Entrant> peers = contest.add(ways.selectForUpdate(Place.HERE));
    contest.add(ways.conditionalUpdate());
    contest.add(ways.oneStatement(Place.HERE));
    if (!stage.quick()) {
      contest.add(ways.otherSql());
    }
    contest.add(List.of(ways.jedis(), ways.lettuce()));
    contest.addInFlight(ways.lettuce(), IN_FLIGHT);
    Results results = contest.run(stage.race());
    Entrant peer = results.fastest(peers);
    stage.report().rows("PostgreSQL, hot SKU, 1 line", results, peer);
    if (!stage.quick()) {
      paced(PACE * results.of(peer).perSecond(), peer.way());
    }
  }

  private void paced(double perSecond, Way peer) {
    Contest contest = new Contest(Workload.oneLine(true));
    Entrant first = contest.addPaced(peer, perSecond);
    stage.report().rows("the same, at a fixed rate", contest.run(stage.race()), first);
  }

  private void uniform() {
    Contest contest = new Contest(Workload.oneLine(false));
    List<Entrant> peers = contest.add(stage.ways().selectForUpdate(Place.HERE));
    if (!stage.quick()) {
      contest.add(stage.ways().oneStatement(Place.HERE));
    }
    Results results = contest.run(stage.race());
    stage.report().rows("PostgreSQL, 100,000 SKUs, 1 line", results, results.fastest(peers));
  }

  private void slow() {
    Contest contest = new Contest(Workload.oneLine(true));
    List<Entrant> peers = contest.add(stage.ways().selectForUpdate(Place.FAR));
    if (!stage.quick()) {
      contest.add(stage.ways().oneStatement(Place.FAR));
    }
    Results results = contest.run(stage.race());
    stage.report().rows("PostgreSQL, far, hot SKU, 1 line", results, results.fastest(peers));
    stage.report().note(stage.ways().describePostgres());
  }

  private void threeLines(boolean hot) {
    Contest contest = new Contest(Workload.threeLines(hot));
    List<Entrant> peers = contest.add(stage.ways().selectForUpdate(Place.HERE));
    Results results = contest.run(stage.race());
    String what = hot ? "hot SKU" : "100,000 SKUs";
    stage.report().rows("PostgreSQL, " + what + ", 3 lines", results, results.fastest(peers));
  }
}
