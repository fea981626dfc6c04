package io.backroom.order;

import io.backroom.inventory.HoldDesk;
import io.backroom.inventory.HoldRecord;
import io.backroom.inventory.Reservations;
import io.backroom.kernel.Once;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.policy.RoutingReason;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Chooses how an order is carried out, with what its owner keeps already: nobody is ever blocked by
 * what they hold themselves. Changes nothing.
 */
final class Chooser {
  private final Planner planner;
  private final HoldDesk desk;
  private final Reservations reservations;

  Chooser(Planner planner, HoldDesk desk, Reservations reservations) {
    this.planner = planner;
    this.desk = desk;
    this.reservations = reservations;
  }

  /**
   * A plan, and what is kept for it already.
   *
   * @param kept the reservation that keeps exactly the units of the plan; empty if they are still
   *     to be reserved
   * @param own holds of the same owner that the reservation is to take the place of
   */
  record Choice(Plan plan, Optional<Reservation> kept, List<Reservation> own) {}

  /** Returns a plan for an order; a short one only if nothing better is to be had. */
  Result<Choice> choose(OrderRequest request, Optional<Once> once, Instant now) {
    Optional<HoldRecord> hold = request.hold().flatMap(desk::find);
    Optional<Refusal> refusal = request.hold().flatMap(id -> refusal(request, id, hold));
    return refusal.isPresent() ? Result.refused(refusal.get()) : choose(request, once, hold, now);
  }

  private static Optional<Refusal> refusal(
      OrderRequest request, ReservationId id, Optional<HoldRecord> hold) {
    if (hold.filter(own -> own.owner().equals(request.customer())).isEmpty()) {
      return Optional.of(
          new Refusal(Refusal.Code.NOT_FOUND, "hold", "'" + id + "' is not among your holds"));
    }
    return hold.flatMap(HoldRecord::order)
        .map(
            order ->
                new Refusal(
                    Refusal.Code.WRONG_STATE, "hold", "'" + id + "' has become order " + order));
  }

  private Result<Choice> choose(
      OrderRequest request, Optional<Once> once, Optional<HoldRecord> hold, Instant now) {
    Optional<Reservation> units = hold.flatMap(named -> units(named, now));
    boolean whole = units.isPresent() && hold.orElseThrow().successor().isEmpty();
    Optional<Plan> asHeld = whole ? held(request, units.get(), now) : Optional.empty();
    if (asHeld.isPresent()) {
      return Result.done(new Choice(asHeld.get(), units, List.of()));
    }
    List<Reservation> own = units.stream().toList();
    return planner
        .plan(request, own, now)
        .fold(plan -> Result.done(choose(request, once, plan, own, now)), Result::refused);
  }

  private Choice choose(
      OrderRequest request, Optional<Once> once, Plan plan, List<Reservation> own, Instant now) {
    if (!plan.isShortFor(request.whenShort())) {
      return new Choice(plan, Optional.empty(), own);
    }
    Optional<Reservation> before = once.flatMap(o -> begun(o, now));
    Optional<Plan> asBegun = before.flatMap(kept -> held(request, kept, now));
    if (asBegun.isPresent()) {
      return new Choice(asBegun.get(), before, List.of());
    }
    List<Reservation> more = with(own, request.customer(), plan.wanted().units().keySet(), now);
    return more.size() == own.size()
        ? new Choice(plan, Optional.empty(), own)
        : planner
            .plan(request, more, now)
            .fold(
                better -> new Choice(better, Optional.empty(), more),
                refusal -> new Choice(plan, Optional.empty(), own));
  }

  /** Tells why a center would ship a part of an order, or would not. */
  Result<RoutingReason> whyNot(OrderRequest request, CenterId center, Instant now) {
    Optional<HoldRecord> hold = request.hold().flatMap(desk::find);
    Optional<Refusal> refusal = request.hold().flatMap(id -> refusal(request, id, hold));
    List<Reservation> own = hold.flatMap(named -> units(named, now)).stream().toList();
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : planner.whyNot(request, own, center, now);
  }

  /** Returns the plan on what a reservation keeps, if the order can be carried out so. */
  Optional<Plan> held(OrderRequest request, Reservation kept, Instant now) {
    return planner
        .held(request, kept, now)
        .fold(plan -> plan, refusal -> Optional.<Plan>empty())
        .filter(plan -> !plan.isShortFor(request.whenShort()));
  }

  /** Returns what an earlier attempt to place the same order has kept and did not come to use. */
  private Optional<Reservation> begun(Once once, Instant now) {
    for (int n = 0; n < Placing.IDS_MAX; n++) {
      Optional<Reservation> found = reservations.find(ReservationId.of(once.id(n)));
      boolean over =
          found.filter(r -> r.state() != Reservation.State.HELD || r.hasExpired(now)).isPresent();
      if (!over) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the units of a hold, if it stands. */
  Optional<Reservation> units(HoldRecord hold, Instant now) {
    return hold.state() == HoldRecord.State.OPEN
        ? reservations.held(hold.id(), now)
        : Optional.empty();
  }

  /** Returns some holds of an owner, and all others that keep one of some SKUs. */
  List<Reservation> with(
      List<Reservation> some, CustomerId owner, Collection<Sku> skus, Instant now) {
    List<Reservation> all = new ArrayList<>(some);
    List<ReservationId> there = some.stream().map(Reservation::id).toList();
    desk.standing(owner).stream()
        .filter(hold -> !there.contains(hold.id()))
        .flatMap(hold -> units(hold, now).stream())
        .filter(hold -> hold.lines().stream().anyMatch(line -> skus.contains(line.sku())))
        .forEach(all::add);
    return all;
  }
}
