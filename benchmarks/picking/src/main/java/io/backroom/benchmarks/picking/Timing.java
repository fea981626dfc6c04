package io.backroom.benchmarks.picking;

import io.backroom.benchmarks.harness.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What a kind of tours takes, in nanoseconds for each, round by round, and how long the peer's are.
 */
final class Timing {
  private final List<Double> tours = new ArrayList<>();
  private final List<Double> lengths = new ArrayList<>();
  private final List<Double> peer = new ArrayList<>();
  private int count;
  private double tooLong;
  private double worst;

  /** Runs a round. */
  void race(List<Instance> some, long oursNanos) {
    count = some.size();
    tours.add(Ours.nanos(some, instance -> Ours.tour(instance).length(), oursNanos));
    lengths.add(Ours.nanos(some, Ours::length, oursNanos));
    double sum = 0;
    double least = 0;
    long started = Ours.cpuNanos();
    long[] found = some.stream().mapToLong(Peer::solve).toArray();
    peer.add((double) (Ours.cpuNanos() - started) / some.size());
    for (int i = 0; i < found.length; i++) {
      long optimum = Ours.length(some.get(i));
      sum += found[i];
      least += optimum;
      worst = Math.max(worst, optimum == 0 ? 0 : 100.0 * found[i] / optimum - 100);
      if (found[i] < optimum) {
        throw new IllegalStateException("The peer has a shorter tour over " + some.get(i));
      }
    }
    tooLong = least == 0 ? 0 : 100 * sum / least - 100;
  }

  double ratio() {
    List<Double> each = new ArrayList<>();
    for (int round = 0; round < peer.size(); round++) {
      each.add(peer.get(round) / tours.get(round));
    }
    return Ours.median(each);
  }

  void row(Table table, Instance.Kind kind) {
    table.row(
        Integer.toString(kind.blocks()),
        Integer.toString(kind.picks()),
        Integer.toString(count),
        Ours.median(tours) / 1e3,
        Ours.median(lengths) / 1e3,
        Ours.median(peer) / 1e6,
        tooLong,
        worst,
        ratio());
  }
}
