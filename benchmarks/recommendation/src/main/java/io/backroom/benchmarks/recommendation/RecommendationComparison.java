package io.backroom.benchmarks.recommendation;

import io.backroom.benchmarks.harness.Ratios;
import io.backroom.benchmarks.harness.Table;
import io.backroom.examples.replay.data.PurchaseFile;
import io.backroom.recommendation.evaluation.Evaluation;
import io.backroom.recommendation.evaluation.ForYou;
import io.backroom.recommendation.evaluation.Mode;
import io.backroom.recommendation.evaluation.RidgeChoice;
import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.PurchaseLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Runs the comparison and prints it. */
public final class RecommendationComparison {
  private static final String NOTES =
      """

      Lists of what is new to each customer, ranked over all items that anybody bought before. All learn from the same
      pairs of customer and item and are judged by the same evaluator; what a customer bought before is left out of the
      list and of the truth. Each runs alone in a process of its own. train: CPU seconds from pairs in memory to a model
      that can answer, the compiler's included. p50, p99: one list of 10, one thread, microseconds, the best of three asks
      for each of up to 3,000 customers after a full warm pass; Spark through its own API. MB: ours and EASE as a file, ALS its factors. judged:
      who is too slow is judged by the customers it served within a minute. The peers' settings are published ones, not
      searched; ours were chosen on the training part alone. A ratio takes the best way of the peer: NDCG@10 of ours
      beside its greatest, its least CPU, p50 or bytes beside ours.
      """;

  /** The last one has ten times as many customers for each item. */
  private static final String SIZES = "10000x3000,100000x30000,1000000x300000,100000x300000";

  private static final double TEST_SHARE = 0.2;
  private static final int EVERY = 5;

  private final Split split;
  private final Set<String> only;

  private RecommendationComparison(Split split, Set<String> only) {
    this.split = split;
    this.only = only;
  }

