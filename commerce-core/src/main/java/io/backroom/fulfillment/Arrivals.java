package io.backroom.fulfillment;

import io.backroom.inventory.Incoming;
import io.backroom.inventory.PromiseReason;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.policy.PromiseDates;
import io.backroom.spi.policy.PromisePolicy;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** When shipments arrive, and the one place where the promise of a waiting shipment moves. */
final class Arrivals {
  /** A date that moves less than this is the same date to a customer. */
  private static final Duration NOTICED = Duration.ofHours(1);

  /** Whoever loads at the last minute scans a little later. */
  private static final Duration LOADING = Duration.ofHours(1);

  private static final String WATCH = "promise-watch";

  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Map<CenterId, Center> centers;
  private final PromisePolicy promises;
  private final Workload workload;

  /** A shipment that is to leave with a truck, by the option that it had then. */
  record Watch(String shipment, Instant truck, Optional<String> option) {}

  Arrivals(Kernel kernel, List<Center> centers, PromisePolicy promises, Workload workload) {
    this.centers = centers.stream().collect(Collectors.toMap(Center::id, center -> center));
    this.promises = promises;
    this.workload = workload;
    kernel
        .work()
        .on(
            WATCH,
            item -> {
              Watch watch = kernel.payload(item, Watch.class);
              return tx -> look(tx, watch);
            });
  }

  /** Returns the shipment as it leaves the center now. */
  FulfillmentOrder leaving(FulfillmentOrder shipment, Instant now) {
    Instant arrives = policy(shipment).arrives(center(shipment), shipment.destination(), now);
    return promising(shipment, Optional.of(arrives), PromiseReason.ON_ITS_WAY);
  }

  /** Tells whether a new shipment arrives when it was planned to, on what is booked by now. */
  boolean isInTime(Transaction tx, FulfillmentOrder shipment) {
    return workload.isInTime(tx, shipment, center(shipment), policy(shipment));
  }

  /** Returns a new shipment whose goods are there; it may be promised later than was planned. */
  FulfillmentOrder planned(Transaction tx, FulfillmentOrder shipment) {
    Instant arrives = booked(tx, shipment).latest();
    boolean late = shipment.promise().current().filter(arrives::isAfter).isPresent();
    return late && workload.counts(shipment.center())
        ? shipment.promising(Promise.of(Optional.of(arrives)))
        : shipment;
  }

  /** Returns the shipment as its last goods have come in, and tells if it moves its promise. */
  FulfillmentOrder complete(Transaction tx, FulfillmentOrder shipment) {
    Optional<Instant> arrives = Optional.of(booked(tx, shipment).latest());
    watch(tx, shipment);
    return told(tx, shipment, arrives, PromiseReason.GOODS_CAME_IN);
  }

  /** Returns the shipment as it is paid for, and tells if that came too late for its promise. */
  FulfillmentOrder paid(Transaction tx, FulfillmentOrder shipment) {
    Instant arrives = booked(tx, shipment).latest();
    boolean late = shipment.promise().current().filter(arrives::isAfter).isPresent();
    return late ? told(tx, shipment, Optional.of(arrives), PromiseReason.PAYMENT_LATE) : shipment;
  }

  /**
   * Returns a waiting shipment with the date that follows from what it waits for, and tells if it
   * moves its promise.
   *
   * @param setback why, should it come later than was told
   */
  FulfillmentOrder waiting(Transaction tx, FulfillmentOrder shipment, PromiseReason setback) {
    Optional<Instant> arrives = arrival(shipment);
    Optional<Instant> before = shipment.promise().current();
    boolean later = arrives.isEmpty() || before.filter(arrives.get()::isAfter).isPresent();
    return told(tx, shipment, arrives, later ? setback : PromiseReason.EARLIER);
  }

  /** Returns a shipment as it goes another way, and tells if that moves its promise. */
  FulfillmentOrder redirected(Transaction tx, FulfillmentOrder before, FulfillmentOrder after) {
    boolean there = after.waits().isEmpty();
    PromiseDates dates = policy(after).promise(center(after), after.destination(), tx.now());
    Optional<Instant> arrives =
        dates.shipBy().isEmpty()
            ? before.promise().current().map(date -> date.plus(more(before, after, tx)))
            : there
                ? Optional.of(workload.anew(tx, after, center(after), policy(after)).latest())
                : arrival(after);
    if (!after.service().equals(before.service()) && there) {
      watch(tx, after);
    }
    boolean moved = !after.destination().equals(before.destination());
    return told(
        tx, after, arrives, moved ? PromiseReason.ADDRESS_CHANGED : PromiseReason.OPTION_CHANGED);
  }

  /** Returns a shipment as another center begins with it, and tells if that moves its promise. */
  FulfillmentOrder rerouted(Transaction tx, FulfillmentOrder shipment) {
    Optional<Instant> arrives =
        shipment.waits().isEmpty() ? Optional.of(booked(tx, shipment).latest()) : arrival(shipment);
    Optional<Instant> before = shipment.promise().current();
    boolean later = arrives.isEmpty() || before.filter(arrives.get()::isAfter).isPresent();
    return told(tx, shipment, arrives, later ? PromiseReason.REROUTED : PromiseReason.EARLIER);
  }

