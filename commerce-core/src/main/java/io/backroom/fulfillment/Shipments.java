package io.backroom.fulfillment;

import io.backroom.inventory.Incoming;
import io.backroom.inventory.PromiseReason;
import io.backroom.inventory.Reservations;
import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Shares;
import io.backroom.kernel.Transaction;
import io.backroom.payment.Payments;
import io.backroom.routing.promise.CapacityTerms;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.payment.AuthorizeCommand.Initiator;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.Transition;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;

/**
 * Fulfillment orders as the rooms above use them: created, released once paid, cut short, let go.
 * Every change of state goes through {@link #move}, which keeps the table of transitions.
 */
public final class Shipments {
  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Kernel kernel;
  private final Reservations reservations;
  private final TrackedGoods tracked;
  private final Payments payments;
  private final Workload workload;
  private final Arrivals arrivals;
  private final BackorderQueue backorders;
  private final Detours detours;

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
   * Tells the rooms above that a waiting shipment comes at another time than was told.
   *
   * @param order which order
   * @param shipment which fulfillment order
   * @param from when it was to arrive; empty if nobody knew
   * @param promise when it is to arrive now, and why
   */
  public record PromiseMoved(
      OrderId order, String shipment, Optional<Instant> from, Promise promise) {}

  /**
   * Tells the rooms above that a parcel was taken down from the truck, since nobody has paid for
   * it.
   *
   * @param order which order
   * @param shipment which fulfillment order, PACKED again
   */
  public record Unloaded(OrderId order, String shipment) {}

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param reservations the stock of the fulfillment orders
   * @param tracked lots and numbered units in parcels
   * @param payments the money of the fulfillment orders
   * @param centers the distribution centers
   * @param promises when shipments are with their customers
   * @param capacity how much centers get done on a day
   */
  public Shipments(
      Kernel kernel,
      Reservations reservations,
      TrackedGoods tracked,
      Payments payments,
      List<Center> centers,
      PromisePolicy promises,
      CapacityTerms capacity) {
    this.kernel = kernel;
    this.reservations = reservations;
    this.tracked = tracked;
    this.payments = payments;
    this.workload = new Workload(kernel, capacity);
    this.arrivals = new Arrivals(kernel, centers, promises, workload);
    this.backorders = new BackorderQueue(kernel, reservations, this);
    this.detours = new Detours(this, tracked, payments, arrivals, workload);
    KeptGoods.listen(kernel);
  }

  /**
   * Returns what is done when a shipment leaves from another center than was planned.
   *
   * @return the detours
   */
  public Detours detours() {
    return detours;
  }

  /**
   * Creates a fulfillment order.
   *
   * @param tx the transaction
   * @param shipment the new fulfillment order, PLANNED or BACKORDERED
   */
  public void add(Transaction tx, FulfillmentOrder shipment) {
    if (shipment.state() == FulfillmentState.BACKORDERED) {
      tx.create(FulfillmentOrder.TYPE, shipment);
      backorders.joined(tx, shipment);
    } else {
      tx.create(FulfillmentOrder.TYPE, arrivals.planned(tx, shipment));
      arrivals.watch(tx, shipment);
    }
  }

  /**
   * Tells whether a new shipment still arrives when it was planned to: its center may have become
   * full meanwhile. Changes nothing.
   *
   * @param tx the transaction
   * @param shipment the shipment, not added yet
   * @return whether it does
   */
  public boolean isInTime(Transaction tx, FulfillmentOrder shipment) {
    return shipment.state() == FulfillmentState.BACKORDERED || arrivals.isInTime(tx, shipment);
  }

  /**
   * Returns what of the days of centers is booked.
   *
   * @return the workload
   */
  public Workload workload() {
    return workload;
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
   * Returns what carriers have said of a fulfillment order.
   *
   * @param id its id
   * @return its track; empty if nothing was said
   */
  public ParcelTrack track(String id) {
    return kernel.find(ParcelTrack.TYPE, id).orElseGet(() -> ParcelTrack.of(id));
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
      move(tx, SYSTEM, arrivals.paid(tx, shipment), FulfillmentState.RELEASED);
    }
  }

