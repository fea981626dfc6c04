package io.backroom.order;

import io.backroom.catalog.Catalog;
import io.backroom.inventory.Hold;
import io.backroom.inventory.HoldDesk;
import io.backroom.inventory.HoldMetrics;
import io.backroom.inventory.HoldPolicy.Cap;
import io.backroom.inventory.HoldRecord;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Once;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stock that is kept for somebody who has not ordered it yet: while they fill in a form, talk to an
 * agent, or pay elsewhere. A hold ends by itself; placing an order with it gives the order its
 * units. How long and how much may be held is the host's policy. Thread-safe.
 */
public final class Holds {
  /** How often a plan is made anew because others were faster. */
  private static final int PLANS_MAX = 10;

  private final OrderRooms rooms;
  private final Kernel kernel;
  private final HoldDesk desk;
  private final Planner planner;
  private final Chooser chooser;
  private final QuoteWriter quotes;

  /**
   * Creates the room; the shop's builder does.
   *
   * @param rooms the rooms below
   * @param catalog what is sold
   * @param terms what the host has chosen
   */
  public Holds(OrderRooms rooms, Catalog catalog, OrderTerms terms) {
    this.rooms = rooms;
    this.kernel = rooms.kernel();
    this.desk = rooms.holds();
    this.planner = new Planner(catalog, rooms, terms);
    this.chooser = new Chooser(planner, desk, rooms.reservations());
    this.quotes = new QuoteWriter(rooms.inventory(), rooms.recommendations());
  }

  /**
   * What is to be held.
   *
   * @param asked units of each item that were asked for
   * @param plan the units that are to be held
   * @param own holds of the same owner whose place the new one takes
   */
  private record Choice(Map<Sku, Integer> asked, Plan plan, List<Reservation> own) {
    List<ReservationId> replaces() {
      return own.stream().map(Reservation::id).toList();
    }

    long units() {
      return plan.parts().stream().mapToLong(Plan.Part::units).sum();
    }

    List<Hold.Line> lines() {
      List<Hold.Line> lines = new ArrayList<>();
      asked.forEach((item, quantity) -> lines.add(line(item, quantity)));
      return lines;
    }

    private Hold.Line line(Sku item, int quantity) {
      if (!plan.wanted().items().containsKey(item)) {
        return new Hold.Line(item, quantity, 0, 0, Optional.empty());
      }
      int held = plan.whole(item, part -> !part.isBackordered());
      int later = plan.whole(item, part -> true) - held;
      Optional<Instant> from =
          plan.parts().stream()
              .filter(part -> part.isBackordered() && part.has(item))
              .flatMap(part -> part.load().ready().stream())
              .max(Comparator.naturalOrder());
      return new Hold.Line(item, quantity, held, later, from);
    }
  }

  /**
   * Keeps stock for a while: every item or none, or what there is of them.
   *
   * <p>What the same owner holds already never stands in the way: a hold that lacks it takes those
   * holds over, whole, in one step.
   *
   * <p>With a client's key the hold is made once, and the same call again is answered with the hold
   * as long as it stands.
   *
   * @param caller who asks
   * @param request what is wanted
   * @return the hold, or why there is none: somebody was faster, it would be too much, or it was
   *     refused: NOT_FOUND for somebody else's customer or hold or an unknown center, INVALID for
   *     an unknown or withdrawn SKU, KEY_REUSED, WRONG_STATE if the hold of the same key has ended,
   *     CONFLICT if too many others buy at this moment
   */
  public HoldResult hold(Caller caller, HoldRequest request) {
    Optional<Refusal> refusal =
        refusal(caller, request.owner())
            .or(() -> request.instead().flatMap(id -> foreign(request, id)));
    if (refusal.isPresent()) {
      return new HoldResult.Refused(refusal.get());
    }
    Optional<Once> once =
        request.key().map(key -> Once.of("hold|" + request.owner(), key, request));
    for (int attempt = 0; attempt < PLANS_MAX; attempt++) {
      Optional<HoldResult> earlier = once.flatMap(this::earlier);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      Result<Choice> chosen = choose(request, kernel.now());
      if (chosen instanceof Result.Refused<Choice> no) {
        return new HoldResult.Refused(no.refusal());
      }
      Choice choice = chosen.orThrow();
      if (!isShort(request, choice.plan())) {
        Optional<HoldResult> made = make(request, once, choice);
        if (made.isPresent()) {
          return made.get();
        }
      } else if (attempt > 0 || rooms.inventory().expireHolds(kernel.now()) == 0) {
        return tooLittle(request, choice);
      }
    }
    return refused(Refusal.Code.CONFLICT, "items", "others hold the same at this moment");
  }

