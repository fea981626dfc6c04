package io.backroom.order;

import io.backroom.customer.Messages;
import io.backroom.fulfillment.Detours;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Recalls;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.order.ChangeRecord.Content;
import io.backroom.order.ChangeRecord.Cut;
import io.backroom.order.ChangeRecord.Reprice;
import io.backroom.order.ChangeView.State;
import io.backroom.payment.ChangedAmounts;
import io.backroom.payment.ChangedAmounts.Raisable;
import io.backroom.payment.Payments;
import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.joda.money.Money;

/**
 * Carries an open change to its end: what is added is kept, then what it costs more is authorized,
 * then the warehouse is asked to stop, then all of it is applied in one transaction. Whatever stops
 * it on the way leaves the order as it was, and what the change has kept is given back.
 */
final class ChangeDesk {
  private static final String RESERVE = "change-reserve";
  private static final String END = "change-end";
  private static final Caller SYSTEM = Caller.system("orders");

  private final Kernel kernel;
  private final Reservations reservations;
  private final Payments payments;
  private final ChangedAmounts amounts;
  private final Shipments shipments;
  private final Recalls recalls;
  private final Messages messages;
  private final OrderDesk desk;
  private final ChangeApplier applier;
  private final Duration window;

  record Reserve(
      String change, CommandId command, List<StockLine> kept, List<BackorderLine> backordered) {}

  record End(String change) {}

  ChangeDesk(OrderRooms rooms, OrderDesk desk, Duration window) {
    this.kernel = rooms.kernel();
    this.reservations = rooms.reservations();
    this.payments = rooms.payments();
    this.amounts = payments.amounts();
    this.shipments = rooms.shipments();
    this.recalls = rooms.recalls();
    this.messages = rooms.messages();
    this.desk = desk;
    this.applier = new ChangeApplier(rooms, desk);
    this.window = window;
    kernel.hear(Recalls.Answered.class, this::answered);
    kernel.work().on(RESERVE, this::reserve);
    kernel.work().on(END, this::expire);
  }

  /** Returns the change that is open, if there is one. */
  Optional<ChangeRecord> open(Transaction tx, OrderRecord order) {
    return order.change().map(id -> tx.get(ChangeRecord.TYPE, id));
  }

  /** Returns a new change; nothing is stored. */
  ChangeRecord begin(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      Content content,
      String reason,
      boolean asFarAsPossible) {
    return new ChangeRecord(
        order.nextChange(),
        order.id(),
        caller,
        reason,
        State.RESERVING,
        tx.now(),
        tx.now().plus(window),
        content,
        difference(tx, order, content),
        List.of(),
        asFarAsPossible,
        Optional.empty());
  }

  private Money difference(Transaction tx, OrderRecord order, Content content) {
    Money sum = Money.zero(order.total().getCurrencyUnit());
    for (FulfillmentOrder added : content.added()) {
      sum = sum.plus(OrderDesk.amount(added));
    }
    for (String id : content.touched()) {
      FulfillmentOrder shipment = shipments.get(tx, id);
      sum = sum.minus(OrderDesk.amount(shipment));
      sum = content.amounts(shipment).stream().reduce(sum, Money::plus);
    }
    return sum;
  }

  /** Stores a change and has it carried out as far as it goes. */
  void open(Transaction tx, OrderRecord order, ChangeRecord change, Optional<Plan> plan) {
    Better.giveUp(tx, order.id(), amounts);
    tx.put(OrderRecord.TYPE, order.changing(change.id()));
    tx.emit(
        order.id().value(),
        "change-begun",
        change.caller(),
        change.reason(),
        Map.of("change", change.id(), "difference", change.difference().toString()));
    tx.doAt(END, new End(change.id()), change.until());
    if (!change.content().added().isEmpty()) {
      tx.put(ChangeRecord.TYPE, change);
      tx.doNow(
          RESERVE,
          new Reserve(
              change.id(),
              CommandId.of(tx.newId()),
              fromStock(change.content()),
              plan.map(Plan::fromReceipts).orElse(List.of())));
    } else {
      pay(tx, change);
    }
  }

  /** What leaves a center in several shipments is kept there together. */
  private static List<StockLine> fromStock(Content content) {
    Map<CenterId, List<FulfillmentOrder.Line>> byCenter = new TreeMap<>();
    content.added().stream()
        .filter(added -> added.state() == FulfillmentState.PLANNED)
        .forEach(
            added ->
                byCenter
                    .computeIfAbsent(added.center(), center -> new ArrayList<>())
                    .addAll(added.lines()));
    return byCenter.entrySet().stream()
        .flatMap(own -> CenterMoves.stock(own.getKey(), own.getValue()).stream())
        .toList();
  }

