package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Promise;
import io.backroom.inventory.Incoming;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.order.Chooser.Choice;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.joda.money.Money;

/** Places orders: plans, reserves, stores; plans again when somebody was faster. */
final class Placing {
  /** How many reservations one order may have begun and lost before it is given up. */
  static final int IDS_MAX = 100;

  /** How long stock is held between the reservation and the stored order. */
  private static final Duration HOLD = Duration.ofMinutes(15);

  /** How often a plan is made anew because others were faster. */
  private static final int PLANS_MAX = 10;

  private final OrderRooms rooms;
  private final Kernel kernel;
  private final Chooser chooser;
  private final QuoteWriter quotes;
  private final Function<Result<String>, PlaceResult> answer;
  private final Consumer<OrderId> placed;
  private final BiConsumer<Transaction, OrderId> stored;

  /**
   * Stock that is kept for an order that is about to be stored.
   *
   * @param until when it is free again
   * @param holds the holds whose units it has
   * @param isNew whether it was reserved just now, and by nobody else
   */
  private record Kept(
      Plan plan,
      ReservationId reservation,
      Instant until,
      List<ReservationId> holds,
      boolean isNew) {
    static Kept before(OrderRequest request, Plan plan, Reservation kept) {
      return new Kept(plan, kept.id(), kept.expiresAt(), request.hold().stream().toList(), false);
    }
  }

  /**
   * Creates the desk.
   *
   * @param answer makes the answer of the id of the order that stands, or of a refusal
   * @param placed hears of each order that was placed
   * @param stored hears of each order in the transaction that stores it
   */
  Placing(
      OrderRooms rooms,
      Chooser chooser,
      QuoteWriter quotes,
      Function<Result<String>, PlaceResult> answer,
      Consumer<OrderId> placed,
      BiConsumer<Transaction, OrderId> stored) {
    this.rooms = rooms;
    this.kernel = rooms.kernel();
    this.chooser = chooser;
    this.quotes = quotes;
    this.answer = answer;
    this.placed = placed;
    this.stored = stored;
  }

  PlaceResult place(Caller caller, OrderRequest request, Optional<Once> once) {
    for (int attempt = 0; attempt < PLANS_MAX; attempt++) {
      Result<Choice> chosen = chooser.choose(request, once, kernel.now());
      if (chosen instanceof Result.Refused<Choice> refused) {
        return unlessPlaced(once, new PlaceResult.Refused(refused.refusal()));
      }
      Choice choice = chosen.orThrow();
      boolean last = attempt == PLANS_MAX - 1;
      Optional<PlaceResult> no =
          priceChanged(request, choice.plan()).or(() -> outOfStock(request, choice.plan()));
      if (no.isPresent() && attempt == 0 && rooms.inventory().expireHolds(kernel.now()) > 0) {
        // What lacks was held by somebody whose time has run out.
        continue;
      } else if (no.isPresent()) {
        // The unit that lacks may have gone to this very order, sent twice.
        return unlessPlaced(once, no.get());
      }
      Optional<PlaceResult> done =
          keep(request, once, choice)
              .flatMap(
                  kept ->
                      kept.fold(
                          some -> store(caller, request, once, some, last),
                          busy -> Optional.of(new PlaceResult.Refused(busy))));
      if (done.isPresent()) {
        return done.get();
      }
    }
    return unlessPlaced(
        once,
        new PlaceResult.Refused(
            new Refusal(Refusal.Code.CONFLICT, "items", "others buy the same at this moment")));
  }

  private PlaceResult unlessPlaced(Optional<Once> once, PlaceResult no) {
    return once.flatMap(o -> kernel.transact(o::earlier)).map(answer).orElse(no);
  }

  private Optional<PlaceResult> priceChanged(OrderRequest request, Plan plan) {
    return request
        .shownTotal()
        .filter(shown -> !shown.equals(plan.total()))
        .map(
            shown ->
                new PlaceResult.Refused(
                    new Refusal(
                        Refusal.Code.PRICE_CHANGED,
                        "shownTotal",
                        shown + " was shown, it is " + plan.total() + " now")));
  }

  private Optional<PlaceResult> outOfStock(OrderRequest request, Plan plan) {
    return plan.isShortFor(request.whenShort())
        ? Optional.of(
            new PlaceResult.OutOfStock(
                quotes.lines(plan).stream()
                    .filter(line -> line.inStock() < line.quantity())
                    .toList()))
        : Optional.empty();
  }

