package io.backroom.order;

import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.payment.Payments;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Hears what became of an order's money, shipments and dates, and decides what follows. */
final class OrderNews {
  private static final String GIVE_UP = "give-up-unpaid";
  private static final String UNLOAD = "unload-unpaid";
  private static final Caller SYSTEM = Caller.system("orders");

  /** How long it takes at most, as a rule, until goods that are moved are where they go. */
  private static final Duration MOVING = Duration.ofMinutes(1);

  /** For how many windows after the first refusal goods are kept at most. */
  private static final int WINDOWS_MAX = 3;

  private final Kernel kernel;
  private final Shipments shipments;
  private final Messages messages;
  private final OrderDesk desk;
  private final ChangeDesk changes;
  private final Delays delays;
  private final Reoptimizing again;
  private final Duration recoveryWindow;

  record GiveUp(OrderId order, String shipment) {}

  OrderNews(
      OrderRooms rooms,
      OrderDesk desk,
      ChangeDesk changes,
      Delays delays,
      Reoptimizing again,
      Duration recoveryWindow) {
    this.kernel = rooms.kernel();
    this.shipments = rooms.shipments();
    this.messages = rooms.messages();
    this.desk = desk;
    this.changes = changes;
    this.delays = delays;
    this.again = again;
    this.recoveryWindow = recoveryWindow;
  }

  void register() {
    kernel.hear(Payments.News.class, this::paymentNews);
    kernel.hear(Shipments.News.class, this::fulfillmentNews);
    kernel.hear(Shipments.Unloaded.class, this::unloaded);
    kernel.hear(Shipments.PromiseMoved.class, this::promiseMoved);
    kernel.work().on(GIVE_UP, this::giveUp);
  }

  private void paymentNews(Transaction tx, Payments.News news) {
    OrderRecord order = tx.get(OrderRecord.TYPE, news.order().value());
    if (again.heard(tx, news) || changes.heard(tx, order, news)) {
      return;
    }
    switch (news.what()) {
      case AUTHORIZED -> {
        shipments.release(tx, news.shipment());
        desk.settle(tx, SYSTEM, order.paid(news.shipment()));
      }
      case CAPTURED -> {
        shipments.depart(tx, news.shipment());
        desk.settle(tx, SYSTEM, order.paid(news.shipment()));
      }
      case DECLINED -> {
        Instant until = waitForMoney(tx, order, news.shipment());
        DeclineCare care =
            DeclineCare.of(news, OrderDesk.amount(shipments.get(tx, news.shipment())), until);
        message(tx, order, "payment-declined", care.messageFacts());
        // One call is enough, and the last refusal is what it is about.
        tx.doNow(
            WorkQueue.PERSON_NOT_NEEDED,
            new WorkQueue.Settled(
                order.id().value(), OrderDesk.CALL, tx.now(), "another payment was refused"));
        tx.doNow(
            WorkQueue.TELL_A_PERSON,
            new WorkQueue.Attention(order.id().value(), OrderDesk.CALL, care.agentScript()));
      }
      // The payment room has asked a person to look; the customer has done nothing wrong.
      case MISMATCH -> waitForMoney(tx, order, news.shipment());
      case LATE -> LatePayments.heard(tx, news.shipment(), news.detail());
      case ACTION_REQUIRED -> {
        waitForMoney(tx, order, news.shipment());
        message(tx, order, "payment-action-required", Map.of("link", news.detail()));
      }
      // Whoever wanted more has given up meanwhile.
      case RAISED, NOT_RAISED -> {}
      case REFUNDED -> message(tx, order, "refunded", Map.of("amount", news.detail()));
    }
  }

  /**
   * The stock stays kept while the customer looks for another way to pay. Each refusal has a window
   * of its own, but nobody keeps goods for ever by cards that are refused.
   */
  private Instant waitForMoney(Transaction tx, OrderRecord order, String shipment) {
    Optional<OrderRecord.Unpaid> before = order.waits(shipment);
    Instant since =
        before
            .map(wait -> wait.since().orElseGet(() -> wait.until().minus(recoveryWindow)))
            .orElse(tx.now());
    Instant own = tx.now().plus(recoveryWindow);
    Instant last = since.plus(recoveryWindow.multipliedBy(WINDOWS_MAX));
    Instant until = own.isBefore(last) ? own : last;
    OrderRecord.Unpaid wait = new OrderRecord.Unpaid(shipment, until, Optional.of(since));
    desk.settle(tx, SYSTEM, order.waitingFor(wait));
    if (before.filter(old -> old.until().equals(until)).isEmpty()) {
      tx.doAt(GIVE_UP, new GiveUp(order.id(), shipment), until);
    }
    return until;
  }

