package io.backroom.fulfillment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.routing.promise.CapacityTerms;
import io.backroom.routing.promise.CenterCapacity;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.policy.RoutingRequest;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What of each day of each center is booked by shipments whose goods are there, counted in the
 * transactions that plan, move, cut and cancel them. No day is ever booked above its limit. Nothing
 * is counted at centers without a limit. Thread-safe.
 */
public final class Workload {
  /** How long a day is remembered that has passed. */
  private static final int PAST_DAYS = 7;

  private static final RoutingRequest.Full NO_ROOM =
      new RoutingRequest.Full(
          Optional.empty(), "no room within " + CenterCapacity.DAYS_MAX + " days");

  private final Kernel kernel;
  private final CapacityTerms terms;

  /**
   * When a shipment would be with its customer.
   *
   * @param dates its dates
   * @param full why it leaves later than by the calendars; empty if it does not
   */
  public record Timed(PromiseDates dates, Optional<RoutingRequest.Full> full) {}

  /**
   * What is booked of a day.
   *
   * @param date the day, in the zone of the center
   * @param booked how much of it
   * @param most how much gets done on it
   */
  public record Day(LocalDate date, int booked, int most) {}

  Workload(Kernel kernel, CapacityTerms terms) {
    this.kernel = kernel;
    this.terms = terms;
  }

  /**
   * Returns when a shipment would be with its customer on what is booked at this moment. Changes
   * nothing.
   *
   * @param policy the dates of its service
   * @param from its center
   * @param to where it goes
   * @param ready when its goods are there
   * @param units how many units are in it
   * @param own shipments in whose place it would be, whose days are free for it
   * @return its dates; those by the calendars alone if no day has room
   */
  public Timed dates(
      PromisePolicy policy, Center from, Address to, Instant ready, int units, List<String> own) {
    return terms
        .of(from.id())
        .map(
            capacity -> {
              CenterWork work =
                  kernel
                      .find(CenterWork.TYPE, from.id().value())
                      .orElseGet(() -> CenterWork.of(from.id()));
              List<ShipmentWork> free =
                  own.stream().flatMap(id -> kernel.find(ShipmentWork.TYPE, id).stream()).toList();
              return timed(
                  capacity, at -> policy.promise(from, to, at), ready, work.without(free), units);
            })
        .orElseGet(() -> new Timed(policy.promise(from, to, ready), Optional.empty()));
  }

  private Timed timed(
      CenterCapacity capacity,
      Function<Instant, PromiseDates> calendar,
      Instant ready,
      Map<LocalDate, Integer> booked,
      int units) {
    PromiseDates usual = calendar.apply(ready);
    return capacity
        .room(calendar, ready, booked, work(units), terms.measure().text())
        .map(room -> new Timed(room.dates(), room.full().map(why -> full(usual, room, why))))
        .orElseGet(() -> new Timed(usual, Optional.of(NO_ROOM)));
  }

  private static RoutingRequest.Full full(
      PromiseDates usual, CenterCapacity.Room room, String why) {
    return new RoutingRequest.Full(Optional.of(later(usual, room)), why);
  }

  private static Duration later(PromiseDates usual, CenterCapacity.Room room) {
    Duration later = Duration.between(usual.latest(), room.dates().latest());
    return later.isNegative() ? Duration.ZERO : later;
  }

  private int work(int units) {
    return Math.max(1, terms.measure().of(units));
  }

  /** Tells whether a new shipment is there in time, on what the transaction sees. */
  boolean isInTime(Transaction tx, FulfillmentOrder shipment, Center center, PromisePolicy policy) {
    Optional<CenterCapacity> capacity = terms.of(center.id());
    Optional<Instant> told = shipment.promise().current();
    if (capacity.isEmpty() || told.isEmpty()) {
      return true;
    }
    Timed timed =
        timed(
            capacity.get(),
            at -> policy.promise(center, shipment.destination(), at),
            tx.now(),
            work(tx, center.id()).without(List.of()),
            units(shipment));
    return !timed.dates().latest().isAfter(told.get());
  }

