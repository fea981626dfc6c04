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
        new Part(
            "pg-hot",
            List.of(
                "pg-hot-shared",
                "pg-hot-owner",
                "pg-hot-shared-p99",
                "pg-hot-owner-inflight",
                "pg-vs-redis"),
            true,
            this::hot),
        new Part(
            "pg-uniform", List.of("pg-uniform-shared", "pg-uniform-owner"), true, this::uniform),
        new Part("pg-slow", List.of("pg-slow-shared", "pg-slow-owner"), true, this::slow),
        new Part(
            "pg-hot-3",
            List.of("pg-hot-3-shared", "pg-hot-3-owner"),
            false,
            () -> threeLines(true)),
        new Part(
            "pg-uniform-3",
            List.of("pg-uniform-3-shared", "pg-uniform-3-owner"),
            false,
            () -> threeLines(false)));
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
    List<Entrant> redis = contest.add(List.of(ways.jedis(), ways.lettuce()));
    contest.addInFlight(ways.lettuce(), IN_FLIGHT);
    Ours ours = ours(contest, Place.HERE);
    Entrant inFlight = contest.addInFlight(ways.backroomOwner(Place.HERE), IN_FLIGHT);
    Results results = contest.run(stage.race());
    Entrant peer = results.fastest(peers);
    stage.report().rows("PostgreSQL, hot SKU, 1 line", results, peer);
    report("pg-hot", results, ours, peer);
    stage.report().ratio("pg-hot-shared-p99", results.ratio99(ours.shared(), peer));
    stage.report().ratio("pg-hot-owner-inflight", results.ratio(inFlight, peer));
    stage.report().ratio("pg-vs-redis", results.ratio(ours.owner(), results.fastest(redis)));
    if (!stage.quick()) {
      paced(PACE * results.of(peer).perSecond(), peer.way());
    }
  }

  /** Both modes of ours. */
  private record Ours(Entrant shared, Entrant owner) {}

  private void report(String metric, Results results, Ours ours, Entrant peer) {
    stage.report().ratio(metric + "-shared", results.ratio(ours.shared(), peer));
    stage.report().ratio(metric + "-owner", results.ratio(ours.owner(), peer));
  }

  private Ours ours(Contest contest, Place place) {
    return new Ours(
        contest.add(stage.ways().backroomShared(place)),
        contest.add(stage.ways().backroomOwner(place)));
  }

  /** All at a rate that the peer can just keep up with: what a wait costs whom. */
  private void paced(double perSecond, Way peer) {
    Contest contest = new Contest(Workload.oneLine(true));
    Entrant first = contest.addPaced(peer, perSecond);
    contest.addPaced(stage.ways().backroomShared(Place.HERE), perSecond);
    contest.addPaced(stage.ways().backroomOwner(Place.HERE), perSecond);
    stage.report().rows("the same, at a fixed rate", contest.run(stage.race()), first);
  }

  private void uniform() {
    Contest contest = new Contest(Workload.oneLine(false));
    List<Entrant> peers = contest.add(stage.ways().selectForUpdate(Place.HERE));
    if (!stage.quick()) {
      contest.add(stage.ways().oneStatement(Place.HERE));
    }
    Ours ours = ours(contest, Place.HERE);
    Results results = contest.run(stage.race());
    Entrant peer = results.fastest(peers);
    stage.report().rows("PostgreSQL, 100,000 SKUs, 1 line", results, peer);
    report("pg-uniform", results, ours, peer);
  }

  private void slow() {
    Contest contest = new Contest(Workload.oneLine(true));
    List<Entrant> peers = contest.add(stage.ways().selectForUpdate(Place.FAR));
    if (!stage.quick()) {
      contest.add(stage.ways().oneStatement(Place.FAR));
    }
    Ours ours = ours(contest, Place.FAR);
    Results results = contest.run(stage.race());
    Entrant peer = results.fastest(peers);
    stage.report().rows("PostgreSQL, far, hot SKU, 1 line", results, peer);
    stage.report().note(stage.ways().describePostgres());
    report("pg-slow", results, ours, peer);
  }

  private void threeLines(boolean hot) {
    Contest contest = new Contest(Workload.threeLines(hot));
    List<Entrant> peers = contest.add(stage.ways().selectForUpdate(Place.HERE));
    Ours ours = ours(contest, Place.HERE);
    Results results = contest.run(stage.race());
    Entrant peer = results.fastest(peers);
    String what = hot ? "hot SKU" : "100,000 SKUs";
    stage.report().rows("PostgreSQL, " + what + ", 3 lines", results, peer);
    report(hot ? "pg-hot-3" : "pg-uniform-3", results, ours, peer);
  }
}
