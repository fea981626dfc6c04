package io.backroom.aftership;

import io.backroom.fulfillment.StatusMap;
import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import io.backroom.spi.value.Require;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The events in AfterShip's tracking object. */
final class Checkpoints {
  private static final int CODE_MAX = 64;
  private static final int TEXT_MAX = 500;
  private static final int PLACE_MAX = 200;
  private static final int CHECKPOINTS_MAX = 1_000;

  /** Half of a surrogate pair, which JSON can escape and no database keeps. */
  private static final Pattern LONE_HALF = Pattern.compile("\\p{Cs}");

  private Checkpoints() {}

  /** A status that has no checkpoint, like the end of a silence, is an event of its own. */
  static List<TrackingEvent> events(JsonNode tracking, Instant said, Instant now) {
    String number = text(tracking, "tracking_number");
    if (number.isBlank() || number.length() > CODE_MAX) {
      return List.of();
    }
    List<TrackingEvent> events = new ArrayList<>();
    for (JsonNode checkpoint : tracking.path("checkpoints")) {
      if (events.size() < CHECKPOINTS_MAX) {
        time(checkpoint).ifPresent(at -> events.add(event(number, checkpoint, at, now)));
      }
    }
    String tag = text(tracking, "tag");
    boolean told = events.stream().anyMatch(event -> event.code().equals(tag));
    if (!told && !tag.isEmpty()) {
      events.add(event(number, tracking, said, now));
    }
    estimate(tracking, said).ifPresent(estimate -> sayWithTheLast(events, estimate));
    return events;
  }

  /** The estimate is of the parcel; it travels with what happened last. */
  private static void sayWithTheLast(List<TrackingEvent> events, DeliveryEstimate estimate) {
    IntStream.range(0, events.size())
        .boxed()
        .max(Comparator.comparing(place -> events.get(place).occurredAt()))
        .ifPresent(last -> events.set(last, events.get(last).with(Optional.of(estimate))));
  }

  /** Of a range the end counts. */
  private static Optional<DeliveryEstimate> estimate(JsonNode tracking, Instant said) {
    JsonNode latest = tracking.path("latest_estimated_delivery");
    return day(text(latest, "datetime_max"))
        .or(() -> day(text(latest, "datetime")))
        .map(arrives -> new DeliveryEstimate(arrives, said));
  }

  private static Optional<Instant> day(String text) {
    return zoned(text).or(() -> local(text)).or(() -> local(text + "T12:00:00"));
  }

  private static TrackingEvent event(String number, JsonNode from, Instant at, Instant now) {
    String tag = text(from, "tag");
    String subtag = text(from, "subtag");
    String raw = text(from, "raw_tag");
    String message = text(from, "message");
    return new TrackingEvent(
        AfterShipTracking.NAME,
        number,
        status(tag, subtag),
        Require.beginning(tag, CODE_MAX),
        Require.beginning(subtag, CODE_MAX),
        Require.beginning(raw.isEmpty() ? message : raw + ": " + message, TEXT_MAX),
        Require.beginning(place(from), PLACE_MAX),
        at,
        now,
        false);
  }

  private static TrackingStatus status(String tag, String subtag) {
    return switch (subtag) {
      case "Exception_010" -> TrackingStatus.RETURNING;
      case "Exception_011" -> TrackingStatus.RETURNED;
      case "Exception_013" -> TrackingStatus.LOST;
      default -> StatusMap.status(AfterShipTracking.NAME, tag).orElse(TrackingStatus.UNKNOWN);
    };
  }

  private static String place(JsonNode from) {
    String location = text(from, "location");
    return location.isEmpty()
        ? Stream.of("city", "state", "country_region")
            .map(field -> text(from, field))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(", "))
        : location;
  }

  /** A local time of nobody knows where is worth less than when AfterShip heard of it. */
  private static Optional<Instant> time(JsonNode checkpoint) {
    String shown = text(checkpoint, "checkpoint_time");
    return zoned(shown).or(() -> zoned(text(checkpoint, "created_at"))).or(() -> local(shown));
  }

  private static Optional<Instant> zoned(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(Checkpoints::isKept);
    } catch (DateTimeException noOffset) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC))
          .filter(Checkpoints::isKept);
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  /** The year 1, or one of five digits, is how some say that they do not know. */
  private static boolean isKept(Instant time) {
    return !time.isBefore(Require.TIME_MIN) && !time.isAfter(Require.TIME_MAX);
  }

  private static String text(JsonNode from, String field) {
    return LONE_HALF.matcher(from.path(field).asString("")).replaceAll("\uFFFD");
  }
}
