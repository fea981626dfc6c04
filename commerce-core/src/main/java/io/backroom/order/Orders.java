package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.payment.PaymentPlan;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.policy.CommerceEvent;
import io.backroom.spi.policy.RoutingReason;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The orders of the shop, over every channel. Each command is atomic: it happens whole or not at
 * all, and its effects outside, on stock, money and mail, follow it whatever happens in between.
 * Thread-safe.
 */
public final class Orders {
  private final OrderRooms rooms;
  private final Kernel kernel;
  private final Chooser chooser;
  private final QuoteWriter quotes;
  private final Placing placing;
  private final Cancelling cancelling;
  private final Changing changing;
  private final OrderGate gate;
  private final Learning learning;
  private final OrderSteps steps;
  private final Delays delays;
  private final StatusWriter statuses;
  private final Offers offers;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param rooms the rooms below
   * @param catalog what is sold
   * @param terms what the host has chosen
   */
  public Orders(OrderRooms rooms, Catalog catalog, OrderTerms terms) {
    this.rooms = rooms;
    this.kernel = rooms.kernel();
    this.gate = new OrderGate(rooms);
    this.learning = new Learning(rooms);
    learning.register();
    Planner planner = new Planner(catalog, rooms, terms);
    this.chooser = new Chooser(planner, rooms.holds(), rooms.reservations());
    this.quotes = new QuoteWriter(rooms.inventory(), rooms.recommendations());
    OrderDesk desk = new OrderDesk(kernel, rooms.reservations(), rooms.shipments());
    Reoptimizing anew = new Reoptimizing(rooms, planner, desk, terms.again());
    this.placing = new Placing(rooms, chooser, quotes, this::answer, learning::learn, anew::placed);
    ChangeDesk changes = new ChangeDesk(rooms, desk, terms.changeWindow());
    this.delays = new Delays(rooms, desk, changes, terms.delays());
    new Rerouting(rooms, planner, desk, changes).register();
    new OrderNews(rooms, desk, changes, delays, anew, terms.recoveryWindow()).register();
    new LatePayments(kernel, rooms.messages(), again -> place(Caller.system("orders"), again))
        .register();
    this.cancelling = new Cancelling(rooms, desk, changes);
    this.changing = new Changing(rooms, new ChangePlanner(planner), changes, desk, quotes, gate);
    this.steps = new OrderSteps(rooms);
    this.statuses = new StatusWriter(rooms, delays);
    this.offers = new Offers(rooms, changes, gate);
    offers.register(cancelling, changing, steps, delays);
  }

  private Orders(Orders other, OrderGate gate) {
    this.rooms = other.rooms;
    this.kernel = other.kernel;
    this.gate = gate;
    this.learning = other.learning;
    this.chooser = other.chooser;
    this.quotes = other.quotes;
    this.placing = other.placing;
    this.cancelling = other.cancelling;
    this.changing = other.changing;
    this.steps = other.steps;
    this.delays = other.delays;
    this.statuses = other.statuses;
    this.offers = other.offers;
  }

  /**
   * Returns the same room for one command on an order under a client's key: the same key with the
   * same command and content has its effect once, and is answered with the order as it stands; with
   * anything else it is refused with KEY_REUSED. A refused command may be sent again. What is
   * placed or changed has a key of its own.
   *
   * @param key the client's key, 1 to 64 characters of {@code [A-Za-z0-9_-]}, of one order
   * @return the room
   */
  public Orders once(String key) {
    return new Orders(this, gate.once(key));
  }

  /**
   * Returns what needs a second person; for the room of returns.
   *
   * @return the approvals
   */
  public Approvals approvals() {
    return rooms.approvals();
  }

  /** What a room above may offer to do with an order; decides as its command does. */
  public interface Offering {
    /**
     * Decides in a transaction that is never committed.
     *
     * @param tx the transaction
     * @param caller who would want it
     * @param order with which order
     * @return why it would be refused
     */
    Optional<Refusal> decide(Transaction tx, Caller caller, OrderId order);
  }

  /**
   * Has a command of a room above offered; for the room of returns.
   *
   * @param what what is offered
   * @param action what the caller must be allowed to do
   * @param offering decides as the command does
   */
  public void offer(OrderStatus.What what, Action action, Offering offering) {
    offers.add(what, action, offering);
  }

  /**
   * Tells where an order stands, why, what comes next, and what the caller may have done about it
   * with which consequences.
   *
   * @param caller who asks
   * @param id which order
   * @return the status; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<OrderStatus> status(Caller caller, OrderId id) {
    return gate.refusal(caller, Action.VIEW_ORDER, id)
        .<Result<OrderStatus>>map(Result::refused)
        .orElseGet(() -> Result.done(statuses.status(id, offers.of(caller, id))));
  }

  /**
   * Tells what an order would cost, when it would come and what would be charged when, by the
   * shipping option that is wanted and by every other one. Keeps nothing for anybody. What the
   * customer holds already is there for them.
   *
   * @param caller who asks
   * @param request what is wanted
   * @return the quote; refused with NOT_FOUND for somebody else's customer or hold, with INVALID
   *     for an unknown or withdrawn SKU or a shipping option that is not offered, with WRONG_STATE
   *     if the hold has become an order
   */
  public Result<Quote> quote(Caller caller, OrderRequest request) {
    Optional<Refusal> refusal = gate.refusal(caller, Action.QUOTE_ORDER, request.customer());
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : chooser
            .choose(request, once(request), kernel.now())
            .fold(choice -> Result.done(quote(request, choice.plan())), Result::refused);
  }

