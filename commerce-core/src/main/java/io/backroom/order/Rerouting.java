package io.backroom.order;

import io.backroom.fulfillment.Detours;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Recall;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Rejection;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Incoming;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.kernel.WorkQueue;
import io.backroom.payment.ChangedAmounts;
import io.backroom.spi.inventory.BackorderLine;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.policy.RoutingPlan;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * Takes a shipment, or some units of it, from other centers. First it is decided where from, and
 * the stock command that says so is stored; then the stock moves, by that one command; then the
 * documents and the money follow in one transaction. Whoever dies between two of these leaves work
 * that goes on where it was left. Meanwhile the shipment is MOVING, and nobody changes it.
 */
final class Rerouting {
  private static final String PLAN = "reroute-plan";
  private static final String MOVE = "reroute-move";
  private static final Caller SYSTEM = Caller.system("orders");
  private static final Duration STOCK_RETRY = Duration.ofMinutes(1);

  private final Kernel kernel;
  private final Reservations reservations;
  private final Shipments shipments;
  private final ChangedAmounts amounts;
  private final Planner planner;
  private final OrderDesk desk;
  private final ChangeDesk changes;

  /** Units that a center does not ship. */
  record Wanted(String shipment, Rejection why, List<StockLine> units) {}

  /** Where they go instead. */
  record Move(
      Wanted wanted,
      CommandId command,
      ReservationId reservation,
      List<BackorderLine> later,
      List<Detours.Leg> legs,
      List<String> verdicts) {}

  Rerouting(OrderRooms rooms, Planner planner, OrderDesk desk, ChangeDesk changes) {
    this.kernel = rooms.kernel();
    this.reservations = rooms.reservations();
    this.shipments = rooms.shipments();
    this.amounts = rooms.payments().amounts();
    this.planner = planner;
    this.desk = desk;
    this.changes = changes;
  }

  void register() {
    kernel.hear(Detours.Rejected.class, this::rejected);
    kernel.work().on(PLAN, this::plan);
    kernel.work().on(MOVE, this::move);
  }

  private void rejected(Transaction tx, Detours.Rejected news) {
    OrderRecord order = tx.get(OrderRecord.TYPE, news.order().value());
    if (changes.isCancelling(tx, order, news)) {
      // It has stopped, and is cancelled when the others have answered.
      return;
    }
    Better.giveUp(tx, news.order(), amounts);
    changes.left(tx, order, news.shipment());
    FulfillmentOrder shipment = shipments.get(tx, news.shipment());
    // A cancellation that waited for the warehouse has been made by now.
    List<StockLine> units = left(shipment, news.units());
    if (units.isEmpty() || !shipment.state().isChangeable() || shipment.recall() == Recall.MOVING) {
      return;
    }
    if (news.whole()) {
      tx.put(RejectedBy.TYPE, rejectedBy(tx, news.order()).plus(shipment.center()));
    }
    shipments.detours().begin(tx, shipment.id());
    tx.doNow(PLAN, new Wanted(shipment.id(), news.why(), units));
  }

  private static RejectedBy rejectedBy(Transaction tx, OrderId order) {
    return tx.find(RejectedBy.TYPE, order.value())
        .orElseGet(() -> new RejectedBy(order, List.of()));
  }

  private static List<StockLine> left(FulfillmentOrder shipment, Map<Sku, Integer> units) {
    List<StockLine> left = new ArrayList<>();
    shipment
        .units()
        .forEach(
            (sku, some) -> {
              int wanted = Math.min(some, units.getOrDefault(sku, 0));
              if (wanted > 0) {
                left.add(new StockLine(sku, shipment.center(), wanted));
              }
            });
    return left;
  }

