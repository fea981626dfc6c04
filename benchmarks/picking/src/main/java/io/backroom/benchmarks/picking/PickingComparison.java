package io.backroom.benchmarks.picking;

import com.google.ortools.Loader;
import io.backroom.benchmarks.harness.Ratios;
import io.backroom.benchmarks.harness.Table;
import io.backroom.fulfillment.tour.PickTour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the comparison and prints it. */
public final class PickingComparison {
  private static final String NOTES =
      """

      A picker's tour from the depot over all stops and back. Ours is proven to be the shortest and tells the order of
      stops and every turn; "length µs" is for its length alone. The peer is the routing model of OR-Tools: the cheapest
      arc first, then local search until nothing gets shorter; its model with the matrix of ways is made each time.
      Both have one thread and take turns; times are those that the thread works. Ours is too quick for one call to be
      timed: the tours of a kind are found again and again for some milliseconds. "too long" is by how much the peer's
      tours of the kind exceed the optima, and the worst of them. A ratio one-block, two-block, three-block is the
      peer's time beside ours for the whole tour, the median of the rounds, in the worst kind of as many blocks. exact:
      the share of tours that are as long as the optimum of the file and, up to 12 picks, as that of Held and Karp's
      program, and are walked as long as told.
      """;

  private static final List<String> BLOCKS = List.of("one-block", "two-block", "three-block");
  private static final String BATCHING = "batching";
  private static final long OURS_NANOS = 20_000_000;
  private static final long WARM_UP_NANOS = 3_000_000_000L;

  private final boolean quick;
  private final Set<String> only;
  private final Ratios ratios = new Ratios();
  private long compared;
  private long met;

  private PickingComparison(boolean quick, Set<String> only) {
    this.quick = quick;
    this.only = only;
  }

  /**
   * Runs the comparison.
   *
   * @param args {@code --quick} for a rough answer, {@code --instances FILE} for tours of a file,
   *     {@code --only NAME,...} for some of {@code one-block}, {@code two-block}, {@code
   *     three-block}, {@code batching}
   */
  public static void main(String[] args) {
    boolean quick = false;
    Optional<Path> file = Optional.empty();
    Set<String> only = new TreeSet<>(BLOCKS);
    only.add(BATCHING);
    for (int i = 0; i < args.length; i++) {
      boolean more = i + 1 < args.length;
      if (args[i].equals("--quick")) {
        quick = true;
      } else if (args[i].equals("--instances") && more) {
        file = Optional.of(Path.of(args[++i]));
      } else if (args[i].equals("--only") && more && only.containsAll(names(args[i + 1]))) {
        only = new TreeSet<>(names(args[++i]));
      } else {
        System.err.println(
            "usage: benchmarks/compare picking [--quick] [--instances FILE] [--only NAME,...]\n"
                + "       names: "
                + String.join(" ", only));
        System.exit(2);
      }
    }
    Loader.loadNativeLibraries();
    new PickingComparison(quick, only).run(file);
  }

  private static List<String> names(String argument) {
    return List.of(argument.split(","));
  }

  private void run(Optional<Path> file) {
    List<Instance> all =
        Instances.of(file).stream()
            .filter(instance -> only.contains(BLOCKS.get(instance.grid().blocks() - 1)))
            .toList();
    if (!all.isEmpty()) {
      all.forEach(this::check);
      warmUp(all);
      tours(all);
      ratios.add("exact", (double) met / compared);
    }
    if (only.contains(BATCHING)) {
      System.out.println();
      new Batching(quick).run(ratios);
    }
    System.out.println();
    System.out.print(ratios);
  }

  private void check(Instance instance) {
    PickTour tour = Ours.tour(instance);
    boolean right = tour.length() == Ours.length(instance) && Ours.isWalked(instance, tour);
    right &= tour.length() == instance.optimum().orElse(tour.length());
    if (instance.kind().picks() <= HeldKarp.PICKS_MAX) {
      right &= tour.length() == HeldKarp.length(instance);
    }
    compared++;
    met += right ? 1 : 0;
  }

  private static void warmUp(List<Instance> all) {
    Ours.nanos(all, instance -> Ours.tour(instance).length(), WARM_UP_NANOS);
    Ours.nanos(all, Ours::length, WARM_UP_NANOS / 3);
    for (int i = 0; i < all.size(); i += Math.max(1, all.size() / 30)) {
      Peer.solve(all.get(i));
    }
  }

  private void tours(List<Instance> all) {
    Map<Instance.Kind, List<Instance>> kinds =
        all.stream()
            .collect(
                Collectors.groupingBy(
                    Instance::kind,
                    () ->
                        new TreeMap<>(
                            Comparator.comparingInt(Instance.Kind::blocks)
                                .thenComparingInt(Instance.Kind::picks)),
                    Collectors.toList()));
    Map<Instance.Kind, Timing> timings =
        new TreeMap<>(((TreeMap<Instance.Kind, ?>) kinds).comparator());
    for (int round = 0; round < (quick ? 2 : 9); round++) {
      kinds.forEach(
          (kind, some) ->
              timings.computeIfAbsent(kind, key -> new Timing()).race(some, OURS_NANOS));
    }
    Table table =
        new Table(
            "blocks",
            "picks",
            "tours",
            "ours µs",
            "length µs",
            "OR-Tools ms",
            "too long %",
            "worst %",
            "ratio");
    timings.forEach((kind, timing) -> timing.row(table, kind));
    System.out.print(table);
    System.out.print(NOTES);
    System.out.printf(
        "%n%,d tours compared, %,d differ. The length of a tour allocates %.1f bytes.%n",
        compared, compared - met, Ours.bytes(all));
    for (int blocks = 1; blocks <= BLOCKS.size(); blocks++) {
      int these = blocks;
      List<Double> some = new ArrayList<>();
      timings.forEach(
          (kind, timing) -> {
            if (kind.blocks() == these) {
              some.add(timing.ratio());
            }
          });
      if (!some.isEmpty()) {
        ratios.add(BLOCKS.get(blocks - 1), some.stream().mapToDouble(r -> r).min().orElseThrow());
      }
    }
  }
}