  /**
   * Lets a loaded parcel leave: its amount is captured. Its units leave the stock. What its carrier
   * has said of it before is true from now on.
   *
   * @param tx the transaction
   * @param id its id
   */
  public void depart(Transaction tx, String id) {
    FulfillmentOrder shipment = get(tx, id);
    if (shipment.state() == FulfillmentState.LOADED) {
      move(tx, SYSTEM, arrivals.leaving(shipment, tx.now()), FulfillmentState.IN_TRANSIT);
      tracked.left(tx, id);
      reservations.ship(tx, shipment.reservation(), shipment.stock());
      CarrierNews.catchUp(tx, SYSTEM, id);
    }
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
    cut(tx, caller, id, units, Optional.empty());
  }

  /**
   * The same, with other prices for what is left.
   *
   * @param tx the transaction
   * @param caller who wants it
   * @param id its id
   * @param units units of each of its lines, at least one and at most what is in it
   * @param costs what each line costs that is left, in their order; empty for their share of what
   *     they cost before
   */
  public void cut(
      Transaction tx,
      Caller caller,
      String id,
      Map<FulfillmentOrder.Piece, Integer> units,
      Optional<List<Money>> costs) {
    FulfillmentOrder shipment = get(tx, id);
    if (shipment.recall() == FulfillmentOrder.Recall.MOVING) {
      // Nobody knows at this moment where its stock is.
      throw new IllegalStateException(id + " is being moved to another center; try again later");
    }
    List<FulfillmentOrder.Line> left = new ArrayList<>();
    List<StockLine> kept = new ArrayList<>();
    List<StockLine> backordered = new ArrayList<>();
    Money less = Money.zero(shipment.lines().get(0).amount().getCurrencyUnit());
    for (FulfillmentOrder.Line line : shipment.lines()) {
      int cut = units.getOrDefault(line.piece(), 0);
      Money part = Shares.ofUnits(line.amount(), line.quantity(), line.quantity() - cut, cut);
      less = less.plus(part);
      int waiting = Math.min(cut, line.waiting());
      if (waiting > 0) {
        // Those behind move up.
        backorders.look(tx, line.sku(), shipment.center(), Optional.empty());
      }
      add(backordered, line.sku(), shipment.center(), waiting);
      add(kept, line.sku(), shipment.center(), cut - waiting);
      if (cut < line.quantity()) {
        left.add(line.without(cut, part));
      }
    }
    reservations.release(tx, shipment.reservation(), kept, backordered);
    if (shipment.state().compareTo(FulfillmentState.PICKING) >= 0) {
      kept.forEach(line -> tracked.takeOut(tx, id, line.sku(), line.quantity()));
    }
    if (left.isEmpty()) {
      ListedParcels.stop(tx, caller, shipment, "cancelled");
      if (shipment.state() == FulfillmentState.PICKING) {
        PackDesk.settle(tx, shipment, "it was cancelled");
      }
      move(tx, caller, shipment.with(left), FulfillmentState.CANCELLED);
      workload.follow(tx, shipment.with(left));
      payments.close(tx, shipment.order(), id);
    } else if (costs.isPresent()) {
      List<FulfillmentOrder.Line> repriced = costing(left, costs.get());
      payments.amounts().reprice(tx, shipment.order(), id, Money.total(costs.get()));
      startIfComplete(tx, shipment.with(repriced));
    } else {
      payments.reduce(tx, shipment.order(), id, less);
      startIfComplete(tx, shipment.with(left));
    }
  }

