package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.customer.Messages;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.HoldDesk;
import io.backroom.inventory.Inventory;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.payment.PaymentPlan;
import io.backroom.payment.Payments;
import io.backroom.recommendation.Recommendations;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.RoutingPolicy;
import io.backroom.spi.policy.ShippingPrice;
import io.backroom.spi.policy.TaxPolicy;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;

/**
 * The orders of the shop, over every channel. Each command is atomic: it happens whole or not at
 * all, and its effects outside, on stock, money and mail, follow it whatever happens in between.
 * Thread-safe.
 */
public final class Orders {
  private static final String LEARN = "learn-order";

  private final Rooms rooms;
  private final Kernel kernel;
  private final Chooser chooser;
  private final QuoteWriter quotes;
  private final Placing placing;
  private final Cancelling cancelling;

  /** The work of learning an order. */
  record Learn(OrderId order) {}

  /**
   * The rooms below that orders stand on.
   *
   * @param kernel documents, time and work
   * @param access who may do what
   * @param inventory what can be promised
   * @param holds what customers hold before they order
   * @param reservations the stock of orders
   * @param payments the money of orders
   * @param shipments the fulfillment orders of orders
   * @param recommendations what is offered in place of what is out of stock
   * @param messages what customers are told
   */
  public record Rooms(
      Kernel kernel,
      Access access,
      Inventory inventory,
      HoldDesk holds,
      Reservations reservations,
      Payments payments,
      Shipments shipments,
      Recommendations recommendations,
      Messages messages) {}

  /**
   * What the host has chosen for its orders.
   *
   * @param currency the currency of all prices
   * @param centers the distribution centers, in the order of their ids
   * @param routing which of them ship what
   * @param shippingPrice what the customer pays for shipping
   * @param tax what is added to the prices
   * @param transit how long parcels are on their way
   * @param recoveryWindow how long stock is kept for a customer whose payment was refused
   */
  public record Terms(
      CurrencyUnit currency,
      List<Center> centers,
      RoutingPolicy routing,
      ShippingPrice shippingPrice,
      TaxPolicy tax,
      TransitTime transit,
      Duration recoveryWindow) {
    /** Copies the centers. */
    public Terms {
      centers = List.copyOf(centers);
    }
  }

  /**
   * Creates the room; the shop's builder does.
   *
   * @param rooms the rooms below
   * @param catalog what is sold
   * @param terms what the host has chosen
   */
  public Orders(Rooms rooms, Catalog catalog, Terms terms) {
    this.rooms = rooms;
    this.kernel = rooms.kernel();
    this.chooser =
        new Chooser(
            new Planner(catalog, rooms.reservations(), rooms.inventory(), terms),
            rooms.holds(),
            rooms.reservations());
    this.quotes = new QuoteWriter(rooms.inventory(), rooms.recommendations());
    this.placing = new Placing(rooms, chooser, quotes, this::answer, this::learn);
    OrderDesk desk =
        new OrderDesk(
            kernel,
            rooms.reservations(),
            rooms.shipments(),
            rooms.messages(),
            terms.recoveryWindow());
    new LatePayments(kernel, rooms.messages(), again -> place(Caller.system("orders"), again))
        .register();
    this.cancelling = new Cancelling(rooms.shipments(), desk, rooms.messages());
    kernel
        .work()
        .on(
            LEARN,
            item -> {
              learn(kernel.payload(item, Learn.class).order());
              return tx -> {};
            });
  }

  /**
   * Tells what an order would cost, when it would come and what would be charged when. Keeps
   * nothing for anybody. What the customer holds already is there for them.
   *
   * @param caller who asks
   * @param request what is wanted
   * @return the quote; refused with NOT_FOUND for somebody else's customer or hold, with INVALID
   *     for an unknown or withdrawn SKU, with WRONG_STATE if the hold has become an order
   */
  public Result<Quote> quote(Caller caller, OrderRequest request) {
    Optional<Refusal> refusal = refusal(caller, Action.QUOTE_ORDER, request.customer());
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : chooser
            .choose(request, once(request), kernel.now())
            .fold(choice -> Result.done(quote(request, choice.plan())), Result::refused);
  }

  private Quote quote(OrderRequest request, Plan plan) {
    return quotes.quote(plan, payment(request, plan));
  }