  private Consumer<Transaction> reserve(WorkItem item) {
    Reserve reserve = kernel.payload(item, Reserve.class);
    ChangeRecord begun = kernel.find(ChangeRecord.TYPE, reserve.change()).orElseThrow();
    if (begun.state() != State.RESERVING) {
      return tx -> {};
    }
    OrderRecord owner = kernel.find(OrderRecord.TYPE, begun.order().value()).orElseThrow();
    StockResult result =
        reservations.reserve(
            new StockCommand.Reserve(
                reserve.command(),
                begun.reservation().orElseThrow(),
                owner.customer().value(),
                reserve.kept(),
                reserve.backordered(),
                begun.until()));
    if (result instanceof StockResult.Busy) {
      throw new IllegalStateException("The stock is busy");
    }
    return tx -> {
      ChangeRecord change = tx.get(ChangeRecord.TYPE, reserve.change());
      if (change.state() != State.RESERVING) {
        change.reservation().ifPresent(id -> reservations.giveBack(tx, id));
      } else if (result instanceof StockResult.Applied) {
        pay(tx, change);
      } else {
        end(tx, SYSTEM, change, State.OUT_OF_STOCK, "");
      }
    };
  }

  private void pay(Transaction tx, ChangeRecord change) {
    List<String> open = new ArrayList<>();
    for (FulfillmentOrder added : change.content().added()) {
      amounts.propose(tx, change.order(), added.id(), OrderDesk.amount(added));
      if (added.state() == FulfillmentState.PLANNED) {
        open.add(added.id());
      }
    }
    List<String> toAuthorize = List.copyOf(open);
    for (Reprice reprice : change.content().repriced()) {
      FulfillmentOrder shipment = shipments.get(tx, reprice.shipment());
      Money target = Money.total(change.content().amounts(shipment));
      boolean more = target.isGreaterThan(OrderDesk.amount(shipment));
      if (more && amounts.raisable(tx, change.order(), shipment.id()) == Raisable.ONCE_AUTHORIZED) {
        amounts.raise(tx, change.order(), shipment.id(), target);
        open.add(shipment.id());
      }
    }
    tx.put(ChangeRecord.TYPE, change.paying(open));
    toAuthorize.forEach(id -> payments.authorize(tx, change.order(), id, Initiator.CUSTOMER));
    if (open.isEmpty()) {
      recall(tx, change);
    }
  }

  /** Hears what became of money; tells whether it was the money of a change. */
  boolean heard(Transaction tx, OrderRecord order, Payments.News news) {
    Optional<ChangeRecord> found = open(tx, order);
    if (found.filter(change -> change.unpaid().contains(news.shipment())).isEmpty()) {
      return false;
    }
    ChangeRecord change = found.get();
    boolean own = change.adds(news.shipment());
    switch (news.what()) {
      case AUTHORIZED -> {
        if (own) {
          paid(tx, change.paid(news.shipment()));
        }
        return own;
      }
      case RAISED -> paid(tx, change.paid(news.shipment()));
      case NOT_RAISED -> end(tx, SYSTEM, change, State.DECLINED, news.shipment());
      case DECLINED, MISMATCH -> {
        if (own) {
          end(tx, SYSTEM, change, State.DECLINED, news.shipment());
        }
        return own;
      }
      case ACTION_REQUIRED ->
          message(
              tx,
              order,
              "change-action-required",
              Map.of(
                  "change", change.id(),
                  "link", news.detail(),
                  "until", change.until().toString()));
      case CAPTURED, REFUNDED, LATE -> {
        return false;
      }
    }
    return true;
  }

  private void paid(Transaction tx, ChangeRecord change) {
    tx.put(ChangeRecord.TYPE, change);
    if (change.unpaid().isEmpty()) {
      recall(tx, change);
    }
  }

  /** Tells whether the warehouse has to be asked before a shipment is changed. */
  boolean needsRecall(FulfillmentOrder shipment) {
    return recalls.isNeeded(shipment);
  }

