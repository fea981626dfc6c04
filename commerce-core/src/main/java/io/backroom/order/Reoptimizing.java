package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.order.Better.Group;
import io.backroom.payment.ChangedAmounts;
import io.backroom.payment.ChangedAmounts.Raisable;
import io.backroom.payment.Payments;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.joda.money.Money;

/**
 * Routes orders again while nobody has begun with them: a choice that was the best when an order
 * came may not be any more when others have been cancelled or goods have come in. Shipments move
 * whole, to another center or into another shipment, if that saves enough, no date becomes later,
 * and the larger amount of a joined shipment is set aside first. Whatever stands in the way leaves
 * the order as it is.
 */
final class Reoptimizing {
  private static final String LOOK = "reoptimize";
  private static final String MOVE = "reoptimize-move";
  private static final Caller SYSTEM = Caller.system("orders");

  private final Kernel kernel;
  private final Reservations reservations;
  private final Shipments shipments;
  private final ChangedAmounts amounts;
  private final Planner planner;
  private final OrderDesk desk;
  private final Optional<Reoptimization> terms;

  record Look(OrderId order, Instant until) {}

  /** From where to where. */
  record Move(
      OrderId order,
      CommandId command,
      ReservationId reservation,
      List<StockLine> from,
      List<StockLine> to) {}

  Reoptimizing(OrderRooms rooms, Planner planner, OrderDesk desk, Optional<Reoptimization> terms) {
    this.kernel = rooms.kernel();
    this.reservations = rooms.reservations();
    this.shipments = rooms.shipments();
    this.amounts = rooms.payments().amounts();
    this.planner = planner;
    this.desk = desk;
    this.terms = terms;
    kernel.work().on(LOOK, this::look);
    kernel.work().on(MOVE, this::move);
  }

  /** Has an order that is being placed looked at. */
  void placed(Transaction tx, OrderId order) {
    terms.ifPresent(
        own ->
            tx.doAt(
                LOOK, new Look(order, tx.now().plus(own.window())), tx.now().plus(own.every())));
  }

  private Consumer<Transaction> look(WorkItem item) {
    Look look = kernel.payload(item, Look.class);
    OrderRecord order = kernel.find(OrderRecord.TYPE, look.order().value()).orElseThrow();
    List<FulfillmentOrder> idle =
        shipments.find(order.shipments()).stream().filter(Reoptimizing::isIdle).toList();
    Optional<Regrouping.Found> found = terms.flatMap(own -> found(own, order, idle));
    return tx -> {
      found.ifPresent(better -> begin(tx, look.order(), idle, better));
      Instant next = tx.now().plus(terms.map(Reoptimization::every).orElseThrow());
      if (!next.isAfter(look.until()) && !idle.isEmpty()) {
        tx.again(item, next);
      }
    };
  }

  private static boolean isIdle(FulfillmentOrder shipment) {
    return (shipment.state() == FulfillmentState.PLANNED
            || shipment.state() == FulfillmentState.RELEASED)
        && shipment.recall() == Recall.NONE;
  }

  private Optional<Regrouping.Found> found(
      Reoptimization own, OrderRecord order, List<FulfillmentOrder> idle) {
    boolean alike =
        idle.stream().map(FulfillmentOrder::reservation).distinct().count() == 1
            && idle.stream().map(Way::of).distinct().count() == 1;
    if (!alike || order.change().isPresent()) {
      return Optional.empty();
    }
    List<Center> open = Regrouping.without(planner.centers(), RejectedBy.of(kernel, order.id()));
    return planner
        .cheaper(idle, open, kernel.now())
        .filter(better -> !better.saved().isLessThan(own.saving()));
  }

  private void begin(
      Transaction tx, OrderId id, List<FulfillmentOrder> seen, Regrouping.Found found) {
    OrderRecord order = tx.get(OrderRecord.TYPE, id.value());
    boolean same = seen.stream().allMatch(own -> shipments.get(tx, own.id()).equals(own));
    if (!same || order.change().isPresent() || tx.find(Better.TYPE, id.value()).isPresent()) {
      return;
    }
    List<String> open = new ArrayList<>();
    for (Group group : found.groups()) {
      if (!group.absorbed().isEmpty()) {
        boolean paid =
            group.all().stream()
                .allMatch(own -> shipments.get(tx, own).state() == FulfillmentState.RELEASED);
        if (!paid || amounts.raisable(tx, id, group.keeper()) != Raisable.ONCE_AUTHORIZED) {
          return;
        }
        open.add(group.keeper());
      }
    }
    Better better = new Better(id, found.groups(), open, found.saved(), found.verdict());
    tx.put(Better.TYPE, better);
    for (Group group : found.groups()) {
      if (!group.absorbed().isEmpty()) {
        amounts.raise(tx, id, group.keeper(), amount(tx, group));
      }
    }
    if (open.isEmpty()) {
      go(tx, better);
    }
  }