  private Optional<Refusal> refusal(Caller caller, CustomerId owner) {
    return rooms.access().refusal(caller, Action.HOLD_STOCK, Optional.of(owner), "customer", owner);
  }

  private static HoldResult refused(Refusal.Code code, String field, String message) {
    return new HoldResult.Refused(new Refusal(code, field, message));
  }

  /** Whoever names somebody else's hold is told that there is none. */
  private Optional<Refusal> foreign(HoldRequest request, ReservationId id) {
    return desk.find(id).filter(hold -> hold.owner().equals(request.owner())).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal(Refusal.Code.NOT_FOUND, "hold", "'" + id + "' is not among your holds"));
  }

  /** Returns the answer to a key that was used before, unless nothing is held under it yet. */
  private Optional<HoldResult> earlier(Once once) {
    return kernel
        .transact(once::earlier)
        .flatMap(
            answer ->
                answer.fold(
                    id -> desk.find(ReservationId.of(id)).flatMap(this::standing),
                    reused -> Optional.of(new HoldResult.Refused(reused))));
  }

  private Optional<HoldResult> standing(HoldRecord record) {
    return desk.reserved(record, kernel.now())
        .map(
            hold ->
                hold.state() == Hold.State.HELD
                    ? new HoldResult.Held(hold)
                    : refused(
                        Refusal.Code.WRONG_STATE,
                        "key",
                        "it made the hold " + hold.id() + ", which is " + hold.state()));
  }

  private Result<Choice> choose(HoldRequest request, Instant now) {
    List<Reservation> own =
        request.instead().flatMap(desk::find).flatMap(hold -> chooser.units(hold, now)).stream()
            .toList();
    return plan(request, request.items(), own, now)
        .fold(plan -> choose(request, plan, own, now), Result::refused);
  }

  private Result<Choice> choose(
      HoldRequest request, Plan plan, List<Reservation> own, Instant now) {
    Map<Sku, Integer> asked = plan.wanted().items();
    if (promised(plan) == units(asked)) {
      return Result.done(new Choice(asked, plan, own));
    }
    List<Reservation> more =
        chooser.with(own, request.owner(), plan.wanted().units().keySet(), now);
    Optional<Plan> better =
        more.size() == own.size()
            ? Optional.empty()
            : plan(request, request.items(), more, now)
                .fold(Optional::of, refusal -> Optional.<Plan>empty())
                .filter(other -> promised(other) > promised(plan));
    Choice whole = new Choice(asked, better.orElse(plan), better.isPresent() ? more : own);
    return request.whenShort() == HoldRequest.WhenShort.PARTIAL
        ? partial(request, whole, now)
        : Result.done(whole);
  }

  /** Returns the choice cut down to what can be had, in whole bundles. */
  private Result<Choice> partial(HoldRequest request, Choice whole, Instant now) {
    List<OrderRequest.Item> possible = new ArrayList<>();
    for (Sku item : whole.asked().keySet()) {
      int units = whole.plan().whole(item, part -> true);
      if (units > 0) {
        possible.add(new OrderRequest.Item(item, units));
      }
    }
    return possible.isEmpty()
        ? Result.done(whole)
        : plan(request, possible, whole.own(), now)
            .fold(
                plan -> Result.done(new Choice(whole.asked(), plan, whole.own())), Result::refused);
  }

  private Result<Plan> plan(
      HoldRequest request, List<OrderRequest.Item> items, List<Reservation> own, Instant now) {
    return planner.plan(request.from(), items, own, desk.policy().unitsPerPlace(), now);
  }

  private static long promised(Plan plan) {
    return plan.wanted().items().keySet().stream()
        .mapToLong(item -> plan.whole(item, part -> true))
        .sum();
  }

  private static long units(Map<Sku, Integer> items) {
    return items.values().stream().mapToLong(Integer::longValue).sum();
  }

  private static boolean isShort(HoldRequest request, Plan plan) {
    return request.whenShort() == HoldRequest.WhenShort.PARTIAL
        ? !plan.sourced().lacking().isEmpty()
        : plan.isShortFor(OrderRequest.WhenShort.REFUSE);
  }

  /** What lacks may be there and only not to be held by so many at once. */
  private HoldResult tooLittle(HoldRequest request, Choice choice) {
    return planner
        .plan(request.from(), request.items(), choice.own(), Integer.MAX_VALUE, kernel.now())
        .fold(uncapped -> tooLittle(request, choice, uncapped), HoldResult.Refused::new);
  }

  private HoldResult tooLittle(HoldRequest request, Choice choice, Plan uncapped) {
    boolean capped =
        request.whenShort() == HoldRequest.WhenShort.PARTIAL
            ? promised(uncapped) > 0
            : !isShort(request, uncapped);
    if (!capped) {
      return new HoldResult.OutOfStock(
          quotes.lines(uncapped).stream()
              .filter(line -> line.inStock() < line.quantity())
              .toList());
    }
    desk.overPlace();
    Optional<Sku> first =
        choice.asked().keySet().stream()
            .filter(
                item ->
                    choice.plan().whole(item, part -> !part.isBackordered())
                        < uncapped.whole(item, part -> !part.isBackordered()))
            .findFirst();
    return new HoldResult.Capped(Cap.PLACE, desk.policy().most(Cap.PLACE), first);
  }

  /** Writes the hold down and reserves its units; empty if somebody was faster. */
  private Optional<HoldResult> make(HoldRequest request, Optional<Once> once, Choice choice) {
    HoldDesk.Wish wish =
        new HoldDesk.Wish(request.owner(), request.anonymous(), choice.lines(), choice.units());
    HoldDesk.Opening opening = desk.open(once, wish, choice.replaces());
    if (opening instanceof HoldDesk.Opening.Over over) {
      int most = desk.policy().most(over.cap());
      return Optional.of(new HoldResult.Capped(over.cap(), most, Optional.empty()));
    } else if (opening instanceof HoldDesk.Opening.Refused reused) {
      return Optional.of(new HoldResult.Refused(reused.refusal()));
    } else if (opening instanceof HoldDesk.Opening.Opened opened) {
      return reserve(request, choice, opened.hold());
    }
    return Optional.empty();
  }

  private Optional<HoldResult> reserve(HoldRequest request, Choice choice, HoldRecord hold) {
    // The id of the command is that of the hold: of all calls with one key, one decides.
    StockResult result =
        rooms
            .reservations()
            .reserve(
                new StockCommand.Reserve(
                    CommandId.of(hold.id().value()),
                    hold.id(),
                    hold.owner().value(),
                    choice.plan().fromStock(),
                    choice.plan().fromReceipts(),
                    hold.until(),
                    desk.policy().unitsPerPlace(),
                    choice.replaces()));
    if (result instanceof StockResult.Applied) {
      return Optional.of(new HoldResult.Held(desk.made(hold, choice.lines(), choice.replaces())));
    } else if (result instanceof StockResult.Busy) {
      if (request.key().isEmpty()) {
        desk.failed(hold.id());
      }
      return Optional.of(new HoldResult.Busy());
    } else if (rooms.reservations().held(hold.id(), kernel.now()).isPresent()) {
      return desk.find(hold.id()).flatMap(this::standing);
    }
    desk.failed(hold.id());
    return Optional.empty();
  }

  /**
   * Keeps a hold for as long as a new one would last, up to its longest life; for a session of
   * somebody unknown once. Where no more is allowed the end stays: look at it.
   *
   * @param caller who asks
   * @param id which hold
   * @return the hold afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if it does not stand any more
   */
  public Result<Hold> extend(Caller caller, ReservationId id) {
    return moveEnd(caller, id, false);
  }

  /**
   * Keeps a hold while a payment is under way that the library does not see: moves its end once, by
   * the policy's grace and at most so much beyond its longest life.
   *
   * @param caller who asks
   * @param id which hold
   * @return the hold afterwards; refused as in {@link #extend}
   */
  public Result<Hold> extendForPayment(Caller caller, ReservationId id) {
    return moveEnd(caller, id, true);
  }

  private Result<Hold> moveEnd(Caller caller, ReservationId id, boolean forPayment) {
    Result<Boolean> moved =
        kernel.transact(
            tx -> {
              Optional<HoldRecord> hold = desk.find(tx, id);
              return refusal(caller, id, hold)
                  .or(() -> over(hold.orElseThrow(), tx.now()))
                  .<Result<Boolean>>map(Result::refused)
                  .orElseGet(() -> Result.done(desk.extend(tx, hold.orElseThrow(), forPayment)));
            });
    if (moved instanceof Result.Done<Boolean> done && done.value()) {
      desk.extended();
    }
    return moved
        .fold(yes -> Result.done(view(id)), Result::<Hold>refused)
        .fold(
            hold ->
                hold.state() == Hold.State.HELD ? Result.done(hold) : Result.refused(over(hold)),
            Result::refused);
  }

  private Optional<Refusal> refusal(Caller caller, ReservationId id, Optional<HoldRecord> hold) {
    return rooms
        .access()
        .refusal(caller, Action.HOLD_STOCK, hold.map(HoldRecord::owner), "hold", id);
  }

  private Optional<Refusal> over(HoldRecord hold, Instant now) {
    boolean stands = hold.state() == HoldRecord.State.OPEN && hold.until().isAfter(now);
    return stands ? Optional.empty() : Optional.of(over(desk.view(hold, now)));
  }

  private static Refusal over(Hold hold) {
    return new Refusal(
        Refusal.Code.WRONG_STATE, "hold", hold.id() + " is " + hold.state() + ", not HELD");
  }

  private Hold view(ReservationId id) {
    return desk.view(desk.find(id).orElseThrow(), kernel.now());
  }

  /**
   * Gives a hold back before its end; its units serve who waits for them, or the next buyer. One
   * that has ended otherwise stays as it is.
   *
   * @param caller who asks
   * @param id which hold
   * @return the hold afterwards; refused with NOT_FOUND if there is none or it is somebody else's,
   *     with WRONG_STATE if it has become an order: cancel that
   */
  public Result<Hold> giveBack(Caller caller, ReservationId id) {
    Result<Boolean> given =
        kernel.transact(
            tx -> {
              Optional<HoldRecord> hold = desk.find(tx, id);
              return refusal(caller, id, hold)
                  .or(() -> hold.flatMap(HoldRecord::order).map(order -> over(view(id))))
                  .<Result<Boolean>>map(Result::refused)
                  .orElseGet(() -> Result.done(desk.giveBack(tx, hold.orElseThrow())));
            });
    if (given instanceof Result.Done<Boolean> done && done.value()) {
      desk.gaveBack();
    }
    return given.fold(yes -> Result.done(view(id)), Result::refused);
  }

  /**
   * Returns a hold as it stands.
   *
   * @param caller who asks
   * @param id which hold
   * @return the hold; refused with NOT_FOUND if there is none or it is somebody else's
   */
  public Result<Hold> find(Caller caller, ReservationId id) {
    return refusal(caller, id, desk.find(id))
        .<Result<Hold>>map(Result::refused)
        .orElseGet(() -> Result.done(view(id)));
  }

  /**
   * Returns the holds of an owner that stand.
   *
   * @param caller who asks
   * @param owner whose
   * @return the holds, the oldest first; refused with NOT_FOUND for somebody else's customer
   */
  public Result<List<Hold>> of(Caller caller, CustomerId owner) {
    Instant now = kernel.now();
    return refusal(caller, owner)
        .<Result<List<Hold>>>map(Result::refused)
        .orElseGet(
            () ->
                Result.done(
                    desk.standing(owner).stream()
                        .map(hold -> desk.view(hold, now))
                        .filter(hold -> hold.state() == Hold.State.HELD)
                        .toList()));
  }

  /**
   * Returns what became of holds, for whoever watches the shop.
   *
   * @return the counts of this node, and the units that are held on all nodes; costs a look at
   *     every owner who holds something
   */
  public HoldMetrics metrics() {
    return desk.metrics();
  }
}
