package io.backroom.fulfillment;

import io.backroom.inventory.Reservations;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Shares;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.payment.Payments;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.joda.money.Money;

/**
 * Fulfillment orders as the rooms above use them: created, released once paid, cut short, let go.
 * Every change of state goes through {@link #move}, which keeps the table of transitions.
 */
public final class Shipments {
  private static final int QUEUE_PAGE = 100;
  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Kernel kernel;
  private final Reservations reservations;
  private final Payments payments;
  private final Map<CenterId, Center> centers;
  private final TransitTime transit;

  /**
   * Tells the rooms above where a shipment has come to.
   *
   * @param order which order
   * @param shipment which fulfillment order
   * @param before where it stood
   * @param state where it stands now
   */
  public record News(
      OrderId order, String shipment, FulfillmentState before, FulfillmentState state) {}

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param reservations the stock of the fulfillment orders
   * @param payments the money of the fulfillment orders
   * @param centers the distribution centers
   * @param transit how long parcels are on their way
   */
  public Shipments(
      Kernel kernel,
      Reservations reservations,
      Payments payments,
      List<Center> centers,
      TransitTime transit) {
    this.kernel = kernel;
    this.reservations = reservations;
    this.payments = payments;
    this.centers = centers.stream().collect(Collectors.toMap(Center::id, center -> center));
    this.transit = transit;
    kernel.work().on(Reservations.STOCK_FREED, this::fillBackorders);
  }

  /**
   * Creates a fulfillment order.
   *
   * @param tx the transaction
   * @param shipment the new fulfillment order, PLANNED or BACKORDERED
   */
  public void add(Transaction tx, FulfillmentOrder shipment) {
    tx.create(FulfillmentOrder.TYPE, shipment);
  }

  /**
   * Returns a fulfillment order.
   *
   * @param tx the transaction
   * @param id its id
   * @return the fulfillment order
   */
  public FulfillmentOrder get(Transaction tx, String id) {
    return tx.get(FulfillmentOrder.TYPE, id);
  }

  /**
   * Returns fulfillment orders as they are now.
   *
   * @param ids their ids
   * @return the fulfillment orders in the same order
   */
  public List<FulfillmentOrder> find(List<String> ids) {
    return ids.stream().flatMap(id -> kernel.find(FulfillmentOrder.TYPE, id).stream()).toList();
  }

  /**
   * Releases a fulfillment order to its warehouse: it is paid for.
   *
   * @param tx the transaction
   * @param id its id
   */
  public void release(Transaction tx, String id) {
    FulfillmentOrder shipment = get(tx, id);
    if (shipment.state() == FulfillmentState.PLANNED) {
      move(tx, SYSTEM, shipment, FulfillmentState.RELEASED);
    }
  }

  /**
   * Lets a loaded parcel leave: its amount is captured. Its units leave the stock.
   *
   * @param tx the transaction
   * @param id its id
   */
  public void depart(Transaction tx, String id) {
    FulfillmentOrder shipment = get(tx, id);
    if (shipment.state() == FulfillmentState.LOADED) {
      Instant arrival = tx.now().plus(transit(shipment.center(), shipment));
      move(tx, SYSTEM, shipment.expectedAt(arrival), FulfillmentState.IN_TRANSIT);
      reservations.ship(tx, shipment.reservation(), shipment.stock());
    }
  }

  private Center center(CenterId id) {
    return Optional.ofNullable(centers.get(id))
        .orElseThrow(() -> new IllegalStateException("The shop has no center " + id + " any more"));
  }

  private Duration transit(CenterId center, FulfillmentOrder shipment) {
    return transit.transit(center(center), shipment.destination());
  }

  /**
   * Takes units out of a fulfillment order that has not been loaded: stock is released, the price
   * is lowered, and with its last unit it is cancelled and its authorization voided.
   *
   * @param tx the transaction
   * @param caller who wants it
   * @param id its id
   * @param units units of each of its lines, at most what is in it
   */
  public void cut(
      Transaction tx, Caller caller, String id, Map<FulfillmentOrder.Piece, Integer> units) {
    FulfillmentOrder shipment = get(tx, id);
    List<FulfillmentOrder.Line> left = new ArrayList<>();
    List<StockLine> kept = new ArrayList<>();
    List<StockLine> backordered = new ArrayList<>();
    Money less = Money.zero(shipment.lines().get(0).amount().getCurrencyUnit());
    for (FulfillmentOrder.Line line : shipment.lines()) {
      int cut = units.getOrDefault(line.piece(), 0);
      Money part = Shares.ofUnits(line.amount(), line.quantity(), line.quantity() - cut, cut);
      less = less.plus(part);
      int waiting = Math.min(cut, line.waiting());
      add(backordered, line.sku(), shipment.center(), waiting);
      add(kept, line.sku(), shipment.center(), cut - waiting);
      if (cut < line.quantity()) {
        left.add(line.without(cut, part));
      }
    }
    reservations.release(tx, shipment.reservation(), kept, backordered);
    if (left.isEmpty()) {
      move(tx, caller, shipment.with(left), FulfillmentState.CANCELLED);
      payments.close(tx, shipment.order(), id);
    } else {
      payments.reduce(tx, shipment.order(), id, less);
      startIfComplete(tx, shipment.with(left));
    }
  }