  private Optional<PaymentPlan> payment(OrderRequest request, Plan plan) {
    List<Plan.Part> parts = plan.parts();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            rooms
                .payments()
                .preview(
                    request.instrument(),
                    parts.stream().map(Plan.Part::amount).toList(),
                    parts.stream()
                        .map(
                            part ->
                                part.isBackordered()
                                    ? PaymentPlan.When.ON_RECEIPT
                                    : PaymentPlan.When.NOW)
                        .toList()));
  }

  /**
   * Places an order: its stock is reserved, all or nothing, what can leave now is authorized, and
   * what has to come in first is authorized only then. The last unit goes to exactly one of all who
   * want it at the same moment; the others get {@link PlaceResult.OutOfStock}.
   *
   * <p>With a client's key the order is placed once, and the same call again is answered with the
   * order as it stands by then.
   *
   * <p>With a hold the order has the units of the hold, from the centers where they are held. One
   * that has ended meanwhile is no obstacle: the units are reserved again, or the answer says that
   * they are gone. Nor is any other hold of the same customer: an order that lacks what the
   * customer holds takes such holds over, whole.
   *
   * @param caller who places it
   * @param request what is wanted
   * @return the placed order, what is out of stock, or why it was refused: NOT_FOUND for somebody
   *     else's customer or hold, FORBIDDEN for a priority that the caller may not set, INVALID for
   *     an unknown or withdrawn SKU, KEY_REUSED, WRONG_STATE if the hold has become another order,
   *     PRICE_CHANGED, CONFLICT if too many others buy at this moment
   */
  public PlaceResult place(Caller caller, OrderRequest request) {
    Optional<Refusal> refusal =
        refusal(caller, Action.PLACE_ORDER, request.customer())
            .or(() -> mayPrioritize(caller, request.priority()));
    if (refusal.isPresent()) {
      return new PlaceResult.Refused(refusal.get());
    }
    Optional<Once> once = once(request);
    Optional<Result<String>> earlier = once.flatMap(o -> kernel.transact(o::earlier));
    return earlier.isPresent() ? answer(earlier.get()) : placing.place(caller, request, once);
  }

  /** What is placed with a hold is placed once, with or without a key. */
  private static Optional<Once> once(OrderRequest request) {
    return request
        .key()
        .map(key -> Once.of("place|" + request.customer(), key, request))
        .or(() -> request.hold().map(hold -> Once.of("place-held", hold.value(), request)));
  }

  private PlaceResult answer(Result<String> stored) {
    return stored.fold(
        id -> new PlaceResult.Placed(view(kernel.find(OrderRecord.TYPE, id).orElseThrow())),
        PlaceResult.Refused::new);
  }

  /**
   * Returns an order as it stands.
   *
   * @param caller who asks
   * @param id which order
   * @return the order; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<OrderView> find(Caller caller, OrderId id) {
    Optional<OrderRecord> order = kernel.find(OrderRecord.TYPE, id.value());
    return refusal(caller, Action.VIEW_ORDER, id, order)
        .<Result<OrderView>>map(Result::refused)
        .orElseGet(() -> Result.done(view(order.orElseThrow())));
  }

  /**
   * Returns what happened to an order, oldest first: who did it, through which channel, when and
   * why; at most the first 1,000 events.
   *
   * @param caller who asks
   * @param id which order
   * @return the events; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<List<CommerceEvent>> history(Caller caller, OrderId id) {
    return refusal(caller, Action.VIEW_ORDER, id, kernel.find(OrderRecord.TYPE, id.value()))
        .<Result<List<CommerceEvent>>>map(Result::refused)
        .orElseGet(() -> Result.done(kernel.events(id.value())));
  }

  /**
   * Returns a customer's orders, the newest first.
   *
   * @param caller who asks
   * @param customer whose orders
   * @param limit the most wanted, 1 to 100
   * @return the orders; refused with NOT_FOUND for somebody else's customer
   */
  public Result<List<OrderView>> of(Caller caller, CustomerId customer, int limit) {
    Require.range("limit", limit, 1, 100);
    Optional<Refusal> refusal = refusal(caller, Action.VIEW_ORDER, customer);
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    DocumentQuery query =
        new DocumentQuery(
            OrderRecord.TYPE.name(),
            OrderRecord.BY_CUSTOMER,
            customer + "|",
            Optional.of(customer + "}"),
            DocumentQuery.Direction.DESCENDING,
            Optional.empty(),
            limit);
    return Result.done(kernel.query(OrderRecord.TYPE, query).stream().map(this::view).toList());
  }

  /**
   * Cancels an order as far as its parcels are not on the truck. Its stock goes back at once and
   * serves who waits for it; what is authorized for it is voided.
   *
   * @param caller who wants it
   * @param id which order
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if every parcel has left
   */
  public Result<OrderView> cancel(Caller caller, OrderId id, String reason) {
    return changeAndLearn(
        caller,
        Action.CANCEL_ORDER,
        id,
        reason,
        (tx, order) -> cancelling.all(tx, caller, order, reason));
  }

  /**
   * Cancels some units of an order as far as they are not on the truck, backordered ones first.
   *
   * @param caller who wants it
   * @param id which order
   * @param items what is not wanted any more
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if fewer units than that can still be cancelled
   */
  public Result<OrderView> cancelItems(
      Caller caller, OrderId id, List<OrderRequest.Item> items, String reason) {
    Require.some("items", items, OrderRequest.ITEMS_MAX);
    return changeAndLearn(
        caller,
        Action.CANCEL_ORDER,
        id,
        reason,
        (tx, order) -> cancelling.some(tx, caller, order, items, reason));
  }

  /**
   * Pays what was declined, or waits for the customer, with another instrument.
   *
   * @param caller who does it: the customer, or an agent on the phone
   * @param id which order
   * @param instrument the provider's token of what it is paid with from now on
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if nothing waits to be paid, with INVALID if the instrument was refused
   *     for good before
   */
  public Result<OrderView> pay(Caller caller, OrderId id, InstrumentRef instrument) {
    return change(
        caller,
        Action.PAY_ORDER,
        id,
        "",
        (tx, order) -> {
          switch (rooms.payments().payWith(tx, id, instrument)) {
            case NOTHING_TO_PAY -> {
              return wrongState(id, "has nothing that waits to be paid");
            }
            case INSTRUMENT_REFUSED -> {
              return Optional.of(
                  new Refusal(
                      Refusal.Code.INVALID,
                      "instrument",
                      "cannot be used for this order any more"));
            }
            case STARTED -> tx.emit(id.value(), "paid-otherwise", caller, "", Map.of());
          }
          return Optional.empty();
        });
  }

  /**
   * Asks the provider at once what became of payments that are open: the customer has come back
   * from their bank's page. Without this call the shop asks by itself, only later.
   *
   * @param caller who asks
   * @param id which order
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<OrderView> checkPayment(Caller caller, OrderId id) {
    return change(
        caller,
        Action.PAY_ORDER,
        id,
        "",
        (tx, order) -> {
          rooms.payments().look(tx, id);
          return Optional.empty();
        });
  }

  /**
   * Sets which orders are served first. What waits for goods changes its place in the queue at
   * once, and the promises of those it overtakes move.
   *
   * @param caller who wants it
   * @param id which order
   * @param priority 0 to 9: who has the least is served first; {@link OrderRequest#PRIORITY} is the
   *     usual one
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or the caller may not set
   *     priorities, with WRONG_STATE if every parcel has left
   */
  public Result<OrderView> prioritize(Caller caller, OrderId id, int priority, String reason) {
    OrderRequest.priority("priority", priority);
    return change(
        caller,
        Action.PRIORITIZE_ORDER,
        id,
        reason,
        (tx, order) -> {
          List<FulfillmentOrder> left =
              order.shipments().stream()
                  .map(shipment -> rooms.shipments().get(tx, shipment))
                  .filter(shipment -> shipment.state().isChangeable())
                  .toList();
          if (left.isEmpty()) {
            return wrongState(id, "has no shipment left that could be served first");
          } else if (left.stream().anyMatch(shipment -> shipment.priority() != priority)) {
            left.forEach(shipment -> rooms.shipments().prioritize(tx, shipment.id(), priority));
            Map<String, String> facts = Map.of("priority", Integer.toString(priority));
            tx.emit(id.value(), "order-prioritized", caller, reason, facts);
          }
          return Optional.empty();
        });
  }

  private Optional<Refusal> mayPrioritize(Caller caller, int priority) {
    return priority == OrderRequest.PRIORITY
        ? Optional.empty()
        : rooms.access().refusal(caller, Action.PRIORITIZE_ORDER);
  }

  /** One decision on an order: what it changes, or why it is refused. */
  private interface Decision {
    Optional<Refusal> decide(Transaction tx, OrderRecord order);
  }

  private Result<OrderView> changeAndLearn(
      Caller caller, Action action, OrderId id, String reason, Decision decision) {
    Result<OrderView> result = change(caller, action, id, reason, decision);
    if (result instanceof Result.Done<OrderView>) {
      learn(id);
    }
    return result;
  }

  private Result<OrderView> change(
      Caller caller, Action action, OrderId id, String reason, Decision decision) {
    Require.text("reason", reason, 200);
    Optional<Refusal> refusal =
        kernel.transact(
            tx -> {
              Optional<OrderRecord> order = tx.find(OrderRecord.TYPE, id.value());
              return refusal(caller, action, id, order)
                  .or(() -> decision.decide(tx, order.orElseThrow()));
            });
    return refusal
        .<Result<OrderView>>map(Result::refused)
        .orElseGet(
            () -> Result.done(view(kernel.find(OrderRecord.TYPE, id.value()).orElseThrow())));
  }

  /**
   * Notes that units came back; for the room of returns.
   *
   * @param tx the transaction
   * @param id which order
   * @param units units of each SKU
   * @return whose order it is
   */
  public CustomerId takeBack(Transaction tx, OrderId id, Map<Sku, Integer> units) {
    OrderRecord order = tx.get(OrderRecord.TYPE, id.value());
    for (Map.Entry<Sku, Integer> item : units.entrySet()) {
      order = order.returning(item.getKey(), item.getValue());
    }
    tx.put(OrderRecord.TYPE, order);
    return order.customer();
  }

  /**
   * Returns what one unit of an item of an order consists of; for the room of returns.
   *
   * @param tx the transaction
   * @param id which order
   * @param item which item
   * @return its parts as they were when it was ordered; the item itself if it is no bundle
   */
  public List<Product.Part> contents(Transaction tx, OrderId id, Sku item) {
    return tx.get(OrderRecord.TYPE, id.value()).contents(item);
  }

  /**
   * Returns the shipments of an order; for the room of returns.
   *
   * @param tx the transaction
   * @param caller who asks
   * @param action wants to do what
   * @param id which order
   * @return the shipments; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<List<FulfillmentOrder>> shipments(
      Transaction tx, Caller caller, Action action, OrderId id) {
    Optional<OrderRecord> order = tx.find(OrderRecord.TYPE, id.value());
    return refusal(caller, action, id, order)
        .<Result<List<FulfillmentOrder>>>map(Result::refused)
        .orElseGet(
            () ->
                Result.done(
                    order.orElseThrow().shipments().stream()
                        .map(shipment -> rooms.shipments().get(tx, shipment))
                        .toList()));
  }

  /** Teaches the recommendations every order there is, the oldest first; when the shop starts. */
  public void learnAll() {
    kernel.forEach(OrderRecord.TYPE, OrderRecord.BY_TIME, this::learn);
  }

  /**
   * Teaches the recommendations an order as it is now; for the room of returns.
   *
   * @param id which order
   */
  public void learn(OrderId id) {
    if (kernel.isJoined()) {
      // The host may still roll back; the queue learns what it has committed.
      kernel.transact(
          tx -> {
            tx.doNow(LEARN, new Learn(id));
            return id;
          });
    } else {
      learn(kernel.find(OrderRecord.TYPE, id.value()).orElseThrow());
    }
  }

  private void learn(OrderRecord order) {
    Map<Sku, Integer> bought = new TreeMap<>();
    Map<Sku, Integer> back = new TreeMap<>();
    for (OrderView.Line line : order.lines()) {
      bought.put(line.sku(), line.quantity());
      if (line.cancelled() + line.returned() > 0) {
        back.put(line.sku(), line.cancelled() + line.returned());
      }
    }
    rooms.recommendations().purchased(order.id(), order.customer(), bought, order.placedAt());
    if (!back.isEmpty()) {
      rooms.recommendations().returned(order.id(), order.customer(), back);
    }
  }

  private OrderView view(OrderRecord order) {
    return new OrderView(
        order.id(),
        order.customer(),
        order.channel(),
        order.placedAt(),
        order.state(),
        order.lines(),
        order.total(),
        rooms.payments().status(order.id()),
        rooms.shipments().find(order.shipments()));
  }

  private Optional<Refusal> refusal(Caller caller, Action action, CustomerId customer) {
    return rooms.access().refusal(caller, action, Optional.of(customer), "customer", customer);
  }

  private Optional<Refusal> refusal(
      Caller caller, Action action, OrderId id, Optional<OrderRecord> order) {
    return rooms.access().refusal(caller, action, order.map(OrderRecord::customer), "order", id);
  }

  static Optional<Refusal> wrongState(OrderId id, String why) {
    return Optional.of(new Refusal(Refusal.Code.WRONG_STATE, "order", id + " " + why));
  }
}
