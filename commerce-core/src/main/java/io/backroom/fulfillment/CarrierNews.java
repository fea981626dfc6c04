package io.backroom.fulfillment;

import io.backroom.kernel.Access;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.policy.AccessRequest.Action;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingNotice;
import io.backroom.spi.tracking.TrackingSource;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where carriers' news of parcels go: webhooks, and what a host has polled. News may come late,
 * twice and in any order; see {@link ParcelTrack}. The state of a shipment follows its parcel as
 * far as the table of states allows; a parcel that is still LOADED leaves when it is paid for, and
 * comes then where its carrier has said that it is. Thread-safe.
 */
public final class CarrierNews {
  private static final int EVENTS_MAX = 1_000;

  /** Tracking numbers are used again after some time. */
  private static final int SHIPMENTS_MAX = 100;

  private final Kernel kernel;
  private final Access access;
  private final List<TrackingSource> sources;
  private final ParcelWatch watch;

  /**
   * Creates the mailbox; the shop's builder does.
   *
   * @param kernel documents and time
   * @param access who may do what
   * @param sources who speaks for carriers
   */
  public CarrierNews(Kernel kernel, Access access, List<TrackingSource> sources) {
    this.kernel = kernel;
    this.access = access;
    this.sources = List.copyOf(sources);
    this.watch = new ParcelWatch(kernel, this.sources);
  }

  /**
   * Takes a notification in. When this returns, what it says is stored: acknowledge it then. Nobody
   * but its signature vouches for it, so no caller is asked for.
   *
   * @param source whose notification it is
   * @param headers the headers as they came in
   * @param body the bytes as they came in, before anything has read them
   * @return how many events of this shop's parcels are new to it; refused with INVALID if it is not
   *     genuine, with NOT_FOUND if there is no such source
   */
  public Result<Integer> receive(String source, Map<String, String> headers, byte[] body) {
    Optional<TrackingSource> own =
        sources.stream().filter(each -> each.name().equals(source)).findFirst();
    if (own.isEmpty()) {
      return refused(Refusal.Code.NOT_FOUND, "source", "there is no such one");
    } else if (body.length > RawNotification.BODY_MAX) {
      return refused(Refusal.Code.INVALID, "notification", "must be at most 256 KiB");
    }
    TrackingNotice notice = own.get().receive(new RawNotification(headers, body), kernel.now());
    if (notice instanceof TrackingNotice.Genuine genuine) {
      return Result.done(record(Caller.system(source), genuine.events()));
    }
    return refused(Refusal.Code.INVALID, "notification", ((TrackingNotice.Invalid) notice).why());
  }

  /**
   * Takes events in that a host has asked a carrier for.
   *
   * @param caller who has
   * @param events 1 to 1,000 events
   * @return how many of them are new; refused with FORBIDDEN unless the caller may fulfill
   */
  public Result<Integer> report(Caller caller, List<TrackingEvent> events) {
    Require.some("events", events, EVENTS_MAX);
    Optional<Refusal> refusal = access.refusal(caller, Action.FULFILL);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : Result.done(record(caller, events));
  }

  /**
   * Returns what carriers have said of a shipment.
   *
   * @param caller who asks
   * @param shipment which fulfillment order
   * @return its track, empty if nothing was said; refused with FORBIDDEN unless the caller may
   *     fulfill
   */
  public Result<ParcelTrack> track(Caller caller, String shipment) {
    Require.id("shipment", shipment);
    Optional<Refusal> refusal = access.refusal(caller, Action.FULFILL);
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : Result.done(
            kernel.find(ParcelTrack.TYPE, shipment).orElseGet(() -> ParcelTrack.of(shipment)));
  }

  /** Has a parcel watched that has its number from now on; what was said of another is over. */
  void expect(Transaction tx, String shipment, String number) {
    tx.find(ParcelTrack.TYPE, shipment)
        .ifPresent(track -> tx.put(ParcelTrack.TYPE, track.labeled(number)));
    watch.begin(tx, shipment);
  }

  private static <T> Result<T> refused(Refusal.Code code, String field, String why) {
    return Result.refused(new Refusal(code, field, why));
  }