  /**
   * Runs the comparison.
   *
   * @param args {@code --data FILE}, {@code --train FILE --test FILE}, {@code --only NAME,...}; or
   *     {@code --scale} and perhaps {@code --sizes ITEMSxCUSTOMERS,...}; or {@code --lists}
   * @throws Exception if a process fails
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new HashMap<>();
    boolean legal = true;
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--quick")) {
        options.put("--only", "item-knn,ease,ranksys");
      } else if (args[i].equals("--scale")) {
        options.putIfAbsent("--sizes", SIZES);
      } else if (args[i].equals("--lists")) {
        options.put("--lists", "");
      } else if (Set.of("--data", "--train", "--test", "--only", "--sizes").contains(args[i])
          && i + 1 < args.length) {
        options.put(args[i], args[++i]);
      } else {
        legal = false;
      }
    }
    legal &= options.containsKey("--train") == options.containsKey("--test");
    legal &= options.getOrDefault("--sizes", SIZES).matches("\\d+x\\d+(,\\d+x\\d+)*");
    if (!legal) {
      System.err.println(
          "usage: benchmarks/compare recommendation [--quick] [--data FILE | --train FILE --test"
              + " FILE] [--only NAME,...] | --scale [--sizes ITEMSxCUSTOMERS,...] | --lists");
      System.exit(2);
    }
    if (options.containsKey("--sizes")) {
      String[] sizes = options.get("--sizes").split(",", -1);
      ScaleComparison.run(Arrays.stream(sizes).map(ScaleComparison.Size::of).toList());
      return;
    }
    if (options.containsKey("--lists")) {
      ListTimes.run(retail());
      return;
    }
    Set<String> only = new HashSet<>(Set.of("ours"));
    String names = options.getOrDefault("--only", "item-knn,ease,ranksys,als,mahout");
    only.addAll(Arrays.asList(names.split(",", -1)));
    new RecommendationComparison(split(options), only).run();
  }

  private static Split split(Map<String, String> options) {
    if (options.containsKey("--train")) {
      return Data.given(Path.of(options.get("--train")), Path.of(options.get("--test")));
    }
    if (options.containsKey("--data")) {
      return Split.lastShare(PurchaseFile.read(Path.of(options.get("--data"))).log(), TEST_SHARE);
    }
    return Split.byHash(Data.core(PurchaseFile.read(retail()).log()), EVERY);
  }

  private static Path retail() {
    return Path.of(
        System.getProperty("compare.folder"), "../../examples/replay/data/online_retail.csv.gz");
  }

  private boolean hasDays() {
    PurchaseLog log = split.log();
    return IntStream.range(0, log.size()).anyMatch(row -> log.day(row) != log.day(0));
  }

  private void run() throws IOException, InterruptedException {
    long cpu = cpuNanos();
    ForYou.Settings chosen =
        hasDays()
            ? ForYou.choose(split.log())
            : new ForYou.Settings(
                RidgeChoice.byHeldBackPairs(split.log()), 0, ForYou.Settings.Season.NONE);
    double choosing = (cpuNanos() - cpu) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%,d customers, %,d items, %,d pairs to learn from, %,d in the test%n",
        split.train().customers(),
        split.train().items(),
        split.train().pairs(),
        split.test().pairs());
    System.out.printf(
        Locale.ROOT, "chosen on the training part in %.1f CPU-s: %s%n%n", choosing, chosen);
    List<Outcome> outcomes = outcomes(Contender.all(OursPeer.ridge(chosen)));
    print(outcomes);
    if (hasDays()) {
      System.out.println();
      System.out.print(Report.of(split, chosen));
    }
    System.out.println();
    System.out.print(ratios(outcomes));
  }

  private List<Outcome> outcomes(List<Contender> contenders)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("compare-recommendation");
    Path train = folder.resolve("train.tsv");
    Path customers = folder.resolve("customers.txt");
    Path out = folder.resolve("out.txt");
    List<Outcome> outcomes = new ArrayList<>();
    try {
      writeTrain(train);
      Evaluation all = new Evaluation(split, Mode.NEW, 10);
      Files.write(
          customers,
          IntStream.range(0, split.train().customers())
              .filter(customer -> !all.relevant(customer).isEmpty())
              .mapToObj(Integer::toString)
              .toList());
      for (Contender contender : contenders) {
        if (only.contains(contender.family()) && split.train().items() <= contender.itemsMax()) {
          contender.run(train, customers, out);
          outcomes.add(Outcome.read(contender, out, this::judge));
          System.err.println(contender.name() + " done");
        }
      }
    } finally {
      for (Path file : List.of(train, customers, out, folder)) {
        Files.deleteIfExists(file);
      }
    }
    return outcomes;
  }

  private Evaluation judge(int cut, IntPredicate customers) {
    return new Evaluation(split, Mode.NEW, cut).only(customers);
  }

  private void writeTrain(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(split.train().customers() + "\t" + split.train().items() + "\n");
      for (int customer = 0; customer < split.train().customers(); customer++) {
        for (int at = 0; at < split.train().itemsOf(customer); at++) {
          int item = split.train().item(customer, at);
          int day = split.train().day(customer, at);
          out.write(customer + "\t" + item + "\t" + day + "\n");
        }
      }
    }
  }

  private static void print(List<Outcome> outcomes) {
    Table table =
        new Table(
            "", "NDCG@10", "±", "Recall@20", "NDCG@20", "train", "p50", "p99", "MB", "judged");
    for (Outcome outcome : outcomes) {
      table.row(
          outcome.contender().name(),
          fine(outcome.at10().ndcg()),
          fine(outcome.at10().ndcgError()),
          fine(outcome.at20().recall()),
          fine(outcome.at20().ndcg()),
          outcome.number("cpu"),
          outcome.number("p50"),
          outcome.number("p99"),
          outcome.number("bytes") / 1e6,
          outcome.at10().customers());
    }
    System.out.print(table);
    System.out.print(NOTES);
    Outcome ours = outcomes.get(0);
    System.out.printf(
        Locale.ROOT,
        "%nOne more purchase of ours: counted in %.1f, p99 %.1f CPU microseconds; its item learned"
            + " anew in %.0f, p99 %,.0f. It shows in the buyer's next list at once.%n",
        ours.number("count50"),
        ours.number("count99"),
        ours.number("learn50"),
        ours.number("learn99"));
  }

  private static String fine(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  private static Ratios ratios(List<Outcome> outcomes) {
    Outcome ours = outcomes.get(0);
    Ratios ratios = new Ratios();
    for (String family : List.of("ease", "als", "ranksys", "item-knn", "mahout")) {
      best(outcomes, family, Comparator.comparingDouble(some -> -some.at10().ndcg()))
          .ifPresent(
              peer -> ratios.add("ndcg-vs-" + family, ours.at10().ndcg() / peer.at10().ndcg()));
    }
    best(outcomes, "als", Comparator.comparingDouble(some -> some.number("cpu")))
        .ifPresent(peer -> ratios.add("train-vs-als", peer.number("cpu") / ours.number("cpu")));
    best(outcomes, "ranksys", Comparator.comparingDouble(some -> some.number("p50")))
        .ifPresent(
            peer -> ratios.add("answer-vs-ranksys", peer.number("p50") / ours.number("p50")));
    best(outcomes, "ease", Comparator.comparingDouble(some -> some.number("bytes")))
        .ifPresent(peer -> ratios.add("file-vs-ease", peer.number("bytes") / ours.number("bytes")));
    return ratios;
  }

  private static Optional<Outcome> best(
      List<Outcome> outcomes, String family, Comparator<Outcome> by) {
    return outcomes.stream().filter(some -> some.contender().family().equals(family)).min(by);
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
