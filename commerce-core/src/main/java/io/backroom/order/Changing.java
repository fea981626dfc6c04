package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.order.ChangePlanner.Planned;
import io.backroom.order.ChangePreview.Fate;
import io.backroom.order.ChangeResult.Aspect;
import io.backroom.payment.ChangedAmounts;
import io.backroom.payment.ChangedAmounts.Raisable;
import io.backroom.payment.Payments;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/** Shows what a change would be, and begins it as it was shown. */
final class Changing {
  /** How often a change is planned anew because the order moved meanwhile. */
  private static final int PLANS_MAX = 10;

  private static final int CHANGES_MAX = 1_000;

  private final Kernel kernel;
  private final Payments payments;
  private final ChangedAmounts amounts;
  private final Shipments shipments;
  private final Guards guards;
  private final Approvals approvals;
  private final ChangePlanner planner;
  private final ChangeDesk desk;
  private final ChangeApplier applier;
  private final QuoteWriter quotes;
  private final OrderGate gate;

  /** What a client's key stands for. */
  private record Content(OrderId order, ChangePreview seen, String reason) {}

  /** A change as it was planned, and what it would make of the order. */
  private record Shown(Seen seen, Planned planned, ChangePreview preview) {}

  /** The order is not as it was when its change was planned: it is planned anew. */
  private static final class MovedMeanwhile extends RuntimeException {
    private static final long serialVersionUID = 1;

    MovedMeanwhile() {
      super("moved meanwhile", null, false, false);
    }
  }

  Changing(
      OrderRooms rooms,
      ChangePlanner planner,
      ChangeDesk desk,
      OrderDesk orders,
      QuoteWriter quotes,
      OrderGate gate) {
    this.kernel = rooms.kernel();
    this.payments = rooms.payments();
    this.amounts = payments.amounts();
    this.shipments = rooms.shipments();
    this.guards = rooms.guards();
    this.approvals = rooms.approvals();
    this.planner = planner;
    this.desk = desk;
    this.applier = new ChangeApplier(rooms, orders);
    this.quotes = quotes;
    this.gate = gate;
  }

  Result<ChangePreview> preview(Caller caller, OrderId id, OrderEdit edit) {
    return gate.refusal(caller, Action.CHANGE_ORDER, id)
        .<Result<ChangePreview>>map(Result::refused)
        .orElseGet(
            () -> shown(caller, id, edit).fold(s -> Result.done(s.preview()), Result::refused));
  }

  private Result<Shown> shown(Caller caller, OrderId id, OrderEdit edit) {
    for (int attempt = 0; attempt < PLANS_MAX; attempt++) {
      Optional<Result<Shown>> shown = shownUnlessMoved(caller, id, edit);
      if (shown.isPresent()) {
        return shown.get();
      }
    }
    return Result.refused(conflict(id));
  }

  private Optional<Result<Shown>> shownUnlessMoved(Caller caller, OrderId id, OrderEdit edit) {
    Seen seen = seen(id);
    try {
      return Optional.of(
          planner
              .plan(seen, edit, kernel.now())
              .fold(planned -> shown(caller, seen, edit, planned), Result::refused));
    } catch (MovedMeanwhile again) {
      return Optional.empty();
    }
  }

  private static Refusal conflict(OrderId id) {
    return new Refusal(Refusal.Code.CONFLICT, "order", id + " changes all the time; try again");
  }

  private Seen seen(OrderId id) {
    OrderRecord order = kernel.find(OrderRecord.TYPE, id.value()).orElseThrow();
    return new Seen(
        order,
        shipments.find(order.shipments()),
        payments.status(id).instrument(),
        RejectedBy.of(kernel, id));
  }

