package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that carriers have said of a parcel. Where it is follows from what was said and not from the
 * order in which the shop heard of it, nor from how often: events count by when they happened, and
 * {@link TrackingStatus#canFollow} says which of them move the parcel. What does not is kept. After
 * a return has begun, a delivery is one to the sender.
 *
 * @param shipment which fulfillment order
 * @param events each event once, by the time at which it happened; at most 1,000
 * @param number the number of the parcel's label, if it had another one before: what was said of
 *     that one does not count
 */
public record ParcelTrack(String shipment, List<TrackingEvent> events, Optional<String> number) {
  static final DocumentType<ParcelTrack> TYPE =
      new DocumentType<>(
          "parcel-track", ParcelTrack.class, ParcelTrack::shipment, track -> List.of());

  private static final int EVENTS_MAX = 1_000;

  private static final Duration FIRST_LOOK = Duration.ofHours(1);
  private static final Duration LAST_LOOK = Duration.ofDays(1);

  private static final Comparator<TrackingEvent> BY_TIME =
      Comparator.comparing(TrackingEvent::occurredAt)
          .thenComparing(TrackingEvent::correction)
          .thenComparing(TrackingEvent::status)
          .thenComparing(TrackingEvent::source)
          .thenComparing(TrackingEvent::number)
          .thenComparing(TrackingEvent::code)
          .thenComparing(TrackingEvent::subCode)
          .thenComparing(TrackingEvent::place);

  private static final Comparator<TrackingEvent> AS_HEARD =
      Comparator.comparing(TrackingEvent::receivedAt).thenComparing(TrackingEvent::text);

  /** Copies the events. */
  public ParcelTrack {
    events = List.copyOf(events);
  }

  static ParcelTrack of(String shipment) {
    return new ParcelTrack(shipment, List.of(), Optional.empty());
  }

  /** The track of a parcel that has another label from now on. */
  ParcelTrack labeled(String other) {
    boolean another = events.stream().anyMatch(event -> !event.number().equals(other));
    return another ? new ParcelTrack(shipment, events, Optional.of(other)) : this;
  }

  private Stream<TrackingEvent> own() {
    return events.stream()
        .filter(event -> number.filter(own -> !own.equals(event.number())).isEmpty());
  }

  /**
   * Returns the track with one more event; of one that is heard twice the first is kept, with what
   * was said last of when the parcel arrives. What is too much is forgotten, the oldest first of
   * what does not move the parcel.
   */
  ParcelTrack plus(TrackingEvent event) {
    Optional<TrackingEvent> known = events.stream().filter(event::isSame).findFirst();
    TrackingEvent first = known.filter(old -> AS_HEARD.compare(old, event) <= 0).orElse(event);
    TrackingEvent kept = first.with(latest(Stream.concat(known.stream(), Stream.of(event))));
    ParcelTrack all =
        new ParcelTrack(
            shipment,
            Stream.concat(events.stream().filter(old -> !old.isSame(event)), Stream.of(kept))
                .sorted(BY_TIME)
                .toList(),
            number);
    return all.events.size() > EVENTS_MAX ? all.withoutOne() : all;
  }

  private ParcelTrack withoutOne() {
    List<TrackingEvent> moving = moving();
    List<TrackingEvent> less = new ArrayList<>(events);
    less.remove(
        events.stream()
            .filter(event -> !moving.contains(event))
            .findFirst()
            .orElseGet(() -> events.get(0)));
    return new ParcelTrack(shipment, less, number);
  }

  /** Those of the events after which the parcel is elsewhere than before. */
  private List<TrackingEvent> moving() {
    List<TrackingEvent> moving = new ArrayList<>();
    TrackingStatus status = TrackingStatus.UNKNOWN;
    for (TrackingEvent event : applied()) {
      TrackingStatus next = after(status, event);
      if (next != status) {
        moving.add(event);
      }
      status = next;
    }
    return moving;
  }

  /**
   * Returns when the carrier expects to deliver, as was said last.
   *
   * @return the estimate; empty if nothing was said of that
   */
  public Optional<DeliveryEstimate> estimate() {
    return latest(own());
  }

  private static Optional<DeliveryEstimate> latest(Stream<TrackingEvent> some) {
    return some.flatMap(event -> event.estimate().stream()).max(Comparator.naturalOrder());
  }

  /**
   * Returns the events that moved the parcel, by the time at which they happened.
   *
   * @return the events; the others are late, or cannot have happened
   */
  public List<TrackingEvent> applied() {
    List<TrackingEvent> applied = new ArrayList<>();
    TrackingStatus status = TrackingStatus.UNKNOWN;
    for (TrackingEvent event : own().toList()) {
      TrackingStatus next = after(status, event);
      if (event.correction() || next.canFollow(status)) {
        applied.add(event);
        status = next;
      }
    }
    return applied;
  }

  private static TrackingStatus after(TrackingStatus status, TrackingEvent event) {
    boolean toSender =
        status == TrackingStatus.RETURNING
            && event.status() == TrackingStatus.DELIVERED
            && !event.correction();
    return toSender ? TrackingStatus.RETURNED : event.status();
  }

  /**
   * Returns where the parcel is.
   *
   * @return the status; {@link TrackingStatus#UNKNOWN} before anything was said
   */
  public TrackingStatus status() {
    TrackingStatus status = TrackingStatus.UNKNOWN;
    for (TrackingEvent event : applied()) {
      status = after(status, event);
    }
    return status;
  }

  /**
   * Returns since when the parcel is where it is.
   *
   * @return when the first of the latest events happened that all say the same; empty before
   *     anything was said
   */
  public Optional<Instant> since() {
    Optional<Instant> since = Optional.empty();
    TrackingStatus status = TrackingStatus.UNKNOWN;
    for (TrackingEvent event : applied()) {
      TrackingStatus next = after(status, event);
      since = next == status ? since : Optional.of(event.occurredAt());
      status = next;
    }
    return since;
  }

  /**
   * Returns where the parcel was seen last.
   *
   * @return the place of the latest event that moved it and names one; empty if none does
   */
  public String place() {
    return applied().stream()
        .map(TrackingEvent::place)
        .filter(place -> !place.isEmpty())
        .reduce((earlier, later) -> later)
        .orElse("");
  }

  /**
   * Returns where the parcel is, if that is still known.
   *
   * @param now the time
   * @param silence after how long without an event nobody knows
   * @return the status; {@link TrackingStatus#STALE} after such a silence, unless the parcel has
   *     come to its end
   */
  public TrackingStatus status(Instant now, Duration silence) {
    TrackingStatus status = status();
    boolean silent = lastHeard().filter(heard -> !heard.plus(silence).isAfter(now)).isPresent();
    return silent && !status.isTerminal() ? TrackingStatus.STALE : status;
  }

  /**
   * Returns when to ask the carrier: after an hour without an event, and then each time after twice
   * as long, at most a day apart.
   *
   * @param since since when the parcel can be tracked
   * @param asked when it was asked last
   * @return the time; empty once the parcel has come to its end
   */
  public Optional<Instant> askAgain(Instant since, Instant asked) {
    if (status().isTerminal()) {
      return Optional.empty();
    }
    Duration silence = Duration.between(lastHeard().orElse(since), asked);
    Duration wait = silence.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : silence;
    return Optional.of(asked.plus(wait.compareTo(LAST_LOOK) > 0 ? LAST_LOOK : wait));
  }

  /** Returns when the shop has heard of it last. */
  Optional<Instant> lastHeard() {
    return own().map(TrackingEvent::receivedAt).max(Comparator.naturalOrder());
  }
}
