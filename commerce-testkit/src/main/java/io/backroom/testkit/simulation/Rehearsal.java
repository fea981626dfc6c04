package io.backroom.testkit.simulation;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.Workload;
import io.backroom.order.OrderView;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.store.Stores;
import io.backroom.spi.value.CenterId;
import io.backroom.testkit.simulation.PlannedCrash.At;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One scenario, played once: with no crash, with one, or with another one while it recovers. */
final class Rehearsal {

  private final Scenario scenario;
  private final PlannedCrash crash;
  private final Stage stage;
  private final Actors actors;
  private final Inspector inspector;

  /** What the scenarios count on. */
  private static final int UNITS = 8;

  private Rehearsal(Scenario scenario, Stores stores, List<At> crashes) {
    this.scenario = scenario;
    this.crash = new PlannedCrash(crashes);
    Setting setting = scenario.choices().apply(Setting.rehearsed(UNITS));
    Coverage coverage = new Coverage();
    this.stage = new Stage(1, setting, stores, crash, coverage, () -> {});
    this.actors = new Actors(stage);
    this.inspector = new Inspector(stage, new Cast(stage, coverage));
  }

  /**
   * What came of it.
   *
   * @param calls how many calls changed something, since the start or the last crash
   * @param happened how many of the crashes have happened
   * @param letters how many things the payment provider had to tell
   * @param summary how everything stands in the end
   */
  record Ending(int calls, int happened, int letters, List<String> summary) {}

  static Ending play(Scenario scenario, Supplier<Stores> fresh, List<At> crashes) {
    Stores stores = fresh.get();
    try {
      return new Rehearsal(scenario, stores, crashes).play();
    } finally {
      stores.close();
    }
  }

  private Ending play() {
    crash.begin();
    scenario.steps().forEach(this::persist);
    persist(all -> stage.node(Dice.of(0, "any")).runDue());
    int calls = crash.calls();
    crash.clearUp();
    new Rest(stage, stage.node(Dice.of(0, "any")), inspector).come(false);
    inspector.inTheEnd();
    return new Ending(calls, crash.happened(), stage.bank().letters().size(), summary());
  }

  /** Who is not answered says it again, a little later. */
  private void persist(Consumer<Actors> step) {
    int before = -1;
    while (before < crash.happened()) {
      before = crash.happened();
      try {
        step.accept(actors);
      } catch (Ports.Unreachable dead) {
        stage.clock().pass(Duration.ofMinutes(1));
        continue;
      }
      if (before < crash.happened()) {
        // The library has answered although its process has died in between: that is no answer.
        stage.clock().pass(Duration.ofMinutes(1));
      }
    }
  }

  private int booked(CenterId center) {
    return stage.sound().fulfillment().workload(Stage.WAREHOUSE, center).orThrow().stream()
        .mapToInt(Workload.Day::booked)
        .sum();
  }

  /** How everything stands, without what a crash may change: ids, times, repetitions. */
  private List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (OrderView order : inspector.allOrders()) {
      lines.add(order.state() + " " + order.lines());
      lines.add(
          "payable "
              + order.payment().payable()
              + ", captured "
              + order.payment().captured()
              + ", refunded "
              + order.payment().refunded());
      for (FulfillmentOrder shipment : order.shipments()) {
        // What was begun before is taken up as it is kept: sorted.
        lines.add(
            shipment.state()
                + " "
                + shipment.lines().stream().map(FulfillmentOrder.Line::toString).sorted().toList());
      }
    }
    lines.add(
        "booked "
            + Stage.CENTERS.stream()
                .map(center -> booked(center) + " " + center)
                .collect(Collectors.joining(", ")));
    for (StockLevel level : stage.stores().inventory().levels(Stage.SKUS)) {
      lines.add(level.toString());
    }
    return lines;
  }
}