  private Money amount(Transaction tx, Group group) {
    return Money.total(
        group.all().stream().map(own -> OrderDesk.amount(shipments.get(tx, own))).toList());
  }

  /** Hears what became of money; tells whether it was set aside for a better way. */
  boolean heard(Transaction tx, Payments.News news) {
    Optional<Better> better = tx.find(Better.TYPE, news.order().value());
    if (better.filter(own -> own.open().contains(news.shipment())).isEmpty()) {
      return false;
    }
    switch (news.what()) {
      case RAISED -> {
        Better paid = better.get().paid(news.shipment());
        tx.put(Better.TYPE, paid);
        if (paid.open().isEmpty()) {
          go(tx, paid);
        }
        return true;
      }
      // Nobody is bothered for what they have not asked for.
      case NOT_RAISED, ACTION_REQUIRED -> {
        better.get().drop(tx, amounts);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void go(Transaction tx, Better better) {
    OrderRecord order = tx.get(OrderRecord.TYPE, better.order().value());
    List<FulfillmentOrder> all =
        better.groups().stream()
            .flatMap(group -> group.all().stream())
            .map(own -> shipments.get(tx, own))
            .toList();
    boolean covered =
        better.groups().stream()
            .filter(group -> !group.absorbed().isEmpty())
            .allMatch(group -> amounts.covers(tx, order.id(), group.keeper(), amount(tx, group)));
    if (!covered || order.change().isPresent() || !all.stream().allMatch(Reoptimizing::isIdle)) {
      better.drop(tx, amounts);
      return;
    }
    all.forEach(own -> shipments.detours().begin(tx, own.id()));
    List<StockLine> from = new ArrayList<>();
    List<StockLine> to = new ArrayList<>();
    for (Group group : better.groups()) {
      for (String id : group.all()) {
        FulfillmentOrder shipment = shipments.get(tx, id);
        if (!shipment.center().equals(group.center())) {
          for (Map.Entry<Sku, Integer> some : shipment.units().entrySet()) {
            from.add(new StockLine(some.getKey(), shipment.center(), some.getValue()));
            to.add(new StockLine(some.getKey(), group.center(), some.getValue()));
          }
        }
      }
    }
    tx.doNow(
        MOVE, new Move(order.id(), CommandId.of(tx.newId()), all.get(0).reservation(), from, to));
  }

  private Consumer<Transaction> move(WorkItem item) {
    Move move = kernel.payload(item, Move.class);
    if (kernel.find(Better.TYPE, move.order().value()).isEmpty()) {
      return tx -> {};
    }
    StockResult result =
        reservations.move(
            new StockCommand.Move(
                move.command(), move.reservation(), move.from(), List.of(), move.to()));
    if (result instanceof StockResult.Applied) {
      Consumer<Transaction> freed =
          reservations.freed(move.from().stream().map(StockLine::sku).toList());
      return tx -> {
        follow(tx, tx.get(Better.TYPE, move.order().value()));
        freed.accept(tx);
      };
    } else if (result instanceof StockResult.KeyReused) {
      throw new IllegalStateException("Stock did not follow the order: " + result);
    }
    // Somebody was faster, or time has ended the hold: it is no loss.
    return tx -> {
      Better better = tx.get(Better.TYPE, move.order().value());
      better.groups().stream()
          .flatMap(group -> group.all().stream())
          .forEach(own -> shipments.detours().end(tx, own));
      better.drop(tx, amounts);
    };
  }

  private void follow(Transaction tx, Better better) {
    for (Group group : better.groups()) {
      Map<String, String> facts = new TreeMap<>();
      facts.put("shipment", group.keeper());
      facts.put("from", shipments.get(tx, group.keeper()).center().value());
      facts.put("to", group.center().value());
      facts.put("joined", String.join(" ", group.absorbed()));
      facts.put("saved", better.saved().toString());
      shipments.detours().gather(tx, group.keeper(), group.center(), group.absorbed());
      tx.emit(better.order().value(), "shipment-reoptimized", SYSTEM, better.verdict(), facts);
    }
    tx.delete(Better.TYPE, better.order().value());
    desk.settle(tx, SYSTEM, tx.get(OrderRecord.TYPE, better.order().value()));
  }
}