  private Result<Shown> shown(Caller caller, Seen seen, OrderEdit edit, Planned planned) {
    Optional<Refusal> notNow = kernel.dryRun(tx -> {}, tx -> notRaisable(tx, seen, planned));
    if (notNow.isPresent()) {
      return Result.refused(notNow.get());
    }
    ChangeRecord.Content content = planned.content();
    Optional<Refusal> objection = objection(caller, seen, content);
    if (objection.isPresent()) {
      return Result.refused(objection.get());
    }
    ChangedAmounts.Mark mark = kernel.dryRun(tx -> {}, tx -> amounts.mark(tx, seen.order().id()));
    MoneyEffect money =
        kernel.dryRun(
            tx -> pretend(tx, caller, seen, content), tx -> money(tx, seen, content, mark));
    List<String> recalls =
        content.touched().stream()
            .flatMap(own -> seen.shipments().stream().filter(s -> s.id().equals(own)))
            .filter(desk::needsRecall)
            .map(FulfillmentOrder::id)
            .toList();
    List<Quote.Line> lacking =
        planned.isShort()
            ? quotes.lines(planned.plan().orElseThrow()).stream()
                .filter(line -> line.inStock() < line.quantity())
                .toList()
            : List.of();
    ChangePreview preview =
        new ChangePreview(
            edit,
            lines(seen.order(), edit, planned),
            parcels(caller, seen, content),
            money,
            recalls,
            planned.routing(),
            lacking,
            planned.options());
    return Result.done(new Shown(seen, planned, preview));
  }

  /** The host is asked before a shipment is cancelled whole. */
  private Optional<Refusal> objection(Caller caller, Seen seen, ChangeRecord.Content content) {
    return seen.shipments().stream()
        .filter(own -> content.touched().contains(own.id()) && content.amounts(own).isEmpty())
        .map(own -> Shipments.transition(caller, own, FulfillmentState.CANCELLED))
        .flatMap(step -> guards.refusal(step).stream())
        .findFirst();
  }

  /** A larger amount can only take the place of one that is set aside, or is still to be. */
  private Optional<Refusal> notRaisable(Transaction tx, Seen seen, Planned planned) {
    return planned.content().repriced().stream()
        .filter(reprice -> reprice.difference().isPositive())
        .filter(
            reprice ->
                amounts.raisable(tx, seen.order().id(), reprice.shipment()) == Raisable.NOT_NOW)
        .findFirst()
        .map(
            reprice ->
                new Refusal(
                    Refusal.Code.WRONG_STATE,
                    "order",
                    "the payment of " + reprice.shipment() + " is open; it costs more that way"));
  }

  /** What would be done, in a transaction that is never committed. */
  private void pretend(Transaction tx, Caller caller, Seen seen, ChangeRecord.Content content) {
    OrderRecord order = tx.get(OrderRecord.TYPE, seen.order().id().value());
    if (!isAs(tx, seen, order)) {
      throw new MovedMeanwhile();
    }
    ChangeRecord change = desk.begin(tx, caller, order, content, "", false);
    for (FulfillmentOrder added : content.added()) {
      amounts.propose(tx, order.id(), added.id(), OrderDesk.amount(added));
      if (added.state() == FulfillmentState.PLANNED) {
        payments.authorize(tx, order.id(), added.id(), Initiator.CUSTOMER);
      }
    }
    tx.put(OrderRecord.TYPE, applier.apply(tx, order, change));
  }

  private MoneyEffect money(
      Transaction tx, Seen seen, ChangeRecord.Content content, ChangedAmounts.Mark mark) {
    OrderId id = seen.order().id();
    ChangedAmounts.Moves moves = amounts.moves(tx, id, mark);
    Money authorized = moves.authorized();
    Money voided = moves.voided();
    Money onReceipt = Money.zero(seen.order().total().getCurrencyUnit());
    for (FulfillmentOrder added : content.added()) {
      if (added.state() == FulfillmentState.BACKORDERED) {
        onReceipt = onReceipt.plus(OrderDesk.amount(added));
      }
    }
    // A larger amount is set aside first, and then what was set aside before is given back.
    for (ChangedAmounts.Gap uncovered : amounts.uncovered(tx, id)) {
      authorized = authorized.plus(uncovered.payable());
      voided = voided.plus(uncovered.authorized());
    }
    return new MoneyEffect(
        payments.status(id).payable(),
        amounts.status(tx, id).payable(),
        authorized,
        onReceipt,
        voided,
        moves.capturedLess(),
        moves.refunded());
  }

