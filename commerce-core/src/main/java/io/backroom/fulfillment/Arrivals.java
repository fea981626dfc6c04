package io.backroom.fulfillment;

import io.backroom.inventory.Incoming;
import io.backroom.inventory.PromiseReason;
import io.backroom.kernel.Transaction;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.value.Address;
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

  private static final Caller SYSTEM = Caller.system("fulfillment");

  private final Map<CenterId, Center> centers;
  private final TransitTime transit;

  Arrivals(List<Center> centers, TransitTime transit) {
    this.centers = centers.stream().collect(Collectors.toMap(Center::id, center -> center));
    this.transit = transit;
  }

  /** Returns the shipment as it leaves the center now. */
  FulfillmentOrder leaving(FulfillmentOrder shipment, Instant now) {
    Instant arrives = now.plus(transit(shipment));
    return promising(shipment, Optional.of(arrives), PromiseReason.ON_ITS_WAY);
  }

  /** Returns the shipment as its last goods have come in, and tells if it moves its promise. */
  FulfillmentOrder complete(Transaction tx, FulfillmentOrder shipment) {
    Optional<Instant> arrives = Optional.of(withGoodsAt(shipment, tx.now()));
    return told(tx, shipment, arrives, PromiseReason.GOODS_CAME_IN);
  }

  /** Returns the shipment as it is paid for, and tells if that came too late for its promise. */
  FulfillmentOrder paid(Transaction tx, FulfillmentOrder shipment) {
    Instant arrives = withGoodsAt(shipment, tx.now());
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

  /** Returns the shipment as it goes elsewhere, and tells if that moves its promise. */
  FulfillmentOrder redirected(Transaction tx, FulfillmentOrder shipment, Address destination) {
    FulfillmentOrder elsewhere = shipment.to(destination);
    Duration more = transit(elsewhere).minus(transit(shipment));
    Optional<Instant> arrives = shipment.promise().current().map(date -> date.plus(more));
    return told(tx, elsewhere, arrives, PromiseReason.ADDRESS_CHANGED);
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

  private Instant withGoodsAt(FulfillmentOrder shipment, Instant goodsAt) {
    return goodsAt.plus(center(shipment.center()).handling()).plus(transit(shipment));
  }

  private Center center(CenterId id) {
    return Optional.ofNullable(centers.get(id))
        .orElseThrow(() -> new IllegalStateException("The shop has no center " + id + " any more"));
  }

  private Duration transit(FulfillmentOrder shipment) {
    return transit.transit(center(shipment.center()), shipment.destination());
  }

  private static FulfillmentOrder told(
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
