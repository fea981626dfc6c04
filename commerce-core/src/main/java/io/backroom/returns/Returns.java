package io.backroom.returns;

import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.fulfillment.Shipments;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderStatus;
import io.backroom.order.OrderView;
import io.backroom.order.Orders;
import io.backroom.payment.ChangedAmounts;
import io.backroom.payment.Payments;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;

/** The returns of the shop. Thread-safe; each command is atomic. */
public final class Returns {
  private final Orders orders;
  private final Shipments shipments;
  private final Payments payments;
  private final Reservations reservations;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents and work
   * @param orders whose goods come back
   * @param shipments in which they had left
   * @param payments what is paid back
   * @param reservations where they go back to
   */
  public Returns(
      Kernel kernel,
      Orders orders,
      Shipments shipments,
      Payments payments,
      Reservations reservations) {
    this.orders = orders;
    this.shipments = shipments;
    this.payments = payments;
    this.reservations = reservations;
    orders.offer(OrderStatus.What.RETURN, Action.RETURN_ITEMS, this::everything);
  }

  /** Takes back all that was delivered, as {@link #accept} would. */
  private Optional<Refusal> everything(Transaction tx, Caller caller, OrderId id) {
    return orders
        .shipments(tx, caller, Action.RETURN_ITEMS, id)
        .fold(
            own -> {
              List<OrderRequest.Item> items = returnable(tx, id, own);
              return items.isEmpty()
                  ? Optional.of(
                      new Refusal(
                          Refusal.Code.WRONG_STATE, "order", id + " has nothing to give back"))
                  : takeBack(tx, caller, request(id, items), own);
            },
            Optional::of);
  }

  private static ReturnRequest request(OrderId id, List<OrderRequest.Item> items) {
    return new ReturnRequest(id, items, ReturnRequest.Disposition.SCRAP, "all", "");
  }

  private List<OrderRequest.Item> returnable(
      Transaction tx, OrderId id, List<FulfillmentOrder> own) {
    return own.stream()
        .flatMap(shipment -> shipment.lines().stream())
        .map(FulfillmentOrder.Line::item)
        .distinct()
        .map(item -> Map.entry(item, there(own, item, orders.contents(tx, id, item))))
        .filter(item -> item.getValue() > 0)
        .map(item -> new OrderRequest.Item(item.getKey(), item.getValue()))
        .toList();
  }

  private static int there(List<FulfillmentOrder> own, Sku item, List<Product.Part> contents) {
    return contents.stream()
        .mapToInt(part -> units(own, item, part) / part.quantity())
        .min()
        .orElse(0);
  }

  /**
   * Takes goods back: what the customer paid for them, with their shares of shipping and tax, is
   * refunded, and goods to be sold again go into stock.
   *
   * @param caller who does it
   * @param request what came back
   * @return the order afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if fewer units were delivered and not returned before, with KEY_REUSED,
   *     with NEEDS_APPROVAL if another person must approve it first
   */
  public Result<OrderView> accept(Caller caller, ReturnRequest request) {
    Once once = Once.of("return|" + request.order(), request.key(), request);
    Optional<Refusal> refusal =
        orders.approvals().transact(tx -> accept(tx, caller, request, once), Optional::of);
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    orders.learn(request.order());
    return orders.find(caller, request.order());
  }

  private Optional<Refusal> accept(
      Transaction tx, Caller caller, ReturnRequest request, Once once) {
    Result<List<FulfillmentOrder>> found =
        orders.shipments(tx, caller, Action.RETURN_ITEMS, request.order());
    return found.fold(
        own ->
            once.earlier(tx)
                .map(Returns::refusalOf)
                .orElseGet(
                    () -> {
                      ChangedAmounts amounts = payments.amounts();
                      ChangedAmounts.Mark mark = amounts.mark(tx, request.order());
                      Optional<Refusal> refusal = takeBack(tx, caller, request, own);
                      if (refusal.isEmpty()) {
                        check(tx, caller, request, amounts.moves(tx, request.order(), mark));
                        once.remember(tx, "");
                      }
                      return refusal;
                    }),
        Optional::of);
  }

  private void check(
      Transaction tx, Caller caller, ReturnRequest request, ChangedAmounts.Moves moves) {
    orders
        .approvals()
        .check(
            tx,
            caller,
            Action.RETURN_ITEMS,
            request.order(),
            "return " + request.items() + " " + request.disposition(),
            moves.refunded());
  }

  private static Optional<Refusal> refusalOf(Result<String> earlier) {
    return earlier.fold(answer -> Optional.empty(), Optional::of);
  }

  private Optional<Refusal> takeBack(
      Transaction tx, Caller caller, ReturnRequest request, List<FulfillmentOrder> own) {
    Map<Sku, Integer> back = new TreeMap<>();
    request.items().forEach(item -> back.merge(item.sku(), item.quantity(), Math::addExact));
    Map<Piece, Integer> pieces = new LinkedHashMap<>();
    for (Map.Entry<Sku, Integer> item : back.entrySet()) {
      List<Product.Part> contents = orders.contents(tx, request.order(), item.getKey());
      int there = there(own, item.getKey(), contents);
      if (there < item.getValue()) {
        return Optional.of(tooFew(request.order(), item.getKey(), there));
      }
      contents.forEach(
          part ->
              pieces.put(
                  new Piece(item.getKey(), part.sku()),
                  Math.multiplyExact(item.getValue(), part.quantity())));
    }
    for (FulfillmentOrder shipment : own) {
      takeBack(tx, request, shipment, pieces);
    }
    orders.takeBack(tx, request.order(), back);
    tx.emit(
        request.order().value(),
        "items-returned",
        caller,
        request.reason(),
        Map.of("disposition", request.disposition().name()));
    return Optional.empty();
  }

  /** Takes what this shipment can give of the units that are still to be found. */
  private void takeBack(
      Transaction tx, ReturnRequest request, FulfillmentOrder shipment, Map<Piece, Integer> units) {
    Optional<Money> refund = Optional.empty();
    for (FulfillmentOrder.Line line : shipment.lines()) {
      int taken = Math.min(returnable(shipment, line.piece()), units.getOrDefault(line.piece(), 0));
      if (taken > 0) {
        units.merge(line.piece(), -taken, Integer::sum);
        Money paid = shipments.takeBack(tx, shipment.id(), line.piece(), taken);
        refund = Optional.of(refund.map(paid::plus).orElse(paid));
        if (request.disposition() == ReturnRequest.Disposition.RESTOCK) {
          reservations.restock(tx, new StockLine(line.sku(), shipment.center(), taken));
        }
      }
    }
    refund.ifPresent(amount -> payments.refund(tx, request.order(), shipment.id(), amount));
  }

  private static int units(List<FulfillmentOrder> own, Sku item, Product.Part part) {
    Piece piece = new Piece(item, part.sku());
    return own.stream().mapToInt(shipment -> returnable(shipment, piece)).sum();
  }

  private static int returnable(FulfillmentOrder shipment, Piece piece) {
    return shipment.state() != FulfillmentState.DELIVERED
        ? 0
        : shipment.lines().stream()
            .filter(line -> line.piece().equals(piece))
            .mapToInt(line -> line.quantity() - line.returned())
            .sum();
  }

  private static Refusal tooFew(OrderId order, Sku sku, int there) {
    return new Refusal(
        Refusal.Code.WRONG_STATE,
        "items",
        "only " + there + " units of " + sku + " of " + order + " can be returned");
  }
}
