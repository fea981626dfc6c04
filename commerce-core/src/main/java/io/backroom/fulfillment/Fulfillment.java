package io.backroom.fulfillment;

import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.Access;
import io.backroom.kernel.Guards;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.kernel.Transaction;
import io.backroom.payment.Payments;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.packing.PackingPlan;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the warehouse and the carriers tell the shop: picked, packed, on the list, on the truck,
 * delivered. A step that was taken already answers as the first time; a step out of order is
 * refused with WRONG_STATE, one that a guard of the host objects to with GUARDED. Thread-safe; the
 * race between a load scan and a cancellation has one winner.
 */
public final class Fulfillment {
  private final Kernel kernel;
  private final Steps steps;
  private final Payments payments;
  private final TrackedGoods tracked;
  private final PackDesk packing;
  private final CartonDesk cartons;
  private final CarrierNews carriers;
  private final Workload workload;
  private final Optional<String> key;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents and time
   * @param access who may do what
   * @param payments what is captured when a parcel is loaded
   * @param tracked lots and numbered units in parcels
   * @param guards what the host says to the warehouse's steps
   * @param carriers who watches parcels that have a number
   * @param workload what is booked of the days of centers
   * @param weights what is known of the weights of parcels; empty if nobody audits them
   * @param boxes how cartons are chosen; empty if nobody does
   * @param catalog the products of SKUs, as far as they are known
   */
  public Fulfillment(
      Kernel kernel,
      Access access,
      Payments payments,
      TrackedGoods tracked,
      Guards guards,
      CarrierNews carriers,
      Workload workload,
      Optional<WeightTerms> weights,
      Optional<PackingTerms> boxes,
      Function<Collection<Sku>, Map<Sku, Product>> catalog) {
    this.kernel = kernel;
    this.steps = new Steps(kernel, access, guards);
    this.payments = payments;
    this.tracked = tracked;
    this.packing = new PackDesk(kernel, steps, tracked, weights, catalog);
    this.cartons = new CartonDesk(boxes, catalog);
    this.carriers = carriers;
    this.workload = workload;
    this.key = Optional.empty();
  }

  private Fulfillment(Fulfillment other, String key) {
    this.kernel = other.kernel;
    this.steps = other.steps;
    this.payments = other.payments;
    this.tracked = other.tracked;
    this.packing = other.packing;
    this.cartons = other.cartons;
    this.carriers = other.carriers;
    this.workload = other.workload;
    this.key = Optional.of(Require.id("key", key));
  }