  private Consumer<Transaction> giveUp(WorkItem item) {
    GiveUp end = kernel.payload(item, GiveUp.class);
    return tx -> {
      OrderRecord order = tx.get(OrderRecord.TYPE, end.order().value());
      boolean unpaid = isOver(tx, order, end.shipment());
      FulfillmentOrder shipment = shipments.get(tx, end.shipment());
      if (unpaid && shipment.recall() == FulfillmentOrder.Recall.MOVING) {
        tx.again(item, tx.now().plus(MOVING));
        return;
      }
      if (unpaid && shipment.state() == FulfillmentState.LOADED) {
        tx.doNow(
            WorkQueue.TELL_A_PERSON,
            new WorkQueue.Attention(
                order.id().value(),
                UNLOAD,
                shipment.id() + " is on the truck and was never paid: take it down, or be paid."));
      }
      if (unpaid && shipment.state().isChangeable()) {
        giveUp(tx, order, shipment);
      }
    };
  }

  private static boolean isOver(Transaction tx, OrderRecord order, String shipment) {
    return order.waits(shipment).filter(wait -> !wait.until().isAfter(tx.now())).isPresent();
  }

  private void giveUp(Transaction tx, OrderRecord before, FulfillmentOrder shipment) {
    LatePayments.note(tx, before.customer(), shipment);
    OrderRecord order = changes.overtaken(tx, SYSTEM, before, "");
    OrderRecord cut = desk.cut(tx, SYSTEM, order, shipment.id(), OrderDesk.all(shipment));
    desk.settle(tx, SYSTEM, cut.paid(shipment.id()));
    changes.gone(tx, order.id(), shipment.id());
    message(tx, order, "cancelled-unpaid", Map.of("shipment", shipment.id()));
  }

  /** Until the customer's time is over the parcel waits for its payment where it was packed. */
  private void unloaded(Transaction tx, Shipments.Unloaded news) {
    OrderRecord order = tx.get(OrderRecord.TYPE, news.order().value());
    tx.doNow(
        WorkQueue.PERSON_NOT_NEEDED,
        new WorkQueue.Settled(
            order.id().value(), UNLOAD, tx.now(), news.shipment() + " is off the truck"));
    if (isOver(tx, order, news.shipment())) {
      giveUp(tx, order, shipments.get(tx, news.shipment()));
    }
  }

  private void fulfillmentNews(Transaction tx, Shipments.News news) {
    OrderRecord order = tx.get(OrderRecord.TYPE, news.order().value());
    desk.settle(tx, SYSTEM, order);
    if (news.state() == FulfillmentState.LOADED) {
      changes.left(tx, tx.get(OrderRecord.TYPE, order.id().value()), news.shipment());
    }
    // A parcel that is on its way again after a mishap was announced before.
    if (news.before() == FulfillmentState.LOADED && news.state() == FulfillmentState.IN_TRANSIT) {
      FulfillmentOrder shipment = shipments.get(tx, news.shipment());
      message(
          tx,
          order,
          "shipped",
          Map.of(
              "shipment", shipment.id(),
              "tracking", shipment.tracking().orElse(""),
              "expected", text(shipment.promise().current())));
    } else if (news.state() == FulfillmentState.DELIVERED) {
      message(tx, order, "delivered", Map.of("shipment", news.shipment()));
    }
  }

  private void promiseMoved(Transaction tx, Shipments.PromiseMoved moved) {
    OrderRecord order = tx.get(OrderRecord.TYPE, moved.order().value());
    Map<String, String> facts = new TreeMap<>(delays.moved(tx, order, moved));
    facts.put("shipment", moved.shipment());
    facts.put("from", text(moved.from()));
    facts.put("to", text(moved.promise().current()));
    facts.put("reason", moved.promise().reason().name());
    message(tx, order, "promise-moved", facts);
  }

  private static String text(Optional<Instant> date) {
    return date.map(Instant::toString).orElse("");
  }

  private void message(Transaction tx, OrderRecord order, String kind, Map<String, String> facts) {
    messages.send(tx, order.customer(), order.id(), kind, facts);
  }
}