  /** Keeps the units of a plan; empty if somebody was faster, refused if nobody looked at it. */
  private Optional<Result<Kept>> keep(OrderRequest request, Optional<Once> once, Choice choice) {
    if (choice.kept().isPresent()) {
      return Optional.of(Result.done(Kept.before(request, choice.plan(), choice.kept().get())));
    }
    List<ReservationId> own = choice.own().stream().map(Reservation::id).toList();
    for (int n = 0; n < IDS_MAX; n++) {
      String name = once.isPresent() ? once.get().id(n) : kernel.newId();
      ReservationId id = ReservationId.of(name);
      if (!own.isEmpty() && !rooms.holds().succeed(own, id)) {
        return Optional.empty();
      }
      Instant now = kernel.now();
      StockResult result = rooms.reservations().reserve(command(id, request, choice, own, now));
      if (result instanceof StockResult.Applied) {
        Kept kept = new Kept(choice.plan(), id, now.plus(HOLD), own, true);
        return Optional.of(Result.done(kept));
      } else if (result instanceof StockResult.Busy) {
        return Optional.of(Result.refused(Reservations.busy("items")));
      } else if (!(result instanceof StockResult.Ended)) {
        return Optional.empty();
      }
      // The same order was sent before: what that call keeps is this one's, too.
      Optional<Reservation> begun = rooms.reservations().held(id, now);
      Optional<Plan> asBegun = begun.flatMap(held -> chooser.held(request, held, now));
      if (asBegun.isPresent()) {
        return Optional.of(Result.done(Kept.before(request, asBegun.get(), begun.orElseThrow())));
      }
    }
    return Optional.empty();
  }

  private StockCommand.Reserve command(
      ReservationId id, OrderRequest request, Choice choice, List<ReservationId> own, Instant now) {
    return new StockCommand.Reserve(
        CommandId.of(kernel.newId()),
        id,
        request.customer().value(),
        choice.plan().fromStock(),
        choice.plan().fromReceipts(),
        now.plus(HOLD),
        Integer.MAX_VALUE,
        own);
  }

  /**
   * Stores the order; empty if what it was to stand on has gone meanwhile: stock, or the room of a
   * day. At last it is stored all the same and ships on a later day.
   */
  private Optional<PlaceResult> store(
      Caller caller, OrderRequest request, Optional<Once> once, Kept kept, boolean last) {
    OrderId id = OrderId.of(kernel.newId());
    Optional<Result<String>> stored;
    try {
      stored = kernel.transact(tx -> store(tx, caller, request, once, id, kept, last));
    } catch (RuntimeException failure) {
      // Under a key the next attempt finds what is kept; without one nobody ever would.
      if (kept.isNew() && once.isEmpty()) {
        giveBackUnlessStored(id, kept, failure);
      }
      throw failure;
    }
    boolean mine = stored.filter(Result.done(id.value())::equals).isPresent();
    if (mine) {
      placed.accept(id);
      rooms.holds().ordered(kept.holds().size());
    } else if (kept.isNew() && !isKeptByOrder(stored, kept)) {
      rooms.reservations().abandon(kept.reservation());
    }
    return stored.map(answer);
  }

  private Optional<Result<String>> store(
      Transaction tx,
      Caller caller,
      OrderRequest request,
      Optional<Once> once,
      OrderId id,
      Kept kept,
      boolean last) {
    Optional<Result<String>> earlier = once.flatMap(o -> o.earlier(tx));
    if (earlier.isPresent()) {
      return earlier;
    }
    List<FulfillmentOrder> parts = shipments(tx.now(), request, id, kept);
    boolean inTime = last || parts.stream().allMatch(own -> rooms.shipments().isInTime(tx, own));
    if (!inTime
        || !kept.until().isAfter(tx.now())
        || !rooms.holds().order(tx, id, kept.reservation(), kept.holds())) {
      return Optional.empty();
    }
    write(tx, caller, request, id, kept, parts);
    stored.accept(tx, id);
    once.ifPresent(o -> o.remember(tx, id.value()));
    return Optional.of(Result.done(id.value()));
  }

  private void giveBackUnlessStored(OrderId id, Kept kept, RuntimeException failure) {
    try {
      if (kernel.find(OrderRecord.TYPE, id.value()).isEmpty()) {
        rooms.reservations().abandon(kept.reservation());
      }
    } catch (RuntimeException stillAway) {
      failure.addSuppressed(stillAway);
    }
  }