  private Consumer<Transaction> plan(WorkItem item) {
    Wanted wanted = kernel.payload(item, Wanted.class);
    FulfillmentOrder shipment = shipments.find(List.of(wanted.shipment())).get(0);
    if (shipment.recall() != Recall.MOVING) {
      return tx -> {};
    }
    Map<Sku, Integer> units = new TreeMap<>();
    wanted.units().forEach(line -> units.put(line.sku(), line.quantity()));
    List<Center> others = others(shipment);
    if (others.isEmpty() && !wanted.why().isLoss()) {
      return tx -> nobody(tx, wanted.shipment());
    }
    Sourced sourced =
        planner.elsewhere(
            Way.of(shipment),
            units,
            shipment.promise().current(),
            others,
            waiting(shipment, wanted, others),
            kernel.now());
    List<Detours.Leg> legs = sourced.loads().stream().map(Rerouting::leg).toList();
    List<BackorderLine> later = sourced.loads().stream().flatMap(Rerouting::later).toList();
    List<String> verdicts =
        legs.stream().map(leg -> verdict(sourced.candidates(), leg.center())).toList();
    ReservationId reservation = shipment.reservation();
    return tx ->
        tx.doNow(
            MOVE, new Move(wanted, CommandId.of(tx.newId()), reservation, later, legs, verdicts));
  }

  /** The centers that may ship what one of them does not. */
  private List<Center> others(FulfillmentOrder shipment) {
    List<CenterId> without = new ArrayList<>(RejectedBy.of(kernel, shipment.order()));
    without.add(shipment.center());
    return Regrouping.without(planner.centers(), without);
  }

  /**
   * Goods may be waited for where they were lost, once nothing of them is left there, or if there
   * is no other place.
   */
  private List<Center> waiting(FulfillmentOrder shipment, Wanted wanted, List<Center> others) {
    boolean alsoHere =
        others.isEmpty()
            || (wanted.why().isLoss()
                && wanted.units().stream()
                    .allMatch(
                        line -> reservations.level(line.sku(), line.center()).unpromised() <= 0));
    return planner.centers().stream()
        .filter(
            center ->
                others.contains(center) || (alsoHere && center.id().equals(shipment.center())))
        .toList();
  }

  /** Every center has said no: the shipment stays where it is, and a person decides. */
  private void nobody(Transaction tx, String id) {
    FulfillmentOrder shipment = shipments.get(tx, id);
    shipments.detours().end(tx, id);
    Map<String, String> facts = Map.of("shipment", id, "center", shipment.center().value());
    tx.emit(shipment.order().value(), "rejected-by-all", SYSTEM, "", facts);
    tx.doNow(
        WorkQueue.TELL_A_PERSON,
        new WorkQueue.Attention(
            shipment.order().value(),
            "rejected-by-all",
            "No center is left that has not rejected "
                + id
                + ". Have "
                + shipment.center()
                + " send it all the same, or cancel it."));
  }

  private static Detours.Leg leg(Sourced.Load load) {
    List<StockLine> units =
        load.units().entrySet().stream()
            .map(some -> new StockLine(some.getKey(), load.center(), some.getValue()))
            .toList();
    List<FulfillmentOrder.Wait> waits =
        load.limits().keySet().stream()
            .sorted()
            .map(sku -> FulfillmentOrder.Wait.of(sku, Optional.ofNullable(load.sources().get(sku))))
            .toList();
    return new Detours.Leg(load.center(), units, waits);
  }

  private static Stream<BackorderLine> later(Sourced.Load load) {
    return load.limits().entrySet().stream()
        .map(
            limit ->
                new BackorderLine(
                    new StockLine(
                        limit.getKey(),
                        load.center(),
                        load.units().getOrDefault(limit.getKey(), 0)),
                    limit.getValue()));
  }

  private static String verdict(List<RoutingPlan.Candidate> candidates, CenterId center) {
    return candidates.stream()
        .filter(candidate -> candidate.center().equals(center))
        .map(RoutingPlan.Candidate::verdict)
        .findFirst()
        .orElse("the goods are waited for there");
  }