  /**
   * Returns the same room for one command under a client's key: the same key with the same command
   * and content has its effect once, whatever has become of the shipment meanwhile, and with
   * anything else is refused with KEY_REUSED. A refused command may be sent again. Without a key a
   * step that was taken already answers as the first time only as long as it is the last one.
   *
   * @param clientKey the client's key, 1 to 64 characters of {@code [A-Za-z0-9_-]}, of one shipment
   * @return the room
   */
  public Fulfillment once(String clientKey) {
    return new Fulfillment(this, clientKey);
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
    Optional<Refusal> refusal = steps.refusal(caller, Action.FULFILL);
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
   * Returns what is booked of the days of a center that has a limit.
   *
   * @param caller who asks
   * @param center which center
   * @return the days that are booked and have not long passed, the first first; empty if nothing is
   *     counted there; refused with FORBIDDEN unless the caller may fulfill
   */
  public Result<List<Workload.Day>> workload(Caller caller, CenterId center) {
    return steps
        .refusal(caller, Action.FULFILL)
        .<Result<List<Workload.Day>>>map(Result::refused)
        .orElseGet(() -> Result.done(workload.days(center)));
  }

  /**
   * Tells that somebody is collecting the goods. Of a SKU with lots they come from those that end
   * first; if all lots that are sold have too few units the step is refused with WRONG_STATE.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @return the fulfillment order afterwards
   */
  public Result<FulfillmentOrder> pick(Caller caller, String id) {
    return step(
        caller,
        id,
        FulfillmentState.PICKING,
        "",
        (tx, shipment) ->
            tracked
                .pick(tx, shipment.parcel())
                .<Result<FulfillmentOrder>>map(Result::refused)
                .orElse(Result.done(shipment)));
  }

  /**
   * Proposes cartons for a shipment. What the shop's {@code Cartonizer} has chosen is checked; it
   * is a proposal only, and nothing is stored.
   *
   * @param caller who asks
   * @param id which fulfillment order
   * @return the cartons, with what lies where in them; refused with NOT_FOUND if there is no such
   *     shipment, with WRONG_STATE if the shop chooses no cartons, if nobody knows the size of a
   *     product, or if no right answer came
   */
  public Result<PackingPlan> proposeCartons(Caller caller, String id) {
    Require.id("shipment", id);
    Optional<Refusal> refusal = steps.refusal(caller, Action.FULFILL);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : kernel
            .find(FulfillmentOrder.TYPE, id)
            .map(cartons::cartons)
            .orElseGet(() -> Result.refused(nowhere(id)));
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
    return pack(caller, id, weightGrams, Map.of());
  }

  /**
   * Tells that the goods are in the carton, and which units they are of the SKUs that have numbers.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param weightGrams what the parcel weighs, 0 to 10,000,000 grams
   * @param serials the number of each unit of each SKU that has them
   * @return the fulfillment order afterwards; refused with INVALID if numbers are missing or too
   *     many, with NOT_FOUND for an unknown one, with WRONG_STATE for one that is not in stock
   *     there; of a shop that audits weights with NEEDS_APPROVAL where {@link PackResult} is
   *     Review, with INVALID where it is Blocked
   */
  public Result<FulfillmentOrder> pack(
      Caller caller, String id, long weightGrams, Map<Sku, List<String>> serials) {
    PackResult result =
        pack(caller, id, new PackedParcel(weightGrams, serials, Map.of(), Optional.empty()));
    if (result instanceof PackResult.Packed packed) {
      return Result.done(packed.shipment());
    } else if (result instanceof PackResult.Review review) {
      return Result.refused(
          new Refusal(
              Refusal.Code.NEEDS_APPROVAL, "weightGrams", id + " " + review.audit().text()));
    } else if (result instanceof PackResult.Blocked blocked) {
      return Result.refused(
          new Refusal(Refusal.Code.INVALID, "weightGrams", id + " " + blocked.audit().text()));
    }
    return Result.refused(((PackResult.Refused) result).refusal());
  }

  /**
   * Tells that the goods are in the carton. A shop with {@link WeightTerms} has the parcel's weight
   * audited, and wants those units scanned of which the scale need not show that one is missing.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param packed what the packer tells
   * @return what comes of it; refused with INVALID if what was scanned is not what belongs into the
   *     parcel or lacks SKUs that must be scanned, if the carton is unknown, if numbers are missing
   *     or too many, with NOT_FOUND for an unknown one, with WRONG_STATE for one that is not in
   *     stock there
   */
  public PackResult pack(Caller caller, String id, PackedParcel packed) {
    return pack(
        caller,
        id,
        packed.content(),
        (tx, shipment, products) -> packing.pack(tx, caller, shipment, packed, products));
  }

  /**
   * Tells that the goods are in several cartons. The weight of each is audited by what is in it;
   * the worst of them decides, and a weight that an agent confirms is that of all together.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param cartons the parcels, 1 to {@value PackedCarton#CARTONS_MAX}
   * @return what comes of it, as for one parcel; refused with INVALID if all of them together do
   *     not have what belongs into the shipment
   */
  public PackResult pack(Caller caller, String id, List<PackedCarton> cartons) {
    Require.range("cartons", cartons.size(), 1, PackedCarton.CARTONS_MAX);
    List<PackedCarton> all = List.copyOf(cartons);
    return pack(
        caller,
        id,
        all.stream().map(PackedCarton::content).toList(),
        (tx, shipment, products) -> packing.pack(tx, caller, shipment, all, products));
  }

  private interface Pack {
    PackResult pack(Transaction tx, FulfillmentOrder shipment, Map<Sku, Product> products);
  }

  private PackResult pack(Caller caller, String id, Object content, Pack pack) {
    Require.id("shipment", id);
    Optional<Once> once =
        key.map(own -> Once.of("shipment|" + id, own, List.of(FulfillmentState.PACKED, content)));
    Map<Sku, Product> products = packing.products(id);
    return steps.command(
        once,
        caller,
        Action.FULFILL,
        new Steps.Answers<PackResult>(
            PackResult.Refused::new,
            done ->
                new PackResult.Packed(
                    kernel.find(FulfillmentOrder.TYPE, id).orElseThrow(), packing.audit(id)),
            answer -> answer instanceof PackResult.Packed ? Optional.of("") : Optional.empty()),
        tx ->
            tx.find(FulfillmentOrder.TYPE, id)
                .map(shipment -> pack.pack(tx, shipment, products))
                .orElseGet(() -> new PackResult.Refused(nowhere(id))));
  }

  /**
   * Confirms the weight of a parcel that was looked into: it is PACKED.
   *
   * @param caller who does it: an agent
   * @param id which fulfillment order
   * @param weightGrams the weight that is confirmed
   * @param reason why it weighs that; may be empty, at most 200 characters
   * @return the fulfillment order afterwards; refused with WRONG_STATE unless it waits for this
   *     weight to be confirmed and has in it what it had then
   */
  public Result<FulfillmentOrder> confirmWeight(
      Caller caller, String id, long weightGrams, String reason) {
    String why = Require.freeText("reason", reason, 200);
    return command(
        caller,
        Action.APPROVE,
        id,
        List.of("confirm-weight", weightGrams, why),
        (tx, shipment) -> packing.confirm(tx, caller, shipment, weightGrams, why));
  }

  /**
   * Returns what the last weight of a parcel says that was not blocked.
   *
   * @param caller who asks
   * @param id which fulfillment order
   * @return the audit; empty if there was none; refused with FORBIDDEN unless the caller may
   *     fulfill or approve
   */
  public Result<Optional<WeightAudit>> weighing(Caller caller, String id) {
    Require.id("shipment", id);
    return steps
        .refusal(caller, Action.FULFILL)
        .flatMap(refusal -> steps.refusal(caller, Action.APPROVE))
        .<Result<Optional<WeightAudit>>>map(Result::refused)
        .orElseGet(() -> Result.done(packing.audit(id)));
  }

  /**
   * Tells that the parcel is on a carrier's list that is kept elsewhere. {@link Manifests} keeps
   * such lists.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param tracking the carrier's number of the parcel, 1 to 64 characters without {@code |} and
   *     control characters
   * @return the fulfillment order afterwards
   */
  public Result<FulfillmentOrder> manifest(Caller caller, String id, String tracking) {
    CarrierNews.number("tracking", tracking);
    return step(
        caller,
        id,
        FulfillmentState.MANIFESTED,
        tracking,
        (tx, shipment) -> {
          carriers.expect(tx, id, tracking);
          return Result.done(shipment.tracked(tracking));
        });
  }

  /**
   * Tells that the parcel is on the truck. This ends all changes and captures its amount; once that
   * is captured the parcel is IN_TRANSIT.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @return the fulfillment order afterwards, LOADED or already IN_TRANSIT; refused with
   *     WRONG_STATE while it is on a manifest that is open
   */
  public Result<FulfillmentOrder> load(Caller caller, String id) {
    return command(
        caller,
        id,
        List.of(FulfillmentState.LOADED, ""),
        (tx, shipment) -> load(tx, caller, shipment));
  }

  /** Puts a parcel on the truck, on whichever road the scan came. */
  Optional<Refusal> load(Transaction tx, Caller caller, FulfillmentOrder shipment) {
    return steps.step(
        tx,
        caller,
        shipment,
        FulfillmentState.LOADED,
        (step, parcel) -> {
          Optional<Refusal> refusal = ListedParcels.load(step, parcel);
          if (refusal.isEmpty()) {
            payments.capture(step, parcel.order(), parcel.id());
          }
          return refusal.<Result<FulfillmentOrder>>map(Result::refused).orElse(Result.done(parcel));
        });
  }

  Steps steps() {
    return steps;
  }

  /**
   * Tells that a parcel was taken down from the truck because its payment was refused. It is PACKED
   * again and off its carrier's list: whoever pays in time has it listed anew, and once the time to
   * pay is over it is CANCELLED.
   *
   * @param caller who does it
   * @param id which fulfillment order, LOADED
   * @param reason why; may be empty, at most 200 characters
   * @return the fulfillment order afterwards; refused with WRONG_STATE if it is not LOADED, or its
   *     payment neither refused nor waiting for the customer
   */
  public Result<FulfillmentOrder> unloaded(Caller caller, String id, String reason) {
    String why = Require.freeText("reason", reason, 200);
    return command(
        caller, id, List.of("unloaded", why), (tx, own) -> unloaded(tx, caller, own, why));
  }

  private Optional<Refusal> unloaded(
      Transaction tx, Caller caller, FulfillmentOrder shipment, String reason) {
    if (shipment.state() != FulfillmentState.LOADED
        || !payments.giveUpCapture(tx, shipment.order(), shipment.id())) {
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE,
              "shipment",
              shipment.id() + " is " + shipment.state() + ", or its payment was not refused"));
    }
    ListedParcels.unload(tx, caller, shipment, reason);
    Shipments.move(tx, caller, shipment.takenOff(), FulfillmentState.PACKED);
    tx.tell(new Shipments.Unloaded(shipment.order(), shipment.id()));
    return Optional.empty();
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
    return step(caller, id, scan.state, "", (tx, shipment) -> Result.done(shipment));
  }

  /**
   * Tells what became of a recall that the warehouse had to look into. Whoever is first wins: a
   * parcel that was loaded meanwhile is not recalled.
   *
   * @param caller who does it
   * @param id which fulfillment order
   * @param accepted whether nobody goes on with the parcel
   * @return the fulfillment order afterwards; refused with WRONG_STATE if no recall waits for an
   *     answer and this is not the answer that was given
   */
  public Result<FulfillmentOrder> recalled(Caller caller, String id, boolean accepted) {
    return command(
        caller,
        id,
        List.of("recalled", accepted),
        (tx, shipment) -> recalled(tx, caller, shipment, accepted));
  }

  private static Optional<Refusal> recalled(
      Transaction tx, Caller caller, FulfillmentOrder shipment, boolean accepted) {
    if (shipment.recall() == FulfillmentOrder.Recall.ASKED) {
      Recalls.answered(tx, caller, shipment, accepted);
    } else if (!accepted || shipment.recall() != FulfillmentOrder.Recall.ACCEPTED) {
      return Optional.of(
          new Refusal(
              Refusal.Code.WRONG_STATE, "shipment", shipment.id() + " has no recall to answer"));
    }
    return Optional.empty();
  }

  /**
   * Tells that a center does not ship a fulfillment order: it is closed, has no capacity left, or
   * the goods are broken or missing. They leave from another center then, one that has not rejected
   * anything of the same order; what no other center has waits for goods, and the customer is told
   * and asked as for every delay. Stock and documents move together: afterwards the fulfillment
   * order is another center's, or cancelled with others in its place.
   *
   * @param caller who does it
   * @param id which fulfillment order, PLANNED to MANIFESTED; what is on a manifest of the shop's
   *     own is taken off it, or stays behind if that is closed
   * @param why why the center does not ship it
   * @param reason why, in words; may be empty, at most 200 characters
   * @return the fulfillment order afterwards; refused with WRONG_STATE out of its time, and if
   *     goods with lots or serial numbers are said to be broken or missing that were not picked;
   *     with INVALID if nobody knows which numbered units they are: {@link #pickShort} names them
   */
  public Result<FulfillmentOrder> reject(Caller caller, String id, Rejection why, String reason) {
    Require.text("reason", reason, 200);
    return command(
        caller,
        id,
        List.of("reject", why, reason),
        (tx, shipment) -> Rejections.whole(tx, caller, shipment, why, reason, tracked));
  }

  /**
   * Tells that a picker has found fewer units than are booked. What is missing leaves on hand, as
   * by a count, and comes from elsewhere as by {@link #reject}; the rest of the fulfillment order
   * goes on.
   *
   * @param caller who does it
   * @param id which fulfillment order, PICKING
   * @param missing how many units of each SKU are missing, 1 to what is booked
   * @param reason why, in words; may be empty, at most 200 characters
   * @return the fulfillment order afterwards; refused with INVALID if more are missing than are
   *     booked or such goods have serial numbers, with WRONG_STATE if it is not being picked
   */
  public Result<FulfillmentOrder> pickShort(
      Caller caller, String id, Map<Sku, Integer> missing, String reason) {
    return pickShort(caller, id, missing, Map.of(), reason);
  }

  /**
   * The same with the numbers of the missing units of SKUs that have them: those units are written
   * off. Of SKUs with lots those units are that were picked last, from the lot that ends last.
   *
   * @param caller who does it
   * @param id which fulfillment order, PICKING
   * @param missing how many units of each SKU are missing, 1 to what is booked
   * @param serials the number of each missing unit of each SKU that has them
   * @param reason why, in words; may be empty, at most 200 characters
   * @return the fulfillment order afterwards; refused with INVALID if more are missing than are
   *     booked or numbers are too few or too many, with NOT_FOUND for an unknown one, with
   *     WRONG_STATE for one that is not in stock there or if it is not being picked
   */
  public Result<FulfillmentOrder> pickShort(
      Caller caller,
      String id,
      Map<Sku, Integer> missing,
      Map<Sku, List<String>> serials,
      String reason) {
    Require.text("reason", reason, 200);
    Require.range("missing", missing.size(), 1, 5_000);
    serials.values().forEach(own -> own.forEach(serial -> Require.id("serial", serial)));
    missing.values().forEach(units -> Require.range("missing", units, 1, Integer.MAX_VALUE));
    return command(
        caller,
        id,
        serials.isEmpty()
            ? List.of("pickShort", new TreeMap<>(missing), reason)
            : List.of("pickShort", new TreeMap<>(missing), new TreeMap<>(serials), reason),
        (tx, shipment) ->
            Rejections.some(
                tx, caller, shipment, new TreeMap<>(missing), serials, reason, tracked));
  }

  /** What is done with a fulfillment order, or why not. */
  private interface Command {
    Optional<Refusal> give(Transaction tx, FulfillmentOrder shipment);
  }

  private Result<FulfillmentOrder> step(
      Caller caller, String id, FulfillmentState next, Object content, Steps.Step step) {
    return command(
        caller,
        id,
        List.of(next, content),
        (tx, shipment) -> steps.step(tx, caller, shipment, next, step));
  }

  private Result<FulfillmentOrder> command(
      Caller caller, String id, Object content, Command command) {
    return command(caller, Action.FULFILL, id, content, command);
  }

  private Result<FulfillmentOrder> command(
      Caller caller, Action action, String id, Object content, Command command) {
    Require.id("shipment", id);
    Optional<Once> once = key.map(own -> Once.of("shipment|" + id, own, content));
    return steps
        .command(once, caller, action, Steps.Answers.ofText(), tx -> given(tx, id, command))
        .fold(
            done -> Result.done(kernel.find(FulfillmentOrder.TYPE, id).orElseThrow()),
            Result::refused);
  }

  private static Result<String> given(Transaction tx, String id, Command command) {
    return tx.find(FulfillmentOrder.TYPE, id)
        .map(shipment -> command.give(tx, shipment))
        .orElseGet(() -> Optional.of(nowhere(id)))
        .<Result<String>>map(Result::refused)
        .orElse(Result.done(""));
  }

  static Refusal nowhere(String id) {
    return new Refusal(Refusal.Code.NOT_FOUND, "shipment", "there is no '" + id + "'");
  }
}
