package io.backroom.benchmarks.reservation;

import io.backroom.benchmarks.reservation.Contest.Entrant;
import io.backroom.benchmarks.reservation.Contest.Results;
import java.util.List;

/** In memory, called directly. */
final class MemoryParts {
  private static final int THREADS = 2;

  private final Stage stage;

  MemoryParts(Stage stage) {
    this.stage = stage;
  }

  List<Part> parts() {
    return List.of(
        new Part("memory-hot", List.of("memory-hot-cas"), true, this::hot),
        new Part("memory-uniform", List.of("memory-uniform-chm"), true, this::uniform));
  }

  private void hot() {
    Way peer = stage.ways().compareAndSet();
    double ratio = race("hot SKU, 1 line", Workload.oneLine(true), peer);
    stage.report().ratio("memory-hot-cas", ratio);
    if (!stage.quick()) {
      race("hot SKU, 3 lines", Workload.threeLines(true), peer);
    }
  }

  private void uniform() {
    Way peer = stage.ways().mapCompute();
    double ratio = race("100,000 SKUs, 1 line", Workload.oneLine(false), peer);
    stage.report().ratio("memory-uniform-chm", ratio);
    if (!stage.quick()) {
      race("100,000 SKUs, 3 lines", Workload.threeLines(false), peer);
    }
  }

  private double race(String what, Workload workload, Way way) {
    Contest contest = new Contest(workload);
    Entrant peer = contest.add(way, THREADS);
    Entrant ours = contest.add(stage.ways().backroomMemory(), THREADS);
    Results results = contest.run(stage.memoryRace());
    stage.report().rows("memory, " + what, results, peer);
    return results.ratio(ours, peer);
  }
}
