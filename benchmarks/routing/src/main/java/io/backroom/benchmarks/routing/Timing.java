package io.backroom.benchmarks.routing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a kind of order takes, in nanoseconds for each, round by round. */
final class Timing {
  private final List<Double> own = new ArrayList<>();
  private final List<Double> anyCost = new ArrayList<>();
  private final Map<Peer, List<Double>> peers = new EnumMap<>(Peer.class);

  /** CP-SAT with those orders that ours is given with any cost. */
  private final List<Double> divisible = new ArrayList<>();

  List<Double> own() {
    return own;
  }

  List<Double> anyCost() {
    return anyCost;
  }

  List<Double> of(Peer peer) {
    return peers.computeIfAbsent(peer, key -> new ArrayList<>());
  }

  void add(Peer peer, long[] nanos, IntStream few) {
    of(peer).add(Arrays.stream(nanos).average().orElseThrow());
    if (peer == Peer.CP_SAT) {
      few.mapToLong(i -> nanos[i]).average().ifPresent(divisible::add);
    }
  }

  /** The fastest of the peers beside ours. */
  double ratio() {
    List<Double> each = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      int at = round;
      double best = peers.values().stream().mapToDouble(all -> all.get(at)).min().orElseThrow();
      each.add(best / own.get(round));
    }
    return median(each);
  }

  /** CP-SAT with sums beside ours with any cost; empty if all orders were too large for that. */
  Optional<Double> anyCostRatio() {
    List<Double> each = new ArrayList<>();
    for (int round = 0; round < anyCost.size(); round++) {
      each.add(divisible.get(round) / anyCost.get(round));
    }
    return each.isEmpty() ? Optional.empty() : Optional.of(median(each));
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
