package io.backroom.routing.promise;

import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.PromiseDates.Kind;
import io.backroom.spi.policy.PromiseDates.Step;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Promise dates of one service: cut-off, backlog and work, pickup, transit, delivery day, in this
 * order. A parcel that is ready later never leaves or arrives earlier. Thread-safe if the functions
 * are.
 */
public final class PromiseCalendar implements PromisePolicy {
  private final Function<CenterId, CenterPlan> centers;
  private final Function<Address, DeliveryPlan> destinations;
  private final Lanes lanes;

  /**
   * Creates a calendar.
   *
   * @param centers how each center works now, asked for each promise; without effects
   * @param destinations when somebody delivers at an address; without effects
   * @param lanes how many days carriers take
   */
  public PromiseCalendar(
      Function<CenterId, CenterPlan> centers,
      Function<Address, DeliveryPlan> destinations,
      Lanes lanes) {
    this.centers = centers;
    this.destinations = destinations;
    this.lanes = lanes;
  }

  @Override
  public PromiseDates promise(Center from, Address to, Instant ready) {
    CenterPlan plan = centers.apply(from.id());
    List<Step> steps = new ArrayList<>();
    Instant begun = step(steps, Kind.CUT_OFF, ready, plan.begin(ready));
    Instant free = step(steps, Kind.BACKLOG, begun, plan.hours().plus(begun, plan.backlog()));
    Instant done = step(steps, Kind.PROCESSING, free, plan.hours().plus(free, plan.processing()));
    CenterPlan.Pickup pickup = plan.pickup(done);
    step(steps, Kind.PICKUP, done, pickup.at());
    DeliveryPlan area = destinations.apply(to);
    Lanes.Days days = lanes.days(from.id(), to);
    LocalDate there = plan.carrierDays().plus(pickup.date(), days.latest());
    DeliveryPlan.Visit last = area.first(there, pickup.at());
    LocalDate soonest = plan.carrierDays().plus(pickup.date(), days.earliest());
    Instant earliest = later(area.first(soonest, pickup.at()).from(), pickup.at());
    Instant moved =
        last.date().equals(there)
            ? last.until()
            : later(ZoneClock.start(there.plusDays(1), area.zone()), pickup.at());
    step(steps, Kind.TRANSIT, pickup.at(), moved);
    step(steps, Kind.NO_DELIVERY, moved, last.until());
    Instant latestFree = plan.hours().minus(pickup.at(), plan.processing());
    Instant orderBy = plan.readyFor(plan.hours().minus(latestFree, plan.backlog()));
    return new PromiseDates(
        earliest, last.until(), Optional.of(pickup.at()), Optional.of(orderBy), steps);
  }

  @Override
  public Instant arrives(Center from, Address to, Instant left) {
    CenterPlan plan = centers.apply(from.id());
    LocalDate date = ZoneClock.date(left, plan.zone());
    LocalDate there = plan.carrierDays().plus(date, lanes.days(from.id(), to).latest());
    return destinations.apply(to).first(there, left).until();
  }

  private static Instant step(List<Step> steps, Kind kind, Instant from, Instant to) {
    if (to.isAfter(from)) {
      steps.add(new Step(kind, from, to));
    }
    return to;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