  /** Asks for what is being picked; applies the change once nothing is left to ask for. */
  private void recall(Transaction tx, ChangeRecord paid) {
    ChangeRecord change = paid;
    List<FulfillmentOrder> asked = new ArrayList<>();
    for (String id : paid.content().touched()) {
      FulfillmentOrder shipment = shipments.get(tx, id);
      boolean tooLate = !shipment.state().isChangeable();
      if (tooLate && change.asFarAsPossible()) {
        change = without(tx, change, id);
      } else if (tooLate) {
        end(tx, SYSTEM, change, State.TOO_LATE, id);
        return;
      } else if (needsRecall(shipment)) {
        asked.add(shipment);
      }
    }
    if (change.content().changesNothing()) {
      end(tx, SYSTEM, change, State.TOO_LATE, "");
    } else if (asked.isEmpty()) {
      apply(tx, change);
    } else {
      ChangeRecord recalling = change.in(State.RECALLING);
      tx.put(ChangeRecord.TYPE, recalling);
      for (FulfillmentOrder shipment : asked) {
        recalls.ask(tx, recalling.caller(), shipment, recalling.reason(), recalling.until());
      }
    }
  }

  private void answered(Transaction tx, Recalls.Answered answer) {
    OrderRecord order = tx.get(OrderRecord.TYPE, answer.order().value());
    Optional<ChangeRecord> change =
        open(tx, order).filter(own -> own.content().touched().contains(answer.shipment()));
    if (change.isEmpty()) {
      recalls.over(tx, shipments.get(tx, answer.shipment()));
    } else if (answer.accepted()) {
      recall(tx, change.get());
    } else {
      tooLate(tx, change.get(), answer.shipment());
    }
  }

  private void tooLate(Transaction tx, ChangeRecord change, String shipment) {
    if (change.asFarAsPossible()) {
      recall(tx, without(tx, change, shipment));
    } else {
      end(tx, SYSTEM, change, State.TOO_LATE, shipment);
    }
  }

  /** A cancellation that goes as far as it can without a shipment. */
  private ChangeRecord without(Transaction tx, ChangeRecord change, String shipment) {
    OrderRecord order = tx.get(OrderRecord.TYPE, change.order().value());
    Content rest = change.content().without(shipment);
    change.rejections().stream().filter(own -> own.shipment().equals(shipment)).forEach(tx::tell);
    return change.with(rest, difference(tx, order, rest));
  }

  /**
   * Tells whether a shipment that its center does not ship is being cancelled as far as the
   * warehouses can stop; what is left of it then is heard of again.
   */
  boolean isCancelling(Transaction tx, OrderRecord order, Detours.Rejected news) {
    Optional<ChangeRecord> change =
        cancellation(tx, order).filter(own -> own.content().touched().contains(news.shipment()));
    change.ifPresent(own -> tx.put(ChangeRecord.TYPE, own.noting(news)));
    return change.isPresent();
  }

  /** Hears that a parcel is on the truck: a change of it comes too late. */
  void left(Transaction tx, OrderRecord order, String shipment) {
    open(tx, order)
        .filter(change -> change.content().touched().contains(shipment))
        .ifPresent(change -> tooLate(tx, change, shipment));
  }

  private void apply(Transaction tx, ChangeRecord change) {
    if (!applier.isPaid(tx, change)) {
      end(tx, SYSTEM, change, State.DECLINED, "");
      return;
    }
    OrderRecord before = tx.get(OrderRecord.TYPE, change.order().value());
    tx.put(ChangeRecord.TYPE, change.in(State.APPLIED));
    change.rejections().forEach(tx::tell);
    OrderRecord after = applier.apply(tx, before, change);
    desk.settle(tx, change.caller(), after.changed());
    tx.emit(
        change.order().value(),
        "order-changed",
        change.caller(),
        change.reason(),
        Map.of("change", change.id(), "difference", change.difference().toString()));
    message(
        tx,
        after,
        change.asFarAsPossible() ? "cancelled" : "order-changed",
        Map.of("change", change.id(), "difference", change.difference().toString()));
    Learning.later(tx, change.order());
  }

  private Consumer<Transaction> expire(WorkItem item) {
    End over = kernel.payload(item, End.class);
    return tx -> {
      ChangeRecord change = tx.get(ChangeRecord.TYPE, over.change());
      if (change.state().isOpen()) {
        expire(tx, change);
      }
    };
  }

  /** A cancellation is made of what has stopped by then; who has not answered goes on. */
  private void expire(Transaction tx, ChangeRecord change) {
    List<String> silent =
        change.content().touched().stream()
            .filter(id -> needsRecall(shipments.get(tx, id)))
            .toList();
    if (!change.asFarAsPossible() || silent.size() == change.content().touched().size()) {
      end(tx, SYSTEM, change, State.EXPIRED, "");
      return;
    }
    ChangeRecord stopped = change;
    for (String id : silent) {
      stopped = without(tx, stopped, id);
      goesOn(tx, id);
    }
    recall(tx, stopped);
  }