  private static List<ChangePreview.Line> lines(
      OrderRecord order, OrderEdit edit, Planned planned) {
    Map<Sku, OrderView.Line> there = new LinkedHashMap<>();
    order.lines().forEach(line -> there.put(line.sku(), line));
    List<ChangePreview.Line> lines = new ArrayList<>();
    for (OrderEdit.Item item : edit.items()) {
      Optional<OrderView.Line> own = Optional.ofNullable(there.get(item.sku()));
      int before = own.map(OrderView.Line::standing).orElse(0);
      Optional<Product> product =
          planned
              .plan()
              .filter(plan -> plan.wanted().items().containsKey(item.sku()))
              .map(plan -> plan.wanted().product(item.sku()));
      String title =
          own.map(OrderView.Line::title)
              .or(() -> product.map(Product::title))
              .orElse(item.sku().value());
      if (before != item.quantity()) {
        lines.add(
            new ChangePreview.Line(
                item.sku(), title, before, item.quantity(), product.map(Product::price)));
      }
    }
    return lines;
  }

  private List<ChangePreview.Shipment> parcels(
      Caller caller, Seen seen, ChangeRecord.Content content) {
    List<FulfillmentOrder> after =
        kernel.dryRun(
            tx -> pretend(tx, caller, seen, content),
            tx -> {
              List<FulfillmentOrder> all = new ArrayList<>();
              seen.shipments().forEach(own -> all.add(shipments.get(tx, own.id())));
              content.added().forEach(own -> all.add(shipments.get(tx, own.id())));
              return all;
            });
    Set<String> touched = content.touched();
    return after.stream()
        .map(
            shipment -> {
              boolean added = content.added().stream().anyMatch(a -> a.id().equals(shipment.id()));
              boolean cancelled = shipment.state() == FulfillmentState.CANCELLED;
              Fate rest = touched.contains(shipment.id()) ? Fate.CHANGED : Fate.KEPT;
              boolean moves =
                  content.moved().stream().anyMatch(own -> own.from().equals(shipment.id()));
              Fate fate =
                  added ? Fate.ADDED : moves ? Fate.MOVED : cancelled ? Fate.CANCELLED : rest;
              return parcel(shipment, fate, seen.order().total());
            })
        .toList();
  }

  private static ChangePreview.Shipment parcel(FulfillmentOrder shipment, Fate fate, Money any) {
    return new ChangePreview.Shipment(
        shipment.id(),
        shipment.center(),
        fate,
        shipment.lines().stream().mapToInt(FulfillmentOrder.Line::quantity).sum(),
        shipment.lines().stream()
            .map(FulfillmentOrder.Line::amount)
            .reduce(Money.zero(any.getCurrencyUnit()), Money::plus),
        shipment.promise().current(),
        shipment.state() == FulfillmentState.BACKORDERED,
        shipment.option());
  }

  /** What came of an attempt to begin a change. */
  private sealed interface Attempt {}

  private record Stored(Result<String> change) implements Attempt {}

  private record Again() implements Attempt {}

  ChangeResult confirm(Caller caller, OrderId id, ChangePreview seen, String key, String reason) {
    Require.text("reason", reason, 200);
    Once once = Once.of("change|" + id, key, new Content(id, seen, reason));
    Optional<Refusal> refusal = gate.refusal(caller, Action.CHANGE_ORDER, id);
    if (refusal.isPresent()) {
      return new ChangeResult.Refused(refusal.get());
    }
    for (int attempt = 0; attempt < PLANS_MAX; attempt++) {
      Optional<Result<String>> earlier = kernel.transact(once::earlier);
      if (earlier.isPresent()) {
        return answer(id, earlier.get());
      }
      Result<Shown> planned = shown(caller, id, seen.edit());
      Optional<ChangeResult> instead = planned.fold(now -> instead(now, seen), Changing::refused);
      if (instead.isPresent()) {
        // The same call may have begun this change since it was looked for.
        return kernel
            .transact(once::earlier)
            .map(stored -> answer(id, stored))
            .orElseGet(instead::get);
      }
      Attempt done =
          approvals.transact(
              tx -> begin(tx, caller, planned.orThrow(), once, reason),
              no -> new Stored(Result.refused(no)));
      if (done instanceof Stored stored) {
        return answer(id, stored.change());
      }
    }
    return new ChangeResult.Refused(conflict(id));
  }