  private static List<FulfillmentOrder.Line> costing(
      List<FulfillmentOrder.Line> lines, List<Money> amounts) {
    List<FulfillmentOrder.Line> costing = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      costing.add(lines.get(i).costing(amounts.get(i)));
    }
    return costing;
  }

  private static void add(List<StockLine> lines, Sku sku, CenterId center, int units) {
    if (units > 0) {
      lines.add(new StockLine(sku, center, units));
    }
  }

  /**
   * Has a fulfillment order that has not been loaded sent on another way: its date moves by it.
   *
   * @param tx the transaction
   * @param caller who changed it
   * @param id its id
   * @param destination where it goes from now on; empty if that stays
   * @param option the shipping option that it is sent by from now on; empty if that stays
   */
  public void redirect(
      Transaction tx,
      Caller caller,
      String id,
      Optional<Address> destination,
      Optional<String> option) {
    FulfillmentOrder before = get(tx, id);
    FulfillmentOrder after =
        arrivals.redirected(
            tx,
            before,
            before.to(destination.orElse(before.destination()), option.or(before::option)));
    if (ListedParcels.leave(tx, caller, before, after)) {
      move(tx, caller, after.takenOff(), FulfillmentState.PACKED);
    } else {
      tx.put(FulfillmentOrder.TYPE, after);
      ListedParcels.follow(tx, after);
    }
  }

  /**
   * Sets what a fulfillment order costs that has not been loaded.
   *
   * @param tx the transaction
   * @param id its id
   * @param amounts one for each of its lines
   */
  public void reprice(Transaction tx, String id, List<Money> amounts) {
    FulfillmentOrder shipment = get(tx, id);
    tx.put(FulfillmentOrder.TYPE, shipment.with(costing(shipment.lines(), amounts)));
    payments.amounts().reprice(tx, shipment.order(), id, Money.total(amounts));
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

  /**
   * Gives a fulfillment order that has not been loaded another priority.
   *
   * @param tx the transaction
   * @param id its id
   * @param priority 0 to 9: who has the least is served first
   */
  public void prioritize(Transaction tx, String id, int priority) {
    FulfillmentOrder shipment = get(tx, id);
    if (shipment.state().isChangeable() && shipment.priority() != priority) {
      tx.put(FulfillmentOrder.TYPE, shipment.prioritized(priority));
      if (shipment.state() == FulfillmentState.BACKORDERED) {
        Optional<Incoming.Setback> overtaken = Optional.of(BackorderQueue.OVERTAKEN);
        shipment
            .waits()
            .forEach(wait -> backorders.look(tx, wait.sku(), shipment.center(), overtaken));
      }
    }
  }

  /** Notes what of a waiting shipment has come in. */
  boolean cameIn(Transaction tx, String id, Sku sku, int left) {
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
    workload.follow(tx, shipment);
    boolean complete = shipment.lines().stream().allMatch(line -> line.waiting() == 0);
    if (shipment.state() == FulfillmentState.BACKORDERED && complete) {
      move(tx, SYSTEM, arrivals.complete(tx, shipment), FulfillmentState.PLANNED);
      payments.authorize(tx, shipment.order(), shipment.id(), Initiator.MERCHANT);
    } else if (shipment.state() == FulfillmentState.BACKORDERED) {
      tx.put(FulfillmentOrder.TYPE, arrivals.waiting(tx, shipment, PromiseReason.RECEIPT_LATE));
    } else {
      tx.put(FulfillmentOrder.TYPE, shipment);
      ListedParcels.follow(tx, shipment);
    }
  }

  /** Binds what waits to what will bring it; returns the shipment as it is stored now. */
  FulfillmentOrder bind(
      Transaction tx,
      FulfillmentOrder shipment,
      FulfillmentOrder.Wait wait,
      PromiseReason setback) {
    FulfillmentOrder bound = arrivals.waiting(tx, shipment.with(wait), setback);
    tx.put(FulfillmentOrder.TYPE, bound);
    return bound;
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
        facts(shipment, next));
    tx.tell(new News(shipment.order(), shipment.id(), shipment.state(), next));
  }

  private static Map<String, String> facts(FulfillmentOrder shipment, FulfillmentState next) {
    Map<String, String> facts = new TreeMap<>(Guards.facts(shipment.state(), next));
    facts.put("shipment", shipment.id());
    facts.put("center", shipment.center().value());
    facts.put("expected", Arrivals.text(shipment.promise().current()));
    return facts;
  }

  /**
   * Returns a step of a shipment, to ask for.
   *
   * @param caller who would take it
   * @param shipment which fulfillment order
   * @param next where it would stand then
   * @return the step
   */
  public static Transition transition(
      Caller caller, FulfillmentOrder shipment, FulfillmentState next) {
    return new Transition(
        Transition.Subject.SHIPMENT,
        shipment.order(),
        shipment.id(),
        shipment.state().name(),
        next.name(),
        caller);
  }
}