  private Consumer<Transaction> move(WorkItem item) {
    Move move = kernel.payload(item, Move.class);
    Wanted wanted = move.wanted();
    FulfillmentOrder seen = shipments.find(List.of(wanted.shipment())).get(0);
    if (seen.recall() != Recall.MOVING) {
      return tx -> {};
    }
    List<StockLine> to =
        move.legs().stream()
            .filter(leg -> leg.waits().isEmpty())
            .flatMap(leg -> leg.units().stream())
            .toList();
    StockResult result =
        reservations.move(
            new StockCommand.Move(
                move.command(),
                move.reservation(),
                wanted.units(),
                List.of(),
                wanted.why().isLoss() ? wanted.units() : List.of(),
                to,
                move.later()));
    if (result instanceof StockResult.Applied) {
      List<Sku> skus = wanted.units().stream().map(StockLine::sku).toList();
      Consumer<Transaction> freed = reservations.freed(skus);
      List<StockLevel> doubtful = doubtful(wanted);
      return tx -> {
        follow(tx, move);
        freed.accept(tx);
        doubtful.forEach(level -> tellToCount(tx, level));
      };
    } else if (result instanceof StockResult.Short lack && !lacksHere(lack, seen)) {
      // Somebody was faster: what is there by now decides anew.
      return tx -> tx.doNow(PLAN, wanted);
    } else if (result instanceof StockResult.Ended || result instanceof StockResult.NotFound) {
      // Time has ended the hold in a crash; the order has its stock found again.
      return tx -> tx.doAt(PLAN, wanted, tx.now().plus(STOCK_RETRY));
    }
    throw new IllegalStateException("Stock did not follow the order: " + result);
  }

  private static boolean lacksHere(StockResult.Short lack, FulfillmentOrder shipment) {
    return lack.shortages().stream().anyMatch(some -> some.center().equals(shipment.center()));
  }

  /** Where a picker finds too few and the books say that there are more, somebody is to count. */
  private List<StockLevel> doubtful(Wanted wanted) {
    return wanted.why() == Rejection.MISSING
        ? wanted.units().stream()
            .map(line -> reservations.level(line.sku(), line.center()))
            .filter(level -> level.onHand() > 0)
            .toList()
        : List.of();
  }

  private static void tellToCount(Transaction tx, StockLevel level) {
    tx.doNow(
        WorkQueue.TELL_A_PERSON,
        new WorkQueue.Attention(
            Incoming.subject(level.sku()),
            "count-after-short-pick",
            "A picker has found too few of "
                + level.sku()
                + " at "
                + level.center()
                + ", where "
                + level.onHand()
                + " more are said to be. Count them."));
  }

  private void follow(Transaction tx, Move move) {
    FulfillmentOrder before = shipments.get(tx, move.wanted().shipment());
    OrderRecord order = tx.get(OrderRecord.TYPE, before.order().value());
    int number = order.shipments().size();
    List<String> ids =
        IntStream.range(0, move.legs().size())
            .mapToObj(i -> order.id() + "-r" + (number + 1 + i))
            .toList();
    List<String> carriers =
        shipments.detours().take(tx, before.id(), move.wanted().why().isLoss(), move.legs(), ids);
    for (int i = 0; i < carriers.size(); i++) {
      told(tx, move, i, before, carriers.get(i));
    }
    List<String> added = carriers.stream().filter(own -> !own.equals(before.id())).toList();
    FulfillmentOrder after = shipments.get(tx, before.id());
    OrderRecord more = order.adding(added, List.of(), Money.zero(order.total().getCurrencyUnit()));
    desk.settle(
        tx, SYSTEM, after.state() == FulfillmentState.CANCELLED ? more.paid(before.id()) : more);
  }

  private static void told(
      Transaction tx, Move move, int which, FulfillmentOrder before, String shipment) {
    Detours.Leg leg = move.legs().get(which);
    Map<String, String> facts = new TreeMap<>();
    facts.put("shipment", shipment);
    facts.put("before", before.id());
    facts.put("from", before.center().value());
    facts.put("to", leg.center().value());
    facts.put("why", move.wanted().why().name());
    facts.put("waits", Boolean.toString(!leg.waits().isEmpty()));
    tx.emit(before.order().value(), "shipment-rerouted", SYSTEM, move.verdicts().get(which), facts);
    if (leg.waits().stream().anyMatch(wait -> wait.source().isEmpty())) {
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(
              before.order().value(),
              "rejected-without-stock",
              shipment
                  + " was rejected by "
                  + before.center()
                  + ", and nobody has its goods or expects them. Buy some, or call the customer."));
    }
  }
}
