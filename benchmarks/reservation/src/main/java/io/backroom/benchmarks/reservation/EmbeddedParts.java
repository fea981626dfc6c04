package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.reservation.Contest.Entrant;
import io.backroom.benchmarks.reservation.Contest.Results;
import java.util.List;

/** Durable in this process, without a server. */
final class EmbeddedParts {
  private final Stage stage;

  EmbeddedParts(Stage stage) {
    this.stage = stage;
  }

  List<Part> parts() {
    return List.of(
        new Part(
            "embedded-hot",
            List.of("embedded-bare", "embedded-h2", "embedded-sqlite"),
            true,
            () -> callers(true)),
        new Part("embedded-uniform", List.of(), false, () -> callers(false)),
        new Part(
            "embedded-inflight",
            List.of("embedded-inflight-bare"),
            true,
            () ->
                inFlight(
                    "embedded-inflight-bare", "hot SKU, 1 line", Workload.oneLine(true), 1_024)),
        new Part(
            "embedded-inflight-3",
            List.of("embedded-inflight-3-bare"),
            true,
            () ->
                inFlight(
                    "embedded-inflight-3-bare",
                    "100,000 SKUs, 3 lines",
                    Workload.threeLines(false),
                    16_384)));
  }

  private void callers(boolean hot) {
    Contest contest = new Contest(Workload.oneLine(hot));
    Entrant bare = contest.add(stage.ways().bareLog());
    Entrant h2 = contest.add(stage.ways().h2());
    contest.add(stage.ways().h2NotSynced());
    Entrant sqlite = contest.add(stage.ways().sqlite());
    Entrant ours = contest.add(stage.ways().backroomEmbedded());
    contest.add(stage.ways().backroomEmbeddedDirect());
    Results results = contest.run(stage.race());
    String what = hot ? "hot SKU" : "100,000 SKUs";
    stage.report().rows("embedded, " + what + ", 1 line", results, bare);
    if (hot) {
      stage.report().ratio("embedded-bare", results.ratio(ours, bare));
      stage.report().ratio("embedded-h2", results.ratio(ours, h2));
      stage.report().ratio("embedded-sqlite", results.ratio(ours, sqlite));
    }
  }

  private void inFlight(String ratio, String what, Workload workload, int most) {
    Contest contest = new Contest(workload);
    Entrant bare = contest.addInFlight(stage.ways().bareLog(), most);
    Entrant ours = contest.addInFlight(stage.ways().backroomEmbedded(), most);
    Results results = contest.run(stage.race());
    stage.report().rows("embedded, " + what, results, bare);
    stage.report().ratio(ratio, results.ratio(ours, bare));
  }
}