  /** Two calls of one order may have been answered that they have reserved the same units. */
  private boolean isKeptByOrder(Optional<Result<String>> stored, Kept kept) {
    return stored
        .flatMap(order -> order.fold(Optional::of, refusal -> Optional.<String>empty()))
        .flatMap(order -> kernel.find(OrderRecord.TYPE, order))
        .map(order -> rooms.shipments().find(order.shipments()))
        .orElse(List.of())
        .stream()
        .anyMatch(shipment -> shipment.reservation().equals(kept.reservation()));
  }

  private static List<FulfillmentOrder> shipments(
      Instant now, OrderRequest request, OrderId id, Kept kept) {
    List<FulfillmentOrder> shipments = new ArrayList<>();
    for (Plan.Part part : kept.plan().parts()) {
      shipments.add(
          fulfillmentOrder(
              now,
              request,
              id,
              kept.plan().option().id(),
              part,
              id + "-" + (shipments.size() + 1),
              kept.reservation()));
    }
    return shipments;
  }

  private void write(
      Transaction tx,
      Caller caller,
      OrderRequest request,
      OrderId id,
      Kept kept,
      List<FulfillmentOrder> parts) {
    Plan plan = kept.plan();
    Map<String, Money> payable = new LinkedHashMap<>();
    for (FulfillmentOrder shipment : parts) {
      rooms.shipments().add(tx, shipment);
      payable.put(shipment.id(), OrderDesk.amount(shipment));
    }
    tx.create(
        OrderRecord.TYPE,
        new OrderRecord(
            id,
            request.customer(),
            caller.channel(),
            tx.now(),
            OrderState.PLACED,
            orderLines(plan),
            plan.total(),
            List.copyOf(payable.keySet()),
            List.of(),
            Optional.empty(),
            0,
            Map.of(),
            Optional.of(plan.option().id()),
            request.wantedBy()));
    tx.emit(id.value(), "order-placed", caller, "", Map.of("total", plan.total().toString()));
    rooms.reservations().commit(tx, kept.reservation(), id.value());
    rooms.payments().plan(tx, id, request.customer(), request.instrument(), payable);
    rooms
        .messages()
        .send(tx, request.customer(), id, "order-placed", Map.of("total", plan.total().toString()));
    int part = 0;
    for (String shipment : payable.keySet()) {
      if (!plan.parts().get(part++).isBackordered()) {
        rooms.payments().authorize(tx, id, shipment, Initiator.CUSTOMER);
      }
    }
  }

  static FulfillmentOrder fulfillmentOrder(
      Instant now,
      OrderRequest request,
      OrderId order,
      String option,
      Plan.Part part,
      String id,
      ReservationId reservation) {
    List<FulfillmentOrder.Line> lines =
        part.lines().stream()
            .map(
                line ->
                    new FulfillmentOrder.Line(
                        line.piece().item(),
                        line.piece().sku(),
                        line.quantity(),
                        part.isBackordered() ? line.quantity() : 0,
                        line.amount(),
                        0))
            .toList();
    return new FulfillmentOrder(
        id,
        order,
        part.center(),
        reservation,
        request.destination(),
        Optional.of(option),
        lines,
        part.isBackordered() ? FulfillmentState.BACKORDERED : FulfillmentState.PLANNED,
        now,
        request.priority(),
        waits(part),
        Promise.of(part.arrives()),
        Optional.empty(),
        0,
        Optional.empty(),
        FulfillmentOrder.Recall.NONE);
  }

  private static List<FulfillmentOrder.Wait> waits(Plan.Part part) {
    Map<Sku, Incoming.Source> sources = part.load().sources();
    return part.load().limits().keySet().stream()
        .sorted()
        .map(sku -> FulfillmentOrder.Wait.of(sku, Optional.ofNullable(sources.get(sku))))
        .toList();
  }

  static List<OrderView.Line> orderLines(Plan plan) {
    return plan.wanted().items().entrySet().stream()
        .map(
            item -> {
              Product product = plan.wanted().product(item.getKey());
              return new OrderView.Line(
                  item.getKey(),
                  product.title(),
                  product.price(),
                  item.getValue(),
                  0,
                  0,
                  product.contents());
            })
        .toList();
  }
}