  private int record(Caller caller, List<TrackingEvent> events) {
    int fresh = 0;
    for (TrackingEvent event : events) {
      Optional<String> shipment = shipment(event.number());
      if (shipment.isPresent() && kernel.transact(tx -> take(tx, caller, shipment.get(), event))) {
        fresh++;
      }
    }
    return fresh;
  }

  /** Requires a number that a carrier can be asked for and a parcel found by. */
  static String number(String field, String value) {
    Require.someText(field, value, 64);
    return Require.when(isLegal(value), field, value, "must have no | and no control characters");
  }

  private static boolean isLegal(String number) {
    return number.chars().noneMatch(c -> c == '|' || Character.isISOControl(c));
  }

  private Optional<String> shipment(String number) {
    if (!isLegal(number)) {
      return Optional.empty();
    }
    return kernel
        .query(
            FulfillmentOrder.TYPE,
            DocumentQuery.range(
                FulfillmentOrder.TYPE.name(),
                FulfillmentOrder.BY_TRACKING,
                number + "|",
                number + "}",
                SHIPMENTS_MAX))
        .stream()
        .max(Comparator.comparing(FulfillmentOrder::since).thenComparing(FulfillmentOrder::id))
        .map(FulfillmentOrder::id);
  }

  static boolean take(Transaction tx, Caller caller, String shipment, TrackingEvent event) {
    FulfillmentOrder parcel = tx.get(FulfillmentOrder.TYPE, shipment);
    if (parcel.tracking().filter(event.number()::equals).isEmpty()) {
      // It has another label meanwhile.
      return false;
    }
    ParcelTrack before =
        tx.find(ParcelTrack.TYPE, shipment).orElseGet(() -> ParcelTrack.of(shipment));
    ParcelTrack after = before.plus(event);
    if (after.equals(before)) {
      return false;
    }
    if (before.events().isEmpty()) {
      tx.create(ParcelTrack.TYPE, after);
    } else {
      tx.put(ParcelTrack.TYPE, after);
    }
    if (after.status() != before.status()) {
      tx.emit(
          parcel.order().value(),
          "parcel-tracked",
          caller,
          event.text(),
          Map.of(
              "shipment", shipment,
              "status", after.status().name(),
              "code", event.code(),
              "place", event.place(),
              "occurred", event.occurredAt().toString()));
    }
    follow(tx, caller, parcel, after);
    after
        .estimate()
        .filter(estimate -> after.status().leadsToCustomer())
        .ifPresent(estimate -> RoadRisks.estimated(tx, caller, shipment, estimate.arrives()));
    return before.events().stream().noneMatch(event::isSame);
  }

  /** Has a parcel that is just leaving come where its carrier has said by now that it is. */
  static void catchUp(Transaction tx, Caller caller, String shipment) {
    tx.find(ParcelTrack.TYPE, shipment)
        .ifPresent(track -> follow(tx, caller, tx.get(FulfillmentOrder.TYPE, shipment), track));
  }

  private static void follow(
      Transaction tx, Caller caller, FulfillmentOrder parcel, ParcelTrack track) {
    state(track.status())
        .filter(next -> parcel.state() != FulfillmentState.LOADED)
        .filter(next -> parcel.state().next().contains(next))
        .ifPresent(next -> Shipments.move(tx, caller, parcel, next));
  }

  private static Optional<FulfillmentState> state(TrackingStatus status) {
    return switch (status) {
      case IN_TRANSIT, CUSTOMS, DELAYED, DELIVERY_ATTEMPTED ->
          Optional.of(FulfillmentState.IN_TRANSIT);
      case OUT_FOR_DELIVERY, AVAILABLE_FOR_PICKUP -> Optional.of(FulfillmentState.OUT_FOR_DELIVERY);
      case DELIVERED -> Optional.of(FulfillmentState.DELIVERED);
      case CUSTOMS_HOLD, EXCEPTION, RETURNING, RETURNED, LOST, CANCELLED ->
          Optional.of(FulfillmentState.EXCEPTION);
      case UNKNOWN, STALE, LABEL_CREATED, READY_TO_SHIP, TENDERED -> Optional.empty();
    };
  }
}
