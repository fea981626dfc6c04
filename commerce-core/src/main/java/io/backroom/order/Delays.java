package io.backroom.order;

import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.order.DelayRecord.Question;
import io.backroom.spi.policy.Delay;
import io.backroom.spi.policy.DelayPolicy;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks customers whether they wait longer for what is backordered. Nothing was captured for it yet,
 * so whoever does not want to wait, or does not answer in time, has it cancelled and pays nothing.
 */
final class Delays {
  private static final String END = "delay-end";
  private static final Caller SYSTEM = Caller.system("orders");

  private final Kernel kernel;
  private final Shipments shipments;
  private final Messages messages;
  private final OrderDesk desk;
  private final ChangeDesk changes;
  private final DelayPolicy policy;

  record End(String shipment, Instant until) {}

  Delays(OrderRooms rooms, OrderDesk desk, ChangeDesk changes, DelayPolicy policy) {
    this.kernel = rooms.kernel();
    this.shipments = rooms.shipments();
    this.messages = rooms.messages();
    this.desk = desk;
    this.changes = changes;
    this.policy = policy;
    kernel.work().on(END, this::over);
  }

  /** Returns what a customer has to agree to, if anything. */
  Optional<Question> question(String shipment) {
    return kernel.find(DelayRecord.TYPE, shipment).flatMap(DelayRecord::question);
  }

  /** Hears that a promise has moved; returns what the customer is told of it beside the dates. */
  Map<String, String> moved(Transaction tx, OrderRecord order, Shipments.PromiseMoved moved) {
    FulfillmentOrder shipment = shipments.get(tx, moved.shipment());
    Optional<Instant> revised = moved.promise().current();
    Optional<DelayRecord> before = tx.find(DelayRecord.TYPE, shipment.id());
    DelayRecord record =
        before.orElseGet(
            () ->
                new DelayRecord(
                    shipment.id(), order.id(), moved.promise().first(), 0, Optional.empty()));
    if (moved.promise().reason().isCustomersChoice()) {
      // The customer has moved the date, and so what they have agreed to.
      tx.put(DelayRecord.TYPE, record.agreedTo(revised));
    } else if (shipment.state() == FulfillmentState.BACKORDERED && isLater(record, revised)) {
      return delayed(tx, order, shipment, record, revised);
    } else if (record.question().isPresent()) {
      tx.put(DelayRecord.TYPE, record.settled());
    }
    return Map.of();
  }

  /** Whoever has agreed to wait for as long as it takes is never asked. */
  private static boolean isLater(DelayRecord record, Optional<Instant> revised) {
    return record.agreed().isPresent()
        && revised.filter(date -> !date.isAfter(record.agreed().get())).isEmpty();
  }

  private Map<String, String> delayed(
      Transaction tx,
      OrderRecord order,
      FulfillmentOrder shipment,
      DelayRecord record,
      Optional<Instant> revised) {
    Delay delay =
        new Delay(
            order.id(),
            shipment.id(),
            record.agreed().orElseThrow(),
            revised,
            record.before(),
            tx.now());
    Optional<Instant> until = policy.agreeUntil(delay);
    if (until.isEmpty()) {
      tx.put(DelayRecord.TYPE, record.delayed(revised));
      return Map.of("answer", "silence-agrees");
    }
    Instant end = record.question().map(Question::until).orElse(until.get());
    tx.put(DelayRecord.TYPE, record.asking(new Question(revised, end)));
    tx.doAt(END, new End(shipment.id(), end), end);
    tx.emit(
        order.id().value(),
        "delay-asked",
        SYSTEM,
        "",
        Map.of("shipment", shipment.id(), "until", end.toString()));
    return Map.of("answer", "needed", "until", end.toString());
  }

  /** Answers a delay. Yes needs a question; no is possible while the shipment waits. */
  Optional<Refusal> answer(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      String shipment,
      boolean agreed,
      String reason) {
    Optional<DelayRecord> delay =
        tx.find(DelayRecord.TYPE, shipment)
            .filter(own -> own.order().equals(order.id()) && own.delays() > 0);
    boolean waits =
        delay.isPresent() && shipments.get(tx, shipment).state() == FulfillmentState.BACKORDERED;
    if (!waits || (agreed && delay.get().question().isEmpty())) {
      return OrderGate.wrongState(order.id(), "has no delay of " + shipment + " to answer");
    }
    Map<String, String> facts = Map.of("shipment", shipment);
    tx.emit(order.id().value(), agreed ? "delay-agreed" : "delay-refused", caller, reason, facts);
    if (agreed) {
      Question question = delay.get().question().orElseThrow();
      tx.put(DelayRecord.TYPE, delay.get().agreedTo(question.revised()));
    } else {
      cancel(tx, caller, order, delay.get());
    }
    return Optional.empty();
  }

  /** Answers every delay of an order that there is to answer; what may be offered. */
  Optional<Refusal> answerAll(Transaction tx, Caller caller, OrderRecord order, boolean agreed) {
    Optional<Refusal> refusal = OrderGate.wrongState(order.id(), "has no delay to answer");
    for (String shipment : order.shipments()) {
      OrderRecord now = tx.get(OrderRecord.TYPE, order.id().value());
      if (answer(tx, caller, now, shipment, agreed, "").isEmpty()) {
        refusal = Optional.empty();
      }
    }
    return refusal;
  }

  private void cancel(Transaction tx, Caller caller, OrderRecord order, DelayRecord delay) {
    tx.put(DelayRecord.TYPE, delay.settled());
    OrderRecord free = changes.overtaken(tx, caller, order, "");
    FulfillmentOrder shipment = shipments.get(tx, delay.shipment());
    OrderRecord less = desk.cut(tx, caller, free, shipment.id(), OrderDesk.all(shipment));
    desk.settle(tx, caller, less);
    messages.send(
        tx, order.customer(), order.id(), "delay-cancelled", Map.of("shipment", delay.shipment()));
    Learning.later(tx, order.id());
  }

  private Consumer<Transaction> over(WorkItem item) {
    End end = kernel.payload(item, End.class);
    return tx -> {
      DelayRecord delay = tx.get(DelayRecord.TYPE, end.shipment());
      boolean open =
          delay.question().filter(question -> question.until().equals(end.until())).isPresent()
              && shipments.get(tx, end.shipment()).state() == FulfillmentState.BACKORDERED;
      if (open) {
        OrderRecord order = tx.get(OrderRecord.TYPE, delay.order().value());
        Map<String, String> facts = Map.of("shipment", end.shipment());
        tx.emit(order.id().value(), "delay-not-agreed", SYSTEM, "no answer in time", facts);
        cancel(tx, SYSTEM, order, delay);
      }
    };
  }
}
