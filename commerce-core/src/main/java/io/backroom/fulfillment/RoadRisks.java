package io.backroom.fulfillment;

import io.backroom.inventory.PromiseReason;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What puts the promise of a parcel at risk that has left: a later estimate, or silence. */
final class RoadRisks {
  /** Carriers name days: what differs by less is the same. */
  private static final Duration SAME_DAY = Duration.ofHours(6);

  /** A carrier that has said nothing for so long may have lost the parcel. */
  private static final Duration QUIET = Duration.ofDays(2);

  /** So long before its date a parcel should have been heard of. */
  private static final Duration AHEAD = Duration.ofDays(1);

  private static final Set<FulfillmentState> ON_THE_ROAD =
      EnumSet.of(
          FulfillmentState.IN_TRANSIT,
          FulfillmentState.OUT_FOR_DELIVERY,
          FulfillmentState.EXCEPTION);

  private RoadRisks() {}

  /** Notes when the carrier expects to deliver a parcel. */
  static void estimated(Transaction tx, Caller caller, String id, Instant arrives) {
    FulfillmentOrder shipment = tx.get(FulfillmentOrder.TYPE, id);
    Optional<Instant> told =
        shipment.promise().current().filter(date -> ON_THE_ROAD.contains(shipment.state()));
    if (told.filter(date -> arrives.isAfter(date.plus(SAME_DAY))).isPresent()) {
      risk(tx, caller, shipment, Map.of("expected", arrives.toString(), "cause", "carrier late"));
      put(tx, shipment, arrives, PromiseReason.CARRIER_LATE);
    } else if (shipment.promise().reason() == PromiseReason.CARRIER_LATE
        && told.filter(date -> arrives.isBefore(date.minus(SAME_DAY))).isPresent()) {
      // The carrier takes back what it had said. One that only comes sooner surprises nobody.
      put(tx, shipment, arrives, PromiseReason.EARLIER);
    }
  }

  private static void put(
      Transaction tx, FulfillmentOrder shipment, Instant arrives, PromiseReason reason) {
    tx.put(FulfillmentOrder.TYPE, Arrivals.told(tx, shipment, Optional.of(arrives), reason));
  }

  /**
   * Returns since when nobody has said anything of a parcel whose date is near.
   *
   * @param heard when something was said last, or since when it can be tracked
   * @return empty if it is not on its way, was heard of lately, or has time
   */
  static Optional<Instant> quiet(FulfillmentOrder shipment, Instant heard, Instant now) {
    Instant since = heard.isAfter(shipment.since()) ? heard : shipment.since();
    boolean near =
        shipment.promise().current().filter(date -> !date.minus(AHEAD).isAfter(now)).isPresent();
    return near && ON_THE_ROAD.contains(shipment.state()) && !since.plus(QUIET).isAfter(now)
        ? Optional.of(since)
        : Optional.empty();
  }

  /** Tells that a parcel may be late of which nobody says anything. */
  static void silent(Transaction tx, Caller caller, FulfillmentOrder shipment, Instant since) {
    risk(tx, caller, shipment, Map.of("since", since.toString(), "cause", "silence"));
  }

  private static void risk(
      Transaction tx, Caller caller, FulfillmentOrder shipment, Map<String, String> why) {
    Map<String, String> facts = new TreeMap<>(why);
    facts.put("shipment", shipment.id());
    facts.put("center", shipment.center().value());
    facts.put("promised", Arrivals.text(shipment.promise().first()));
    tx.emit(shipment.order().value(), "promise-at-risk", caller, "", facts);
  }
}