  private static Optional<ChangeResult> refused(Refusal refusal) {
    return Optional.of(new ChangeResult.Refused(refusal));
  }

  /** What is answered instead of beginning the change, unless all is as the customer saw it. */
  private static Optional<ChangeResult> instead(Shown now, ChangePreview seen) {
    Set<Aspect> moved = now.preview().movedSince(seen);
    if (!moved.isEmpty()) {
      return Optional.of(new ChangeResult.Moved(moved, now.preview()));
    }
    return Optional.of(now.preview().lacking())
        .filter(lacking -> !lacking.isEmpty())
        .map(ChangeResult.OutOfStock::new);
  }

  private Attempt begin(Transaction tx, Caller caller, Shown shown, Once once, String reason) {
    Optional<Result<String>> earlier = once.earlier(tx);
    if (earlier.isPresent()) {
      return new Stored(earlier.get());
    }
    OrderRecord order = tx.get(OrderRecord.TYPE, shown.seen().order().id().value());
    Optional<Refusal> refusal = refusal(tx, order);
    if (refusal.isPresent()) {
      return new Stored(Result.refused(refusal.get()));
    }
    if (!isAs(tx, shown.seen(), order)) {
      return new Again();
    }
    ChangeRecord.Content content = shown.planned().content();
    ChangeRecord change = desk.begin(tx, caller, order, content, reason, false);
    approvals.check(
        tx,
        caller,
        Action.CHANGE_ORDER,
        order.id(),
        "change " + shown.preview().edit(),
        change.difference().abs());
    desk.open(tx, order, change, shown.planned().plan());
    once.remember(tx, change.id());
    return new Stored(Result.done(change.id()));
  }

  private boolean isAs(Transaction tx, Seen seen, OrderRecord order) {
    return order.equals(seen.order())
        && seen.shipments().stream().allMatch(own -> shipments.get(tx, own.id()).equals(own));
  }

  /** Why no change of an order can be begun now, whatever it is. */
  Optional<Refusal> refusal(Transaction tx, OrderRecord order) {
    if (order.change().isPresent()) {
      return OrderGate.wrongState(order.id(), "has a change that is open: " + order.change().get());
    }
    List<FulfillmentOrder> all =
        order.shipments().stream().map(shipment -> shipments.get(tx, shipment)).toList();
    return OrderGate.moving(all).or(() -> ChangePlanner.hasLeft(order, all));
  }

  private ChangeResult answer(OrderId id, Result<String> stored) {
    return stored.fold(
        change ->
            new ChangeResult.Begun(
                kernel.find(ChangeRecord.TYPE, change).orElseThrow().view(), gate.view(id)),
        ChangeResult.Refused::new);
  }

  /** Takes back what is open. */
  Optional<Refusal> withdraw(Transaction tx, Caller caller, OrderRecord order, String reason) {
    Optional<ChangeRecord> open = desk.open(tx, order);
    if (open.isEmpty()) {
      return OrderGate.wrongState(order.id(), "has no change that is open");
    }
    desk.end(tx, caller, open.get(), ChangeView.State.WITHDRAWN, reason);
    return Optional.empty();
  }

  List<ChangeView> of(OrderId id) {
    DocumentQuery query =
        DocumentQuery.range(
            ChangeRecord.TYPE.name(), ChangeRecord.BY_ORDER, id + "|", id + "}", CHANGES_MAX);
    return kernel.query(ChangeRecord.TYPE, query).stream()
        .map(ChangeRecord::view)
        .sorted(Comparator.comparing(ChangeView::begunAt))
        .toList();
  }
}