  /** Returns a shipment with a date that is not later than its own, and tells if it moves. */
  FulfillmentOrder earlier(Transaction tx, FulfillmentOrder shipment, Optional<Instant> arrives) {
    Instant booked = booked(tx, shipment).latest();
    boolean full =
        workload.counts(shipment.center()) && arrives.filter(booked::isAfter).isPresent();
    return full
        ? told(tx, shipment, Optional.of(booked), PromiseReason.REROUTED)
        : told(tx, shipment, arrives, PromiseReason.EARLIER);
  }

  /** Without calendars the way alone decides, however far the work on the parcel has come. */
  private Duration more(FulfillmentOrder before, FulfillmentOrder after, Transaction tx) {
    return Duration.between(byCalendar(before, tx.now()), byCalendar(after, tx.now()));
  }

  /** Has a shipment whose goods are there looked at when its truck is gone. */
  void watch(Transaction tx, FulfillmentOrder shipment) {
    booked(tx, shipment)
        .shipBy()
        .ifPresent(
            truck ->
                tx.doAt(
                    WATCH,
                    new Watch(shipment.id(), truck, shipment.option()),
                    truck.plus(LOADING)));
  }

  /** Whoever is sent by another option by now is watched for another truck. */
  private static Optional<FulfillmentOrder> stillThere(Transaction tx, Watch watch) {
    return tx.find(FulfillmentOrder.TYPE, watch.shipment())
        .filter(shipment -> shipment.state().isChangeable())
        .filter(shipment -> shipment.service().equals(FulfillmentOrder.service(watch.option())));
  }

  /** A parcel that its truck has left behind comes later, and whoever waits hears of it now. */
  private void look(Transaction tx, Watch watch) {
    stillThere(tx, watch)
        .ifPresent(
            shipment -> {
              Instant arrives = booked(tx, shipment).latest();
              Optional<Instant> told = shipment.promise().current();
              if (told.filter(arrives::isAfter).isPresent()) {
                tx.emit(
                    shipment.order().value(),
                    "promise-at-risk",
                    SYSTEM,
                    "",
                    Map.of(
                        "shipment", shipment.id(),
                        "center", shipment.center().value(),
                        "promised", text(shipment.promise().first()),
                        "ship-by", watch.truck().toString(),
                        "expected", arrives.toString(),
                        "cause", "truck missed"));
                tx.put(
                    FulfillmentOrder.TYPE,
                    told(tx, shipment, Optional.of(arrives), PromiseReason.TRUCK_MISSED));
              }
              watch(tx, shipment);
            });
  }

  /** The last of its goods decides; one that nothing brings leaves it without a date. */
  private Optional<Instant> arrival(FulfillmentOrder shipment) {
    return shipment.waits().stream().allMatch(wait -> wait.source().isPresent())
        ? shipment.waits().stream()
            .flatMap(wait -> wait.source().stream())
            .map(Incoming.Source::at)
            .max(Comparator.naturalOrder())
            .map(goodsAt -> withGoodsAt(shipment, goodsAt))
        : Optional.empty();
  }

  /** Days are booked when the goods are there; until then the present bookings are an estimate. */
  private Instant withGoodsAt(FulfillmentOrder shipment, Instant goodsAt) {
    int units = shipment.lines().stream().mapToInt(FulfillmentOrder.Line::quantity).sum();
    return workload
        .dates(
            policy(shipment),
            center(shipment),
            shipment.destination(),
            goodsAt,
            units,
            List.of(shipment.id()))
        .dates()
        .latest();
  }

  private Instant byCalendar(FulfillmentOrder shipment, Instant goodsAt) {
    return policy(shipment).promise(center(shipment), shipment.destination(), goodsAt).latest();
  }

  /** Keeps the days that it has, or books some. */
  private PromiseDates booked(Transaction tx, FulfillmentOrder shipment) {
    return workload.book(tx, shipment, center(shipment), policy(shipment));
  }

  private Center center(FulfillmentOrder shipment) {
    return center(shipment.center());
  }

  private PromisePolicy policy(FulfillmentOrder shipment) {
    return promises.forService(shipment.service());
  }

  private Center center(CenterId id) {
    return Optional.ofNullable(centers.get(id))
        .orElseThrow(() -> new IllegalStateException("The shop has no center " + id + " any more"));
  }

  /** Returns a shipment with another date, and tells it to everybody if that is noticed. */
  static FulfillmentOrder told(
      Transaction tx, FulfillmentOrder shipment, Optional<Instant> arrives, PromiseReason reason) {
    Optional<Instant> before = shipment.promise().current();
    if (!isNoticed(before, arrives)) {
      return shipment;
    }
    FulfillmentOrder moved = promising(shipment, arrives, reason);
    tx.emit(
        shipment.order().value(),
        "promise-moved",
        SYSTEM,
        reason.name().toLowerCase(Locale.ROOT).replace('_', ' '),
        Map.of("shipment", shipment.id(), "from", text(before), "to", text(arrives)));
    tx.tell(new Shipments.PromiseMoved(shipment.order(), shipment.id(), before, moved.promise()));
    return moved;
  }

  private static boolean isNoticed(Optional<Instant> before, Optional<Instant> now) {
    return (before.isPresent() && now.isPresent())
        ? Duration.between(before.get(), now.get()).abs().compareTo(NOTICED) >= 0
        : before.isPresent() || now.isPresent();
  }

  private static FulfillmentOrder promising(
      FulfillmentOrder shipment, Optional<Instant> arrives, PromiseReason reason) {
    return shipment.promising(shipment.promise().movedTo(arrives, reason));
  }

  /** Returns a date for an event: empty if nobody knows it. */
  static String text(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }
}