  private static void add(List<StockLine> lines, Sku sku, CenterId center, int units) {
    if (units > 0) {
      lines.add(new StockLine(sku, center, units));
    }
  }

  /**
   * Notes that units came back from the customer.
   *
   * @param tx the transaction
   * @param id the fulfillment order they left in
   * @param piece which of its lines
   * @param units how many, at most what was delivered and not returned
   * @return what the customer paid for them
   */
  public Money takeBack(Transaction tx, String id, FulfillmentOrder.Piece piece, int units) {
    FulfillmentOrder shipment = get(tx, id);
    Money paid = Money.zero(shipment.lines().get(0).amount().getCurrencyUnit());
    List<FulfillmentOrder.Line> lines = new ArrayList<>();
    for (FulfillmentOrder.Line line : shipment.lines()) {
      boolean it = line.piece().equals(piece);
      paid = it ? Shares.ofUnits(line.amount(), line.quantity(), line.returned(), units) : paid;
      lines.add(it ? line.returning(units) : line);
    }
    tx.put(FulfillmentOrder.TYPE, shipment.with(lines));
    return paid;
  }

  /**
   * Keeps a fulfillment order's stock under another reservation.
   *
   * @param tx the transaction
   * @param id its id
   * @param reservation the new reservation
   */
  public void rebind(Transaction tx, String id, ReservationId reservation) {
    tx.put(FulfillmentOrder.TYPE, get(tx, id).under(reservation));
  }

  /** Serves who waits for a SKU at a center, first promised first, as far as the stock goes. */
  private Consumer<Transaction> fillBackorders(WorkItem item) {
    Reservations.Freed freed = kernel.payload(item, Reservations.Freed.class);
    String value = FulfillmentOrder.waiting(freed.sku(), freed.center());
    List<FulfillmentOrder> queue =
        kernel.query(
            FulfillmentOrder.TYPE,
            DocumentQuery.range(
                FulfillmentOrder.TYPE.name(),
                FulfillmentOrder.WAITING,
                value + "|",
                value + "}",
                QUEUE_PAGE));
    boolean more = queue.size() == QUEUE_PAGE;
    for (FulfillmentOrder shipment : queue) {
      int left = reservations.fill(shipment.reservation(), freed.sku(), freed.center());
      kernel.transact(tx -> filled(tx, shipment.id(), freed.sku(), left));
      if (left > 0) {
        more = false;
        break;
      }
    }
    boolean again = more;
    return tx -> {
      if (again) {
        tx.again(item, tx.now());
      }
    };
  }

  private boolean filled(Transaction tx, String id, Sku sku, int left) {
    FulfillmentOrder shipment = get(tx, id);
    if (shipment.state() != FulfillmentState.BACKORDERED) {
      return false;
    }
    List<FulfillmentOrder.Line> lines = new ArrayList<>();
    int stillWaiting = left;
    for (FulfillmentOrder.Line line : shipment.lines()) {
      int waiting = line.sku().equals(sku) ? Math.min(stillWaiting, line.waiting()) : 0;
      stillWaiting -= waiting;
      lines.add(line.sku().equals(sku) ? line.waiting(waiting) : line);
    }
    startIfComplete(tx, shipment.with(lines));
    return true;
  }

  /** A backordered shipment whose last unit has come is planned and paid for from here on. */
  private void startIfComplete(Transaction tx, FulfillmentOrder shipment) {
    boolean complete = shipment.lines().stream().allMatch(line -> line.waiting() == 0);
    if (shipment.state() == FulfillmentState.BACKORDERED && complete) {
      Center center = center(shipment.center());
      Instant arrival = tx.now().plus(center.handling()).plus(transit(shipment.center(), shipment));
      move(tx, SYSTEM, shipment.expectedAt(arrival), FulfillmentState.PLANNED);
      payments.authorize(tx, shipment.order(), shipment.id(), Initiator.MERCHANT);
    } else {
      tx.put(FulfillmentOrder.TYPE, shipment);
    }
  }

  /** Changes the state as the table allows, and tells whoever listens. */
  static void move(
      Transaction tx, Caller caller, FulfillmentOrder shipment, FulfillmentState next) {
    if (!shipment.state().next().contains(next)) {
      throw new IllegalStateException(
          shipment.id() + " cannot go from " + shipment.state() + " to " + next);
    }
    tx.put(FulfillmentOrder.TYPE, shipment.in(next, tx.now()));
    tx.emit(
        shipment.order().value(),
        "shipment-" + next.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        caller,
        "",
        Map.of("shipment", shipment.id(), "center", shipment.center().value()));
    tx.tell(new News(shipment.order(), shipment.id(), shipment.state(), next));
  }
}