  /**
   * Tells why a center would ship a part of an order from stock, or would not: what it lacks, what
   * it must not ship, or what the best plan in which it ships costs more. What the order's hold
   * keeps already is there for it.
   *
   * @param caller who asks
   * @param request what is wanted
   * @param center which center
   * @return the reason; refused with NOT_FOUND for somebody else's customer or hold or an unknown
   *     center, with INVALID for an unknown or withdrawn SKU, with WRONG_STATE if the hold has
   *     become an order
   */
  public Result<RoutingReason> whyNot(Caller caller, OrderRequest request, CenterId center) {
    return gate.refusal(caller, Action.QUOTE_ORDER, request.customer())
        .<Result<RoutingReason>>map(Result::refused)
        .orElseGet(() -> chooser.whyNot(request, center, kernel.now()));
  }

  private Quote quote(OrderRequest request, Plan plan) {
    List<Plan> options =
        plan.offered().all().stream()
            .flatMap(option -> option(request, plan, option.id()).stream())
            .toList();
    return quotes.quote(plan, options, payment(request, plan));
  }

  /** The same by another shipping option, unless the order would be refused by it. */
  private Optional<Plan> option(OrderRequest request, Plan plan, String option) {
    return plan.option().id().equals(option)
        ? Optional.of(plan)
        : chooser
            .choose(request.by(option), once(request), kernel.now())
            .fold(other -> Optional.of(other.plan()), refusal -> Optional.<Plan>empty());
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
   *     an unknown or withdrawn SKU or a shipping option that is not offered, KEY_REUSED,
   *     WRONG_STATE if the hold has become another order, PRICE_CHANGED, CONFLICT if too many
   *     others buy at this moment
   */
  public PlaceResult place(Caller caller, OrderRequest request) {
    Optional<Refusal> refusal =
        gate.refusal(caller, Action.PLACE_ORDER, request.customer())
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
        id -> new PlaceResult.Placed(gate.view(OrderId.of(id))), PlaceResult.Refused::new);
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
    return gate.refusal(caller, Action.VIEW_ORDER, id, order)
        .<Result<OrderView>>map(Result::refused)
        .orElseGet(() -> Result.done(gate.view(order.orElseThrow())));
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
    return gate.refusal(caller, Action.VIEW_ORDER, id)
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
    Optional<Refusal> refusal = gate.refusal(caller, Action.VIEW_ORDER, customer);
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
    return Result.done(kernel.query(OrderRecord.TYPE, query).stream().map(gate::view).toList());
  }

  /**
   * Cancels an order as far as its parcels are not on the truck. Its stock goes back at once and
   * serves who waits for it; what is authorized for it is voided.
   *
   * @param caller who wants it
   * @param id which order
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if every parcel has left, with GUARDED if a guard of the host objects
   */
  public Result<OrderView> cancel(Caller caller, OrderId id, String reason) {
    return andLearn(
        gate.decide(
            caller,
            Action.CANCEL_ORDER,
            id,
            new OrderGate.Command("cancel", "", reason),
            (tx, order) -> cancelling.all(tx, caller, order, reason)));
  }

  /**
   * Cancels some units of an order as far as they are not on the truck, backordered ones first.
   * Given again without a key ({@link #once}) it is about as many units again, beside those that a
   * warehouse is still asked about.
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
    return andLearn(
        gate.decide(
            caller,
            Action.CANCEL_ORDER,
            id,
            new OrderGate.Command("cancelItems", items, reason),
            (tx, order) -> cancelling.some(tx, caller, order, items, reason)));
  }

  /**
   * Tells what a change would make of an order: totals, dates, money, and whether the warehouse has
   * to be asked. Keeps nothing for anybody.
   *
   * @param caller who asks
   * @param id which order
   * @param edit what the order is to be like
   * @return the preview; refused with NOT_FOUND if there is none or it is somebody else's, with
   *     WRONG_STATE if every parcel has left, if fewer units can still be taken out, or if it costs
   *     more while its payment is open, with INVALID for an unknown or withdrawn SKU or an edit
   *     that changes nothing
   */
  public Result<ChangePreview> previewChange(Caller caller, OrderId id, OrderEdit edit) {
    return changing.preview(caller, id, edit);
  }

  /**
   * Begins a change exactly as it was shown, or tells what moved meanwhile. What is added is kept
   * and what it costs more is authorized first; a warehouse that is at work on a parcel is asked to
   * stop; then all of it is applied at once. Until then the order stays as it was, and so it does
   * if nothing comes of the change. An order has one open change at a time, with an end.
   *
   * @param caller who wants it
   * @param id which order
   * @param shown what {@link #previewChange} told
   * @param key the client's key: the same key with the same content begins one change
   * @param reason why; may be empty, at most 200 characters
   * @return the change and the order as they stand, what moved, what is out of stock, or why it was
   *     refused: as for the preview, with WRONG_STATE while another change is open, KEY_REUSED,
   *     CONFLICT if the order changes all the time
   */
  public ChangeResult confirmChange(
      Caller caller, OrderId id, ChangePreview shown, String key, String reason) {
    return changing.confirm(caller, id, shown, key, reason);
  }

