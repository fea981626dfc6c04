package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** Takes units out of orders, keeps their state, and finds their stock again if it was lost. */
final class OrderDesk {
  /** What an agent is to do when a payment was refused; nobody calls once it is made. */
  static final String CALL = "call-customer";

  private static final Caller SYSTEM = Caller.system("orders");
  private static final Duration HOLD = Duration.ofMinutes(15);
  private static final Duration STOCK_RETRY = Duration.ofHours(1);

  private final Kernel kernel;
  private final Reservations reservations;
  private final Shipments shipments;

  OrderDesk(Kernel kernel, Reservations reservations, Shipments shipments) {
    this.kernel = kernel;
    this.reservations = reservations;
    this.shipments = shipments;
    kernel.work().on(Reservations.HOLD_LOST, this::holdLost);
  }

  static Money amount(FulfillmentOrder shipment) {
    return Money.total(shipment.lines().stream().map(FulfillmentOrder.Line::amount).toList());
  }

  static Map<Piece, Integer> all(FulfillmentOrder shipment) {
    return shipment.lines().stream()
        .collect(Collectors.toMap(FulfillmentOrder.Line::piece, FulfillmentOrder.Line::quantity));
  }

  /** Takes units out of a shipment and notes them on the order. */
  OrderRecord cut(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      String shipment,
      Map<Piece, Integer> units) {
    return cut(tx, caller, order, shipment, units, Optional.empty());
  }

  /** The same, with other prices for the lines that are left. */
  OrderRecord cut(
      Transaction tx,
      Caller caller,
      OrderRecord order,
      String shipment,
      Map<Piece, Integer> units,
      Optional<List<Money>> costs) {
    shipments.cut(tx, caller, shipment, units, costs);
    Map<Piece, Integer> left = new HashMap<>();
    for (String id : order.shipments()) {
      all(shipments.get(tx, id)).forEach((piece, some) -> left.merge(piece, some, Integer::sum));
    }
    OrderRecord less = order.left(left);
    return less.unpaid().stream().anyMatch(u -> u.shipment().equals(shipment))
            && shipments.get(tx, shipment).state() == FulfillmentState.CANCELLED
        ? less.paid(shipment)
        : less;
  }

  /** Stores an order in the state that its shipments and its money amount to. */
  void settle(Transaction tx, Caller caller, OrderRecord order) {
    OrderState next = state(tx, order);
    if (next != order.state()) {
      if (!order.state().next().contains(next)) {
        throw new IllegalStateException(
            order.id() + " cannot go from " + order.state() + " to " + next);
      }
      tx.emit(
          order.id().value(),
          "order-" + next.name().toLowerCase(Locale.ROOT).replace('_', '-'),
          caller,
          "",
          Guards.facts(order.state(), next));
    }
    if (order.state() == OrderState.ON_HOLD && next != OrderState.ON_HOLD) {
      tx.doNow(
          WorkQueue.PERSON_NOT_NEEDED,
          new WorkQueue.Settled(
              order.id().value(), CALL, tx.now(), "the order is " + next + " meanwhile"));
    }
    tx.put(OrderRecord.TYPE, order.in(next));
  }

  private OrderState state(Transaction tx, OrderRecord order) {
    List<FulfillmentState> states =
        order.shipments().stream().map(id -> shipments.get(tx, id).state()).toList();
    // A change that is open may still add to it.
    boolean mayEnd = order.change().isEmpty();
    if (order.state().next().isEmpty()) {
      return order.state();
    } else if (mayEnd && states.stream().allMatch(s -> s == FulfillmentState.CANCELLED)) {
      return OrderState.CANCELLED;
    } else if (mayEnd && states.stream().allMatch(s -> s.next().isEmpty())) {
      return OrderState.COMPLETED;
    } else if (!order.unpaid().isEmpty()) {
      return OrderState.ON_HOLD;
    }
    boolean begun = states.stream().anyMatch(OrderDesk::isBegun);
    return begun || order.state() == OrderState.IN_FULFILLMENT
        ? OrderState.IN_FULFILLMENT
        : OrderState.PLACED;
  }

