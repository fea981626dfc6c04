package io.backroom.spi.tracking;

import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a carrier says of a parcel, with its own words beside ours.
 *
 * @param source who says it: the carrier, or who speaks for it; 1 to 64 characters
 * @param number the carrier's number of the parcel, 1 to 64 characters
 * @param status what it means
 * @param code the carrier's code as it came, at most 64 characters
 * @param subCode the finer code, at most 64 characters; empty if there is none
 * @param text the carrier's words, at most 500 characters
 * @param place where the parcel was, at most 200 characters; may be empty
 * @param occurredAt when it happened, in the years 1970 to 9999
 * @param receivedAt when the shop heard of it, likewise
 * @param correction whether it takes back what was said before
 * @param estimate when the carrier expects to deliver; empty if that was not said with it
 */
public record TrackingEvent(
    String source,
    String number,
    TrackingStatus status,
    String code,
    String subCode,
    String text,
    String place,
    Instant occurredAt,
    Instant receivedAt,
    boolean correction,
    Optional<DeliveryEstimate> estimate) {
  private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}|[\\x80-\\x9F]");

  /**
   * Refuses fields that break their rule; masks card numbers in the texts, and makes blanks of
   * control characters, which not every store can keep.
   */
  public TrackingEvent {
    source = clean(Require.someText("source", source, 64));
    number = clean(Require.someText("number", number, 64));
    code = clean(Require.text("code", code, 64));
    subCode = clean(Require.text("subCode", subCode, 64));
    text = clean(Require.freeText("text", text, 500));
    place = clean(Require.freeText("place", place, 200));
    Require.time("occurredAt", occurredAt);
    Require.time("receivedAt", receivedAt);
  }

  private static String clean(String said) {
    return said.chars().anyMatch(Character::isISOControl)
        ? CONTROLS.matcher(said).replaceAll(" ")
        : said;
  }

  /**
   * Creates an event with which nothing was said of when the parcel arrives.
   *
   * @param source who says it
   * @param number the carrier's number of the parcel
   * @param status what it means
   * @param code the carrier's code as it came
   * @param subCode the finer code; empty if there is none
   * @param text the carrier's words
   * @param place where the parcel was; may be empty
   * @param occurredAt when it happened
   * @param receivedAt when the shop heard of it
   * @param correction whether it takes back what was said before
   */
  public TrackingEvent(
      String source,
      String number,
      TrackingStatus status,
      String code,
      String subCode,
      String text,
      String place,
      Instant occurredAt,
      Instant receivedAt,
      boolean correction) {
    this(
        source,
        number,
        status,
        code,
        subCode,
        text,
        place,
        occurredAt,
        receivedAt,
        correction,
        Optional.empty());
  }

  /**
   * Returns the event with an estimate.
   *
   * @param other when the carrier expects to deliver; empty if that was not said
   * @return the same event with it
   */
  public TrackingEvent with(Optional<DeliveryEstimate> other) {
    return new TrackingEvent(
        source,
        number,
        status,
        code,
        subCode,
        text,
        place,
        occurredAt,
        receivedAt,
        correction,
        other);
  }

  /**
   * Tells whether another event is the same one, sent again.
   *
   * @param other the other
   * @return whether they differ at most in when the shop heard of them, in words, and in the
   *     estimate that came with them
   */
  public boolean isSame(TrackingEvent other) {
    return source.equals(other.source)
        && number.equals(other.number)
        && status == other.status
        && code.equals(other.code)
        && subCode.equals(other.subCode)
        && place.equals(other.place)
        && correction == other.correction
        && occurredAt.equals(other.occurredAt);
  }
}
