package io.backroom.fulfillment;

import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.policy.RecallAnswer;
import io.backroom.spi.policy.RecallRequest;
import io.backroom.spi.policy.Warehouse;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks warehouses to stop. Whether a recall or a load scan comes first is decided by the version of
 * the fulfillment order: both change it.
 */
public final class Recalls {
  private static final String ASK = "recall";
  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Kernel kernel;
  private final Optional<Warehouse> warehouse;

  record Ask(String shipment, String reason, Instant until) {}

  /**
   * Tells the rooms above what the warehouse has answered.
   *
   * @param order which order
   * @param shipment which fulfillment order
   * @param accepted whether it has stopped
   */
  public record Answered(OrderId order, String shipment, boolean accepted) {}

  /**
   * Creates the desk; the shop's builder does.
   *
   * @param kernel documents and work
   * @param warehouse who stops what; without one nobody is asked
   */
  public Recalls(Kernel kernel, Optional<Warehouse> warehouse) {
    this.kernel = kernel;
    this.warehouse = warehouse;
    kernel.work().on(ASK, this::ask);
  }

  /**
   * Tells whether the warehouse must be asked before a shipment is changed.
   *
   * @param shipment which fulfillment order
   * @return whether somebody is at work on it who has not stopped
   */
  public boolean isNeeded(FulfillmentOrder shipment) {
    return warehouse.isPresent()
        && shipment.state().isChangeable()
        && shipment.state().compareTo(FulfillmentState.PICKING) >= 0
        && shipment.recall() != Recall.ACCEPTED;
  }

  /**
   * Has the warehouse asked after the transaction. News: {@link Answered}.
   *
   * @param tx the transaction
   * @param caller who wants it
   * @param shipment which fulfillment order, not yet loaded
   * @param reason why; may be empty
   * @param until when the answer is of no use any more
   */
  public void ask(
      Transaction tx, Caller caller, FulfillmentOrder shipment, String reason, Instant until) {
    if (shipment.recall() == Recall.NONE) {
      tx.put(FulfillmentOrder.TYPE, shipment.recalled(Recall.ASKED));
      tx.emit(
          shipment.order().value(),
          "recall-asked",
          caller,
          reason,
          Map.of("shipment", shipment.id()));
      tx.doNow(ASK, new Ask(shipment.id(), reason, until));
    }
  }

  /**
   * Lets the warehouse go on: what it was asked for is done, or not wanted any more.
   *
   * @param tx the transaction
   * @param shipment which fulfillment order
   */
  public void over(Transaction tx, FulfillmentOrder shipment) {
    if (shipment.recall() == Recall.ASKED || shipment.recall() == Recall.ACCEPTED) {
      tx.put(FulfillmentOrder.TYPE, shipment.recalled(Recall.NONE));
      tx.emit(
          shipment.order().value(), "recall-over", SYSTEM, "", Map.of("shipment", shipment.id()));
    }
  }

  private Consumer<Transaction> ask(WorkItem item) {
    Ask ask = kernel.payload(item, Ask.class);
    FulfillmentOrder asked = kernel.find(FulfillmentOrder.TYPE, ask.shipment()).orElseThrow();
    if (asked.recall() != Recall.ASKED) {
      return tx -> {};
    }
    RecallAnswer answer =
        warehouse
            .map(
                people ->
                    people.recall(
                        new RecallRequest(
                            asked.order(), asked.id(), asked.center(), ask.reason(), ask.until())))
            .orElse(RecallAnswer.ACCEPTED);
    return tx -> {
      FulfillmentOrder shipment = tx.get(FulfillmentOrder.TYPE, ask.shipment());
      if (shipment.recall() == Recall.ASKED && answer != RecallAnswer.PENDING) {
        answered(tx, SYSTEM, shipment, answer == RecallAnswer.ACCEPTED);
      }
    };
  }

  /** Notes an answer and tells it. */
  static void answered(Transaction tx, Caller caller, FulfillmentOrder shipment, boolean accepted) {
    tx.put(FulfillmentOrder.TYPE, shipment.recalled(accepted ? Recall.ACCEPTED : Recall.NONE));
    tx.emit(
        shipment.order().value(),
        accepted ? "recall-accepted" : "recall-too-late",
        caller,
        "",
        Map.of("shipment", shipment.id()));
    tx.tell(new Answered(shipment.order(), shipment.id(), accepted));
  }
}
