package io.backroom.order;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Promise;
import io.backroom.inventory.Incoming;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.spi.inventory.ReservationId;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.joda.money.Money;

/** Places orders: plans, reserves, stores; plans again when somebody was faster. */
final class Placing {
  /** How long stock is held between the reservation and the stored order. */
  private static final Duration HOLD = Duration.ofMinutes(15);

  /** How often a plan is made anew because others were faster. */
  private static final int PLANS_MAX = 10;

  private final Orders.Rooms rooms;
  private final Kernel kernel;
  private final Planner planner;
  private final QuoteWriter quotes;
  private final Function<Result<String>, PlaceResult> answer;
  private final Consumer<OrderId> placed;

  /**
   * Creates the desk.
   *
   * @param answer makes the answer of the id of the order that stands, or of a refusal
   * @param placed hears of each order that was placed
   */
  Placing(
      Orders.Rooms rooms,
      Planner planner,
      QuoteWriter quotes,
      Function<Result<String>, PlaceResult> answer,
      Consumer<OrderId> placed) {
    this.rooms = rooms;
    this.kernel = rooms.kernel();
    this.planner = planner;
    this.quotes = quotes;
    this.answer = answer;
    this.placed = placed;
  }

  PlaceResult place(Caller caller, OrderRequest request, Optional<Once> once) {
    for (int attempt = 0; attempt < PLANS_MAX; attempt++) {
      Result<Plan> planned = planner.plan(request, kernel.now());
      if (planned instanceof Result.Refused<Plan> refused) {
        return new PlaceResult.Refused(refused.refusal());
      }
      Plan plan = planned.orThrow();
      Optional<PlaceResult> no = priceChanged(request, plan).or(() -> outOfStock(request, plan));
      if (no.isPresent() && attempt == 0 && rooms.inventory().expireHolds(kernel.now()) > 0) {
        // What lacks was held by somebody whose time has run out.
        continue;
      } else if (no.isPresent()) {
        // The unit that lacks may have gone to this very order, sent twice.
        return once.flatMap(o -> kernel.transact(o::earlier)).map(answer).orElse(no.get());
      }
      OrderId id = OrderId.of(kernel.newId());
      if (reserve(id, request, plan) instanceof StockResult.Applied) {
        return store(caller, request, once, id, plan);
      }
    }
    return new PlaceResult.Refused(
        new Refusal(Refusal.Code.CONFLICT, "items", "others buy the same at this moment"));
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
    boolean refuse =
        !plan.sourced().lacking().isEmpty()
            || (request.whenShort() == OrderRequest.WhenShort.REFUSE
                && plan.parts().stream().anyMatch(Plan.Part::isBackordered));
    return refuse
        ? Optional.of(
            new PlaceResult.OutOfStock(
                quotes.lines(plan).stream()
                    .filter(line -> line.inStock() < line.quantity())
                    .toList()))
        : Optional.empty();
  }

  private StockResult reserve(OrderId id, OrderRequest request, Plan plan) {
    return rooms
        .reservations()
        .reserve(
            reservation(id),
            request.customer().value(),
            plan.fromStock(),
            plan.fromReceipts(),
            kernel.now().plus(HOLD));
  }

  private static ReservationId reservation(OrderId id) {
    return ReservationId.of(id.value());
  }

  private PlaceResult store(
      Caller caller, OrderRequest request, Optional<Once> once, OrderId id, Plan plan) {
    Result<String> stored =
        kernel.transact(
            tx -> {
              Optional<Result<String>> earlier = once.flatMap(o -> o.earlier(tx));
              if (earlier.isEmpty()) {
                write(tx, caller, request, id, plan);
                once.ifPresent(o -> o.remember(tx, id.value()));
              }
              return earlier.orElse(Result.done(id.value()));
            });
    boolean mine = stored.fold(id.value()::equals, refusal -> false);
    if (mine) {
      placed.accept(id);
    } else {
      rooms.reservations().abandon(reservation(id));
    }
    return answer.apply(stored);
  }

  private void write(Transaction tx, Caller caller, OrderRequest request, OrderId id, Plan plan) {
    Map<String, Money> payable = new LinkedHashMap<>();
    for (Plan.Part part : plan.parts()) {
      FulfillmentOrder shipment =
          fulfillmentOrder(tx.now(), request, id, part, id + "-" + (payable.size() + 1));
      rooms.shipments().add(tx, shipment);
      payable.put(shipment.id(), part.amount());
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
            List.of()));
    tx.emit(id.value(), "order-placed", caller, "", Map.of("total", plan.total().toString()));
    rooms.reservations().commit(tx, reservation(id), id.value());
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

  private static FulfillmentOrder fulfillmentOrder(
      Instant now, OrderRequest request, OrderId order, Plan.Part part, String id) {
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
        reservation(order),
        request.destination(),
        lines,
        part.isBackordered() ? FulfillmentState.BACKORDERED : FulfillmentState.PLANNED,
        now,
        request.priority(),
        waits(part),
        Promise.of(part.arrives()),
        Optional.empty(),
        0);
  }

  private static List<FulfillmentOrder.Wait> waits(Plan.Part part) {
    Map<Sku, Incoming.Source> sources = part.load().sources();
    return part.load().limits().keySet().stream()
        .sorted()
        .map(sku -> FulfillmentOrder.Wait.of(sku, Optional.ofNullable(sources.get(sku))))
        .toList();
  }

  private static List<OrderView.Line> orderLines(Plan plan) {
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
