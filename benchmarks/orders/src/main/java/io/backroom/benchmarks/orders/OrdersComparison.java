package io.backroom.benchmarks.orders;

import io.backroom.benchmarks.harness.Contender;
import io.backroom.benchmarks.harness.Load;
import io.backroom.benchmarks.harness.Race;
import io.backroom.benchmarks.harness.Ratios;
import io.backroom.benchmarks.harness.Score;
import io.backroom.benchmarks.harness.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the comparison and prints it. */
public final class OrdersComparison {
  private static final String NOTES =
      """

      An order goes from placed to delivered: stock reserved, authorized, released, picked, packed, on the carrier's
      list, loaded, captured, in transit, out for delivery, delivered. One process, all in memory, 10,000 SKUs; hot:
      the first line of every order is the same SKU. Rounds alternate; a ratio is the median of its pairs. After each
      round both sides must have every order delivered, the stock conserved, and captured what was ordered. CPU µs
      and KB are what the ordering threads spend on one order; a busy machine disturbs them less than the rates.
      order-vs-spring is the case of 3 lines, 1 thread, spread.

      The peer is Spring Statemachine with conditional updates written by hand, in the faster of two uses: a machine
      from the factory for each order, or one for each thread, reset once for each order. It does less: no client
      keys, no intents stored before the provider is called, no work queue that survives a crash, no access control,
      no routing, no versions, no messages, no cancellation; it keeps objects where Backroom keeps JSON documents.
      "rows as JSON" has it write and read its order as JSON at each step, for scale; no ratio uses it.
      """;

  private static final Scenario HEADLINE = new Scenario("order-vs-spring", 3, 1, false);

  private static final List<Scenario> OTHERS =
      List.of(
          new Scenario("order-vs-spring-2-threads", 3, 2, false),
          new Scenario("order-vs-spring-hot", 3, 2, true));

  private static final List<Scenario> OTHERS_IN_FULL =
      List.of(
          new Scenario("order-vs-spring-1-line", 1, 1, false),
          new Scenario("order-vs-spring-1-line-hot", 1, 2, true));

  /** Rounds; long enough for the compiler to know the longer of the two ways. */
  private static final int WARM_UP = 8;

  private final boolean quick;
  private final int rounds;
  private final Duration round;
  private final Ratios ratios = new Ratios();
  private final Table table =
      new Table(
          "orders", "who", "orders/s", "ours/it", "p50 µs", "p99 µs", "p99.9 µs", "CPU µs", "KB");

  private OrdersComparison(boolean quick) {
    this.quick = quick;
    this.rounds = quick ? 3 : 7;
    this.round = Duration.ofMillis(quick ? 500 : 1_000);
  }

  /** How the peer is built; the first two are candidates for the ratios. */
  private enum Peer {
    PER_ORDER("machine per order"),
    PER_THREAD("machine per thread"),
    JSON("machine per thread, rows as JSON");

    private final String text;

    Peer(String text) {
      this.text = text;
    }

    Contender orders(Workload workload) {
      return switch (this) {
        case PER_ORDER ->
            new SpringOrders<>(workload, new Formats.Plain(), Machines.Use.ONE_PER_ORDER);
        case PER_THREAD ->
            new SpringOrders<>(workload, new Formats.Plain(), Machines.Use.ONE_PER_THREAD);
        case JSON -> new SpringOrders<>(workload, new Formats.Json(), Machines.Use.ONE_PER_THREAD);
      };
    }
  }

  /** One line of the plan: what is ordered, by how many threads, and the metric that it makes. */
  private record Scenario(String metric, int lines, int threads, boolean hot) {
    String text() {
      return lines
          + (lines == 1 ? " line, " : " lines, ")
          + threads
          + (threads == 1 ? " thread, " : " threads, ")
          + (hot ? "hot" : "spread");
    }

    Workload workload() {
      return new Workload(lines, hot);
    }
  }

  /**
   * Runs the comparison.
   *
   * @param args nothing, or {@code --quick}
   */
  public static void main(String[] args) {
    boolean quick = List.of(args).equals(List.of("--quick"));
    if (args.length > 0 && !quick) {
      System.err.println("compare orders takes --quick or nothing, not " + String.join(" ", args));
      System.exit(2);
    }
    new OrdersComparison(quick).run();
  }

  private void run() {
    System.err.println("Warming up, and choosing the faster use of the peer");
    List<Score> trial =
        new Race(WARM_UP, rounds, round)
            .run(entries(HEADLINE, Peer.PER_ORDER, Peer.PER_THREAD));
    Peer faster = trial.get(1).ratioTo(trial.get(2)) > 1 ? Peer.PER_ORDER : Peer.PER_THREAD;
    Peer slower = faster == Peer.PER_ORDER ? Peer.PER_THREAD : Peer.PER_ORDER;
    List<Scenario> others = new ArrayList<>(OTHERS);
    others.addAll(quick ? List.of() : OTHERS_IN_FULL);
    others.forEach(scenario -> race(scenario, faster));
    // Last, when the compiler has seen it all.
    if (quick) {
      race(HEADLINE, faster);
    } else {
      race(HEADLINE, faster, slower, Peer.JSON);
    }
    System.out.print(table);
    System.out.print(NOTES);
    System.out.println("The faster use here was the " + faster.text + ".\n");
    System.out.print(ratios);
  }

  /** The first peer makes the ratio. */
  private void race(Scenario scenario, Peer... peers) {
    System.err.println("Running " + scenario.text());
    List<Score> scores =
        new Race(1, rounds, round).run(entries(scenario, peers));
    Score ours = scores.get(0);
    row(scenario.text(), "Backroom", ours, 1);
    for (int i = 0; i < peers.length; i++) {
      Score peer = scores.get(i + 1);
      row("", "Spring, " + peers[i].text, peer, ours.ratioTo(peer));
    }
    ratios.add(scenario.metric(), ours.ratioTo(scores.get(1)));
  }

  private static List<Race.Entry> entries(Scenario scenario, Peer... peers) {
    Load load = Load.callers(scenario.threads());
    List<Race.Entry> entries = new ArrayList<>();
    entries.add(new Race.Entry(load, () -> new BackroomOrders(scenario.workload())));
    for (Peer peer : peers) {
      entries.add(new Race.Entry(load, () -> peer.orders(scenario.workload())));
    }
    return entries;
  }

  private void row(String scenario, String who, Score score, double ratio) {
    table.row(
        scenario,
        who,
        score.perSecond(),
        ratio,
        score.micros(50),
        score.micros(99),
        score.micros(99.9),
        score.cpuNanosEach() / 1e3,
        score.bytesEach() / 1e3);
  }
}
