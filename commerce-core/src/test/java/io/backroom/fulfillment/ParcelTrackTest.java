package io.backroom.fulfillment;

import static io.backroom.spi.tracking.TrackingStatus.CANCELLED;
import static io.backroom.spi.tracking.TrackingStatus.DELIVERED;
import static io.backroom.spi.tracking.TrackingStatus.IN_TRANSIT;
import static io.backroom.spi.tracking.TrackingStatus.LABEL_CREATED;
import static io.backroom.spi.tracking.TrackingStatus.LOST;
import static io.backroom.spi.tracking.TrackingStatus.OUT_FOR_DELIVERY;
import static io.backroom.spi.tracking.TrackingStatus.RETURNED;
import static io.backroom.spi.tracking.TrackingStatus.RETURNING;
import static io.backroom.spi.tracking.TrackingStatus.STALE;
import static io.backroom.spi.tracking.TrackingStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where a parcel is, whatever becomes of the news of it on their way. */
class ParcelTrackTest {
  private static final Instant START = Instant.parse("2030-03-04T10:00:00Z");

  private static TrackingEvent event(TrackingStatus status, int hour, int heard, boolean correct) {
    return new TrackingEvent(
        "carrier",
        "T-1",
        status,
        status.name(),
        "",
        "heard " + heard,
        "Boston",
        START.plus(Duration.ofHours(hour)),
        START.plus(Duration.ofHours(heard)),
        correct,
        heard % 3 == 0
            ? Optional.empty()
            : Optional.of(
                new DeliveryEstimate(
                    START.plus(Duration.ofDays(hour % 4)), START.plus(Duration.ofHours(heard)))));
  }

  private static TrackingEvent at(int hour, TrackingStatus status) {
    return event(status, hour, hour, false);
  }

  private static ParcelTrack track(TrackingEvent... events) {
    return track(List.of(events));
  }

  private static ParcelTrack track(List<TrackingEvent> events) {
    ParcelTrack track = ParcelTrack.of("s");
    for (TrackingEvent event : events) {
      track = track.plus(event);
    }
    return track;
  }

  @Provide
  Arbitrary<List<TrackingEvent>> events() {
    Arbitrary<TrackingEvent> event =
        Combinators.combine(
                Arbitraries.of(TrackingStatus.class),
                Arbitraries.integers().between(0, 12),
                Arbitraries.integers().between(0, 12),
                Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(9, false), net.jqwik.api.Tuple.of(1, true)))
            .as(ParcelTrackTest::event);
    return event.list().ofMaxSize(12);
  }

  @Property(tries = 2000)
  void theOrderAndTheNumberOfTimesInWhichNewsComeDecideNothing(
      @ForAll("events") List<TrackingEvent> events, @ForAll Random chance) {
    List<TrackingEvent> more = new ArrayList<>(events);
    events.stream().filter(event -> chance.nextBoolean()).forEach(more::add);
    Collections.shuffle(more, chance);
    assertThat(track(more)).isEqualTo(track(events));
  }

  @Property(tries = 2000)
  void noEndIsLeftWithoutACorrectionButADeliveryThatIsReturned(
      @ForAll("events") List<TrackingEvent> events) {
    TrackingStatus before = UNKNOWN;
    for (TrackingEvent event : track(events).applied()) {
      boolean returned = before == DELIVERED && event.status() == RETURNING;
      assertThat(!before.isTerminal() || returned || event.correction()).isTrue();
      boolean toSender = before == RETURNING && event.status() == DELIVERED && !event.correction();
      before = toSender ? RETURNED : event.status();
    }
  }

  @Property(tries = 2000)
  void theEstimateIsTheOneThatWasSaidLast(@ForAll("events") List<TrackingEvent> events) {
    assertThat(track(events).estimate())
        .isEqualTo(
            events.stream()
                .flatMap(event -> event.estimate().stream())
                .max(Comparator.naturalOrder()));
  }

  @Example
  void aLateWordIsKeptAndChangesNothing() {
    ParcelTrack track = track(at(5, DELIVERED), at(3, OUT_FOR_DELIVERY), at(9, IN_TRANSIT));
    assertThat(track.status()).isEqualTo(DELIVERED);
    assertThat(track.events()).hasSize(3);
    assertThat(track.applied()).containsExactly(at(3, OUT_FOR_DELIVERY), at(5, DELIVERED));
  }

  @Example
  void aParcelDoesNotGoBackBehindTheCarriersDoor() {
    assertThat(track(at(1, IN_TRANSIT), at(2, LABEL_CREATED)).status()).isEqualTo(IN_TRANSIT);
    assertThat(track(at(1, OUT_FOR_DELIVERY), at(2, IN_TRANSIT)).status()).isEqualTo(IN_TRANSIT);
    assertThat(track(at(1, IN_TRANSIT), at(2, UNKNOWN)).status()).isEqualTo(IN_TRANSIT);
  }

  @Example
  void aDeliveryCanBeReturnedAndThenOneIsToTheSender() {
    ParcelTrack track = track(at(1, DELIVERED), at(2, RETURNING));
    assertThat(track.status()).isEqualTo(RETURNING);
    assertThat(track.plus(at(3, DELIVERED)).status()).isEqualTo(RETURNED);
    assertThat(track(at(1, CANCELLED), at(2, RETURNING)).status()).isEqualTo(CANCELLED);
  }

  @Example
  void aCorrectionBringsALostParcelBack() {
    ParcelTrack lost = track(at(1, LOST), at(2, IN_TRANSIT));
    assertThat(lost.status()).isEqualTo(LOST);
    assertThat(lost.plus(event(IN_TRANSIT, 3, 3, true)).status()).isEqualTo(IN_TRANSIT);
  }

  @Example
  void afterDaysOfSilenceNobodyKnowsUnlessItHasArrived() {
    Duration days = Duration.ofDays(5);
    Instant later = START.plus(Duration.ofHours(1)).plus(days);
    ParcelTrack moving = track(at(1, IN_TRANSIT));
    assertThat(moving.status(later.minusSeconds(1), days)).isEqualTo(IN_TRANSIT);
    assertThat(moving.status(later, days)).isEqualTo(STALE);
    assertThat(track(at(1, DELIVERED)).status(later, days)).isEqualTo(DELIVERED);
    assertThat(moving.plus(at(121, OUT_FOR_DELIVERY)).status(later, days))
        .isEqualTo(OUT_FOR_DELIVERY);
  }

  @Example
  void aSilentCarrierIsAskedLessAndLessOften() {
    ParcelTrack moving = track(at(0, IN_TRANSIT));
    List<Long> hours = new ArrayList<>();
    Instant asked = START;
    for (int i = 0; i < 7; i++) {
      Instant next = moving.askAgain(START, asked).orElseThrow();
      hours.add(Duration.between(asked, next).toHours());
      asked = next;
    }
    assertThat(hours).containsExactly(1L, 1L, 2L, 4L, 8L, 16L, 24L);
    assertThat(moving.plus(at(1, DELIVERED)).askAgain(START, asked)).isEmpty();
  }
}