  /**
   * Takes the open change of an order back: the order stays as it was.
   *
   * @param caller who wants it
   * @param id which order
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if no change is open
   */
  public Result<OrderView> withdrawChange(Caller caller, OrderId id, String reason) {
    return gate.decide(
        caller,
        Action.CHANGE_ORDER,
        id,
        new OrderGate.Command("withdrawChange", "", reason),
        (tx, order) -> changing.withdraw(tx, caller, order, reason));
  }

  /**
   * Returns the changes of an order, the oldest first; at most 1,000.
   *
   * @param caller who asks
   * @param id which order
   * @return the changes; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<List<ChangeView>> changes(Caller caller, OrderId id) {
    return gate.refusal(caller, Action.VIEW_ORDER, id)
        .<Result<List<ChangeView>>>map(Result::refused)
        .orElseGet(() -> Result.done(changing.of(id)));
  }

  /**
   * Answers a delay of a backordered shipment. Whoever agrees waits until the date that was told,
   * or for as long as it takes if there is none. Whoever refuses has the shipment cancelled and
   * pays nothing for it; that is possible while it waits, also after a delay to which silence was
   * consent.
   *
   * @param caller who answers
   * @param id which order
   * @param shipment which fulfillment order
   * @param agreed whether the customer goes on waiting
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if the shipment has no delay to answer
   */
  public Result<OrderView> answerDelay(
      Caller caller, OrderId id, String shipment, boolean agreed, String reason) {
    Require.id("shipment", shipment);
    return gate.decide(
        caller,
        Action.ANSWER_DELAY,
        id,
        new OrderGate.Command("answerDelay", List.of(shipment, agreed), reason),
        (tx, order) -> delays.answer(tx, caller, order, shipment, agreed, reason));
  }

  /**
   * Pays what was declined, or waits for the customer, with another instrument.
   *
   * @param caller who does it: the customer, or an agent on the phone
   * @param id which order
   * @param instrument the provider's token of what it is paid with from now on
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if nothing waits to be paid or too many payments were refused of late,
   *     with INVALID if the instrument was refused for good before
   */
  public Result<OrderView> pay(Caller caller, OrderId id, InstrumentRef instrument) {
    return gate.decide(
        caller,
        Action.PAY_ORDER,
        id,
        new OrderGate.Command("pay", instrument, ""),
        (tx, order) -> steps.pay(tx, caller, id, instrument));
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
    return gate.decide(
        caller,
        Action.PAY_ORDER,
        id,
        new OrderGate.Command("checkPayment", "", ""),
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
    return gate.decide(
        caller,
        Action.PRIORITIZE_ORDER,
        id,
        new OrderGate.Command("prioritize", priority, reason),
        (tx, order) -> steps.prioritize(tx, caller, order, priority, reason));
  }

  /**
   * Keeps data of the host with an order: references of its own, such as a campaign or the number
   * in another system. The library stores them and looks at them for card numbers only, which it
   * masks ({@link io.backroom.spi.value.CardNumbers}).
   *
   * @param caller who does it
   * @param id which order
   * @param data 1 to 20 entries: keys of 1 to 64 characters of {@code [A-Za-z0-9_-]}, values of at
   *     most 500 characters; an empty value removes its key, what is not named stays
   * @param reason why; may be empty, at most 200 characters
   * @return the order afterwards; refused with NOT_FOUND if there is none or the caller may not,
   *     with INVALID if the order would have more than 20 entries
   */
  public Result<OrderView> keepData(
      Caller caller, OrderId id, Map<String, String> data, String reason) {
    Require.range("data", data.size(), 1, 20);
    data.forEach(
        (key, value) -> {
          Require.id("data", key);
          Require.text("data." + key, value, 500);
        });
    return gate.decide(
        caller,
        Action.KEEP_ORDER_DATA,
        id,
        new OrderGate.Command("keepData", new TreeMap<>(data), reason),
        (tx, order) -> OrderSteps.keep(tx, caller, order, data, reason));
  }

  private Optional<Refusal> mayPrioritize(Caller caller, int priority) {
    return priority == OrderRequest.PRIORITY
        ? Optional.empty()
        : rooms.access().refusal(caller, Action.PRIORITIZE_ORDER);
  }

  private Result<OrderView> andLearn(Result<OrderView> result) {
    if (result instanceof Result.Done<OrderView> done) {
      learning.learn(done.value().id());
    }
    return result;
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
    return gate.refusal(caller, action, id, order)
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
    learning.all();
  }

  /**
   * Teaches the recommendations an order as it is now; for the room of returns.
   *
   * @param id which order
   */
  public void learn(OrderId id) {
    learning.learn(id);
  }
}
