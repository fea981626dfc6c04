package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.order.OrderView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The clear day: nothing fails any more, one node does what is due, and the warehouse sends what is
 * paid, for thirty days or until nothing is left to do.
 */
final class Rest {
  private static final Duration WITHIN = Duration.ofDays(30);

  /** By then every outcome is known, and no authorization has run out that nobody wants. */
  private static final Duration SETTLED_AFTER = Duration.ofDays(2);

  /** The warehouse sends what is paid when all is settled and then again, for some pay later. */
  private static final Duration BETWEEN_TRUCKS = Duration.ofDays(3);

  private static final int ROUNDS_MAX = 5_000;

  private final Stage stage;
  private final Commerce node;
  private final Inspector inspector;

  Rest(Stage stage, Commerce node, Inspector inspector) {
    this.stage = stage;
    this.node = node;
    this.inspector = inspector;
  }

  /**
   * Comes to rest.
   *
   * @param sends whether the warehouse sends what is paid once all is settled: an order that may be
   *     sent and never is keeps its authorization alive for ever
   */
  void come(boolean sends) {
    Instant begin = stage.clock().instant();
    Instant end = begin.plus(WITHIN);
    Instant truck = begin.plus(SETTLED_AFTER);
    boolean isSettled = false;
    Optional<Instant> due = Optional.of(begin);
    for (int round = 0; due.isPresent() && !due.get().isAfter(end); round++) {
      int rounds = round;
      Invariant.R3.require(
          round < ROUNDS_MAX, () -> "work comes back for ever: " + rounds + " rounds");
      if (due.get().isAfter(truck)) {
        if (!isSettled) {
          isSettled = true;
          inspector.onceSettled();
        }
        if (sends) {
          sendWhatIsPaid();
        }
        truck = due.get().plus(BETWEEN_TRUCKS);
      }
      stage.clock().jumpTo(due.get());
      node.runDue();
      stage.bank().settleAll();
      due = node.nextDue();
      Instant next = due.orElse(end);
      if (!next.isAfter(stage.clock().instant())) {
        stage.clock().pass(Duration.ofSeconds(1));
      }
    }
  }

  private void sendWhatIsPaid() {
    Stockroom.labelTheRest(stage, node);
    for (OrderView order : inspector.allOrders()) {
      order.shipments().forEach(shipment -> Parcels.send(node.fulfillment(), shipment));
    }
  }
}
