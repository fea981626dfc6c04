package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.payment.ChangedAmounts;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** The way to an order: who may come through, and what they see behind. */
final class OrderGate {
  private final OrderRooms rooms;
  private final Kernel kernel;
  private final Optional<String> key;

  /**
   * A command by its name and what it asks for: what a client's key stands for.
   *
   * @param reason why, in the words of who gives it
   */
  record Command(String name, Object content, String reason) {}

  /** One decision on an order: what it changes, or why it is refused. */
  interface Decision {
    Optional<Refusal> decide(Transaction tx, OrderRecord order);
  }

  OrderGate(OrderRooms rooms) {
    this(rooms, Optional.empty());
  }

  private OrderGate(OrderRooms rooms, Optional<String> key) {
    this.rooms = rooms;
    this.kernel = rooms.kernel();
    this.key = key;
  }

  /** Returns the same way in for one command under a client's key. */
  OrderGate once(String clientKey) {
    return new OrderGate(rooms, Optional.of(Require.id("key", clientKey)));
  }

  Optional<Refusal> refusal(Caller caller, Action action, CustomerId customer) {
    return rooms.access().refusal(caller, action, Optional.of(customer), "customer", customer);
  }

  Optional<Refusal> refusal(Caller caller, Action action, OrderId id, Optional<OrderRecord> order) {
    return rooms.access().refusal(caller, action, order.map(OrderRecord::customer), "order", id);
  }

  Optional<Refusal> refusal(Caller caller, Action action, OrderId id) {
    return refusal(caller, action, id, kernel.find(OrderRecord.TYPE, id.value()));
  }

  /** Has one decision made by somebody who may, and returns the order as it is then. */
  Result<OrderView> decide(
      Caller caller, Action action, OrderId id, Command command, Decision decision) {
    Require.text("reason", command.reason(), 200);
    Optional<Once> once = key.map(own -> Once.of("order|" + id, own, command));
    Decision approved = (tx, order) -> approved(tx, caller, action, order, command, decision);
    Optional<Refusal> refusal =
        rooms
            .approvals()
            .transact(
                tx -> {
                  Optional<OrderRecord> order = tx.find(OrderRecord.TYPE, id.value());
                  return refusal(caller, action, id, order)
                      .or(() -> decide(tx, order.orElseThrow(), once, approved));
                },
                Optional::of);
    return refusal.<Result<OrderView>>map(Result::refused).orElseGet(() -> Result.done(view(id)));
  }

  /** Decides, and looks at what that moves: too much needs a second person. */
  private Optional<Refusal> approved(
      Transaction tx,
      Caller caller,
      Action action,
      OrderRecord order,
      Command command,
      Decision decision) {
    ChangedAmounts amounts = rooms.payments().amounts();
    Money before = amounts.status(tx, order.id()).payable();
    Money asked = cancelling(tx, order, before);
    Optional<Refusal> refusal = decision.decide(tx, order);
    if (refusal.isEmpty()) {
      Money less = before.minus(amounts.status(tx, order.id()).payable()).abs();
      Optional<String> open = tx.get(OrderRecord.TYPE, order.id().value()).change();
      boolean another = !open.equals(order.change());
      Money nothing = Money.zero(before.getCurrencyUnit());
      Money begun =
          open.filter(change -> another)
              .map(change -> tx.get(ChangeRecord.TYPE, change).difference().abs())
              .orElse(nothing);
      String text = command.name() + " " + command.content();
      Money moved = less.plus(begun).minus(another ? asked : nothing);
      Money more = moved.isNegative() ? nothing : moved;
      rooms.approvals().check(tx, caller, action, order.id(), text, more);
    }
    return refusal;
  }

  /** What an earlier command has begun to cancel, which a later one only carries on. */
  private static Money cancelling(Transaction tx, OrderRecord order, Money any) {
    return order
        .change()
        .map(change -> tx.get(ChangeRecord.TYPE, change))
        .filter(ChangeRecord::asFarAsPossible)
        .map(change -> change.difference().abs())
        .orElse(Money.zero(any.getCurrencyUnit()));
  }

  private static Optional<Refusal> decide(
      Transaction tx, OrderRecord order, Optional<Once> once, Decision decision) {
    Optional<Result<String>> earlier = once.flatMap(own -> own.earlier(tx));
    if (earlier.isPresent()) {
      return earlier.get().fold(done -> Optional.empty(), Optional::of);
    }
    Optional<Refusal> refusal = decision.decide(tx, order);
    if (refusal.isEmpty()) {
      once.ifPresent(own -> own.remember(tx, ""));
    }
    return refusal;
  }

  OrderView view(OrderId id) {
    return view(kernel.find(OrderRecord.TYPE, id.value()).orElseThrow());
  }

  OrderView view(OrderRecord order) {
    return new OrderView(
        order.id(),
        order.customer(),
        order.channel(),
        order.placedAt(),
        order.state(),
        order.lines(),
        order.total(),
        rooms.payments().status(order.id()),
        rooms.shipments().find(order.shipments()),
        order
            .change()
            .flatMap(change -> kernel.find(ChangeRecord.TYPE, change))
            .map(ChangeRecord::view),
        order.data(),
        order.option(),
        order.wantedBy());
  }

  /** While goods of an order are being moved nobody can say what of it is where. */
  static Optional<Refusal> moving(List<FulfillmentOrder> shipments) {
    return shipments.stream()
        .filter(shipment -> shipment.recall() == FulfillmentOrder.Recall.MOVING)
        .findFirst()
        .map(
            shipment ->
                new Refusal(
                    Refusal.Code.BUSY,
                    "order",
                    "the goods of " + shipment.id() + " are being moved; try again"));
  }

  static Optional<Refusal> wrongState(OrderId id, String why) {
    return Optional.of(new Refusal(Refusal.Code.WRONG_STATE, "order", id + " " + why));
  }
}
