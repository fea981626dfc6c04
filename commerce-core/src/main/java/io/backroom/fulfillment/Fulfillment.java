package io.backroom.fulfillment;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.payment.Payments;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the warehouse and the carriers tell the shop: picked, packed, on the list, on the truck,
 * delivered. A step that was taken already answers as the first time; a step out of order is
 * refused with WRONG_STATE. Thread-safe; the race between a load scan and a cancellation has one
 * winner.
 */
public final class Fulfillment {
  private final Kernel kernel;
  private final Access access;
  private final Payments payments;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents and time
   * @param access who may do what
   * @param payments what is captured when a parcel is loaded
   */
  public Fulfillment(Kernel kernel, Access access, Payments payments) {
    this.kernel = kernel;
    this.access = access;
    this.payments = payments;
  }

  /** What a carrier says of a parcel. */
  public enum Scan {
    /** On its way, or on its way again. */
    IN_TRANSIT(FulfillmentState.IN_TRANSIT),
    /** On the last truck. */
    OUT_FOR_DELIVERY(FulfillmentState.OUT_FOR_DELIVERY),
    /** With the customer. */
    DELIVERED(FulfillmentState.DELIVERED),
    /** Lost, damaged or refused. */
    EXCEPTION(FulfillmentState.EXCEPTION);

    private final FulfillmentState state;

    Scan(FulfillmentState state) {
      this.state = state;
    }
  }

  /**
   * Returns the fulfillment orders of a center in one state, the one expected first at its customer
   * first.
   *
   * @param caller who asks
   * @param center which center
   * @param state which state
   * @param limit the most wanted, 1 to 1,000
   * @return the fulfillment orders; refused with FORBIDDEN unless the caller may fulfill
   */
  public Result<List<FulfillmentOrder>> list(
      Caller caller, CenterId center, FulfillmentState state, int limit) {
    Optional<Refusal> refusal = access.refusal(caller, Action.FULFILL);
    if (refusal.isPresent()) {
      return Result.refused(refusal.get());
    }
    String value = FulfillmentOrder.byCenter(center, state);
    return Result.done(
        kernel.query(
            FulfillmentOrder.TYPE,
            DocumentQuery.range(
                FulfillmentOrder.TYPE.name(),
                FulfillmentOrder.BY_CENTER,
                value + "|",
                value + "}",
                limit)));
  }

  /**
   * Tells that somebody is collecting the goods.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @return the fulfillment order afterwards
   */
  public Result<FulfillmentOrder> pick(Caller caller, String id) {
    return step(caller, id, FulfillmentState.PICKING, (tx, shipment) -> shipment);
  }

  /**
   * Tells that the goods are in the carton.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param weightGrams what the parcel weighs, 0 to 10,000,000 grams
   * @return the fulfillment order afterwards
   */
  public Result<FulfillmentOrder> pack(Caller caller, String id, long weightGrams) {
    Require.range("weightGrams", weightGrams, 0, 10_000_000);
    return step(
        caller, id, FulfillmentState.PACKED, (tx, shipment) -> shipment.weighing(weightGrams));
  }

  /**
   * Puts the parcel on the carrier's list.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param tracking the carrier's number of the parcel, 1 to 64 characters
   * @return the fulfillment order afterwards
   */
  public Result<FulfillmentOrder> manifest(Caller caller, String id, String tracking) {
    Require.someText("tracking", tracking, 64);
    return step(
        caller, id, FulfillmentState.MANIFESTED, (tx, shipment) -> shipment.tracked(tracking));
  }

  /**
   * Tells that the parcel is on the truck. This ends all changes and captures its amount; once that
   * is captured the parcel is IN_TRANSIT.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @return the fulfillment order afterwards, LOADED or already IN_TRANSIT
   */
  public Result<FulfillmentOrder> load(Caller caller, String id) {
    return step(
        caller,
        id,
        FulfillmentState.LOADED,
        (tx, shipment) -> {
          payments.capture(tx, shipment.order(), id);
          return shipment;
        });
  }

  /**
   * Tells what a carrier says of the parcel.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param scan what the carrier says
   * @return the fulfillment order afterwards
   */
  public Result<FulfillmentOrder> track(Caller caller, String id, Scan scan) {
    return step(caller, id, scan.state, (tx, shipment) -> shipment);
  }

  private Result<FulfillmentOrder> step(
      Caller caller,
      String id,
      FulfillmentState next,
      BiFunction<Transaction, FulfillmentOrder, FulfillmentOrder> change) {
    Require.id("shipment", id);
    Optional<Refusal> refusal = access.refusal(caller, Action.FULFILL);
    if (refusal.isEmpty()) {
      refusal = kernel.transact(tx -> step(tx, caller, id, next, change));
    }
    return refusal
        .<Result<FulfillmentOrder>>map(Result::refused)
        .orElseGet(() -> Result.done(kernel.find(FulfillmentOrder.TYPE, id).orElseThrow()));
  }

  private static Optional<Refusal> step(
      Transaction tx,
      Caller caller,
      String id,
      FulfillmentState next,
      BiFunction<Transaction, FulfillmentOrder, FulfillmentOrder> change) {
    Optional<FulfillmentOrder> found = tx.find(FulfillmentOrder.TYPE, id);
    if (found.isEmpty()) {
      return Optional.of(
          new Refusal(Refusal.Code.NOT_FOUND, "shipment", "there is no '" + id + "'"));
    }
    FulfillmentOrder shipment = found.get();
    if (shipment.state() == next) {
      return Optional.empty();
    } else if (shipment.state() == FulfillmentState.LOADED
        || !shipment.state().next().contains(next)) {
      // A loaded parcel leaves when its amount is captured, whatever a scanner says.
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE,
              "shipment",
              id + " is " + shipment.state() + ", not " + next));
    }
    Shipments.move(tx, caller, change.apply(tx, shipment), next);
    return Optional.empty();
  }
}