  /** Ends a change of which nothing comes; returns the order without it. */
  OrderRecord end(Transaction tx, Caller caller, ChangeRecord change, State how, String why) {
    change.reservation().ifPresent(id -> reservations.giveBack(tx, id));
    if (change.state() != State.RESERVING) {
      change.content().added().forEach(own -> payments.close(tx, change.order(), own.id()));
      change
          .content()
          .repriced()
          .forEach(own -> amounts.dropRaise(tx, change.order(), own.shipment()));
    }
    for (String id : change.content().touched()) {
      recalls.over(tx, shipments.get(tx, id));
    }
    change.rejections().forEach(tx::tell);
    tx.put(ChangeRecord.TYPE, change.in(how));
    desk.settle(tx, caller, tx.get(OrderRecord.TYPE, change.order().value()).changed());
    OrderRecord order = tx.get(OrderRecord.TYPE, change.order().value());
    String name = how.name().toLowerCase(Locale.ROOT).replace('_', '-');
    tx.emit(change.order().value(), "change-" + name, caller, why, Map.of("change", change.id()));
    message(tx, order, "change-not-made", Map.of("change", change.id(), "reason", name));
    return order;
  }

  /**
   * A cancellation wins over a change that is open. One that is a cancellation itself is not
   * undone: the new one has to cancel its units, too, and its warehouses stay asked.
   */
  OrderRecord superseded(Transaction tx, Caller caller, OrderRecord order, String reason) {
    Optional<ChangeRecord> before = cancellation(tx, order);
    if (before.isEmpty()) {
      return overtaken(tx, caller, order, reason);
    }
    Better.giveUp(tx, order.id(), amounts);
    before.get().rejections().forEach(tx::tell);
    tx.put(ChangeRecord.TYPE, before.get().in(State.WITHDRAWN));
    tx.put(OrderRecord.TYPE, order.changed());
    Map<String, String> facts = Map.of("change", before.get().id());
    tx.emit(order.id().value(), "change-withdrawn", caller, "cancelled with more", facts);
    return order.changed();
  }

  /** What is given up by itself wins over a change that is open, and not over a cancellation. */
  OrderRecord overtaken(Transaction tx, Caller caller, OrderRecord order, String reason) {
    Better.giveUp(tx, order.id(), amounts);
    return open(tx, order)
        .filter(change -> !change.asFarAsPossible())
        .map(change -> end(tx, caller, change, State.WITHDRAWN, reason))
        .orElse(order);
  }

  /** Hears that a shipment was given up: a cancellation of it is about the others from now on. */
  void gone(Transaction tx, OrderId order, String shipment) {
    Optional<ChangeRecord> found =
        open(tx, tx.get(OrderRecord.TYPE, order.value()))
            .filter(change -> change.content().touched().contains(shipment));
    if (found.isEmpty()) {
      return;
    }
    ChangeRecord rest = without(tx, found.get(), shipment);
    if (rest.content().changesNothing()) {
      tx.put(ChangeRecord.TYPE, rest.in(State.APPLIED));
      desk.settle(tx, SYSTEM, tx.get(OrderRecord.TYPE, order.value()).changed());
    } else {
      recall(tx, rest);
    }
  }

  private Optional<ChangeRecord> cancellation(Transaction tx, OrderRecord order) {
    return open(tx, order).filter(ChangeRecord::asFarAsPossible);
  }

  /** Returns the units that are being cancelled as soon as warehouses have stopped. */
  List<Cut> cancelling(Transaction tx, OrderRecord order) {
    return cancellation(tx, order).map(change -> change.content().cuts()).orElse(List.of());
  }

  /** Lets a warehouse go on with what is left of a shipment. */
  void goesOn(Transaction tx, String shipment) {
    recalls.over(tx, shipments.get(tx, shipment));
  }

  /** Cancels units of parcels that somebody is at work on, as far as they can be stopped. */
  void cancelOnRecall(Transaction tx, Caller caller, OrderId order, List<Cut> cuts, String reason) {
    OrderRecord now = tx.get(OrderRecord.TYPE, order.value());
    ChangeRecord change = begin(tx, caller, now, Content.cutting(cuts), reason, true);
    open(tx, now, change, Optional.empty());
  }

  private void message(Transaction tx, OrderRecord order, String kind, Map<String, String> facts) {
    messages.send(tx, order.customer(), order.id(), kind, facts);
  }
}