  /**
   * Books days for a shipment whose goods are there, or keeps those that it has, if it can still
   * leave then.
   *
   * @return its dates, by the calendars alone if no day has room or nothing is counted
   */
  PromiseDates book(
      Transaction tx, FulfillmentOrder shipment, Center center, PromisePolicy policy) {
    Function<Instant, PromiseDates> calendar =
        ready -> policy.promise(center, shipment.destination(), ready);
    PromiseDates usual = calendar.apply(tx.now());
    Optional<CenterCapacity> capacity = terms.of(center.id());
    ShipmentWork before = booked(tx, shipment);
    boolean here = before.center().equals(center.id()) && !before.days().isEmpty();
    int work = work(units(shipment));
    if (capacity.isPresent()
        && here
        && before.total() >= work
        && !capacity.get().day(usual, tx.now()).isAfter(before.last())) {
      ShipmentWork kept = before.first(work);
      store(tx, before, kept);
      return capacity.get().leaving(calendar, tx.now(), kept.last());
    }
    return anew(tx, before, shipment, center, policy);
  }

  /** Books days for a shipment as if it had none. */
  PromiseDates anew(
      Transaction tx, FulfillmentOrder shipment, Center center, PromisePolicy policy) {
    return anew(tx, booked(tx, shipment), shipment, center, policy);
  }

  private PromiseDates anew(
      Transaction tx,
      ShipmentWork before,
      FulfillmentOrder shipment,
      Center center,
      PromisePolicy policy) {
    Function<Instant, PromiseDates> calendar =
        ready -> policy.promise(center, shipment.destination(), ready);
    Optional<CenterCapacity.Room> room =
        terms
            .of(center.id())
            .flatMap(
                capacity ->
                    capacity.room(
                        calendar,
                        tx.now(),
                        work(tx, center.id()).without(List.of(before)),
                        work(units(shipment)),
                        terms.measure().text()));
    Map<String, Integer> days = new TreeMap<>();
    room.ifPresent(found -> found.days().forEach((day, some) -> days.put(day.toString(), some)));
    store(tx, before, new ShipmentWork(shipment.id(), center.id(), days));
    return room.map(CenterCapacity.Room::dates).orElseGet(() -> calendar.apply(tx.now()));
  }

  /** Books what a shipment has become: fewer units, or nothing if it is cancelled. */
  void follow(Transaction tx, FulfillmentOrder shipment) {
    ShipmentWork before = booked(tx, shipment);
    if (!before.days().isEmpty()) {
      int units = units(shipment);
      store(tx, before, before.first(units == 0 ? 0 : work(units)));
    }
  }

  private static int units(FulfillmentOrder shipment) {
    return shipment.lines().stream().mapToInt(FulfillmentOrder.Line::quantity).sum();
  }

  private ShipmentWork booked(Transaction tx, FulfillmentOrder shipment) {
    return terms.centers().isEmpty()
        ? ShipmentWork.none(shipment.id(), shipment.center())
        : tx.find(ShipmentWork.TYPE, shipment.id())
            .orElseGet(() -> ShipmentWork.none(shipment.id(), shipment.center()));
  }

  private static CenterWork work(Transaction tx, CenterId center) {
    return tx.find(CenterWork.TYPE, center.value()).orElseGet(() -> CenterWork.of(center));
  }

  private void store(Transaction tx, ShipmentWork before, ShipmentWork after) {
    if (before.equals(after) || (before.days().isEmpty() && after.days().isEmpty())) {
      return;
    }
    if (before.center().equals(after.center())) {
      change(tx, after.center(), before.days(), after.days());
    } else {
      change(tx, before.center(), before.days(), Map.of());
      change(tx, after.center(), Map.of(), after.days());
    }
    if (after.days().isEmpty()) {
      tx.delete(ShipmentWork.TYPE, after.shipment());
    } else {
      tx.put(ShipmentWork.TYPE, after);
    }
  }

  private void change(
      Transaction tx, CenterId center, Map<String, Integer> less, Map<String, Integer> more) {
    if (!less.isEmpty() || !more.isEmpty()) {
      LocalDate today =
          LocalDate.ofInstant(
              tx.now(), terms.of(center).map(CenterCapacity::zone).orElse(ZoneOffset.UTC));
      tx.put(CenterWork.TYPE, work(tx, center).changed(less, more, today.minusDays(PAST_DAYS)));
    }
  }

  boolean counts(CenterId center) {
    return terms.of(center).isPresent();
  }

  /** Returns what is booked of the days of a center that have not long passed, the first first. */
  List<Day> days(CenterId center) {
    Map<String, Integer> booked =
        kernel.find(CenterWork.TYPE, center.value()).map(CenterWork::days).orElse(Map.of());
    return new TreeMap<>(booked)
        .entrySet().stream()
            .map(
                day -> {
                  LocalDate date = LocalDate.parse(day.getKey());
                  int most = terms.of(center).map(own -> own.most(date)).orElse(0);
                  return new Day(date, day.getValue(), most);
                })
            .toList();
  }
}