  private static boolean isBegun(FulfillmentState state) {
    return state.compareTo(FulfillmentState.RELEASED) > 0 && state != FulfillmentState.CANCELLED;
  }

  /**
   * A crash kept the hold of a placed order from being committed until time had ended it. The order
   * stands: its stock is reserved again, or a person hears of it while the attempts go on.
   */
  private Consumer<Transaction> holdLost(WorkItem item) {
    Reservations.HoldLost lost = kernel.payload(item, Reservations.HoldLost.class);
    OrderRecord order = kernel.find(OrderRecord.TYPE, lost.subject()).orElseThrow();
    List<FulfillmentOrder> concerned =
        shipments.find(order.shipments()).stream()
            .filter(s -> s.reservation().equals(lost.reservation()))
            .filter(s -> s.state().isChangeable())
            .toList();
    if (concerned.isEmpty()) {
      return tx -> {};
    }
    ReservationId again = ReservationId.of(kernel.newId());
    if (!(reserve(again, order, concerned) instanceof StockResult.Applied)) {
      return tx -> stillWithoutStock(tx, item, lost);
    }
    return tx -> {
      boolean unchanged = concerned.stream().allMatch(s -> shipments.get(tx, s.id()).equals(s));
      if (unchanged) {
        concerned.forEach(shipment -> shipments.rebind(tx, shipment.id(), again));
        reservations.commit(tx, again, order.id().value());
      } else {
        // Somebody has cancelled meanwhile: this hold ends by itself, and the next one fits.
        tx.again(item, tx.now());
      }
    };
  }

  /** A person is told once, and not by the first attempt: that one may have died. */
  private static void stillWithoutStock(Transaction tx, WorkItem item, Reservations.HoldLost lost) {
    Once told = Once.of("stock-lost", lost.reservation().value(), lost);
    if (told.earlier(tx).isEmpty()) {
      told.remember(tx, "");
      tx.emit(lost.subject(), "stock-lost", SYSTEM, "the hold ran out in a crash", Map.of());
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(
              lost.subject(), "stock-lost", "The order has no stock; find some or call."));
    }
    tx.again(item, tx.now().plus(STOCK_RETRY));
  }

  private StockResult reserve(
      ReservationId id, OrderRecord order, List<FulfillmentOrder> concerned) {
    List<StockLine> kept = new ArrayList<>();
    List<BackorderLine> backordered = new ArrayList<>();
    for (FulfillmentOrder shipment : concerned) {
      Map<Sku, Integer> waiting = new TreeMap<>();
      for (FulfillmentOrder.Line line : shipment.lines()) {
        if (line.quantity() > line.waiting()) {
          kept.add(new StockLine(line.sku(), shipment.center(), line.quantity() - line.waiting()));
        }
        if (line.waiting() > 0) {
          waiting.merge(line.sku(), line.waiting(), Integer::sum);
        }
      }
      waiting.forEach(
          (sku, units) -> {
            StockLine later = new StockLine(sku, shipment.center(), units);
            backordered.add(new BackorderLine(later, limit(later)));
          });
    }
    return reservations.reserve(
        new StockCommand.Reserve(
            CommandId.of(kernel.newId()),
            id,
            order.customer().value(),
            kept,
            backordered,
            kernel.now().plus(HOLD)));
  }

  /** It was promised before: what is expected now bounds it, and what others were promised. */
  private int limit(StockLine line) {
    return reservations.levels(List.of(line.sku())).stream()
        .filter(level -> level.center().equals(line.center()))
        .mapToInt(StockLevel::backordered)
        .map(others -> Math.addExact(others, line.quantity()))
        .findFirst()
        .orElse(line.quantity());
  }
}
