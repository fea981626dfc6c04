package io.backroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.tracking.DeliveryEstimate;
import io.backroom.spi.tracking.TrackingEvent;
import io.backroom.spi.tracking.TrackingStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
  private final Json json = new Json();

  record Parcel(String id, Optional<String> tracking, List<String> scans, Optional<Instant> left) {}

  @Test
  void whatIsAbsentTakesNoRoomAndIsAbsentWhenItIsReadAgain() {
    Parcel parcel = new Parcel("p1", Optional.empty(), List.of(), Optional.empty());
    String text = json.write(parcel);
    assertThat(text).isEqualTo("{\"id\":\"p1\",\"scans\":[]}");
    assertThat(json.read(text, Parcel.class)).isEqualTo(parcel);
  }

  @Test
  void whatEarlierReleasesWroteForTheAbsentIsRead() {
    String text = "{\"id\":\"p1\",\"tracking\":null,\"scans\":[],\"left\":null}";
    assertThat(json.read(text, Parcel.class))
        .isEqualTo(new Parcel("p1", Optional.empty(), List.of(), Optional.empty()));
  }

  @Test
  void whatACarrierSaidBeforeEstimatesWereKeptIsReadWithoutOne() {
    Instant time = Instant.parse("2031-05-05T08:00:00Z");
    TrackingEvent event =
        new TrackingEvent("c", "T-1", TrackingStatus.DELAYED, "D", "", "", "", time, time, false);
    String text = json.write(event);
    assertThat(text).doesNotContain("estimate");
    assertThat(json.read(text, TrackingEvent.class)).isEqualTo(event);
    TrackingEvent dated = event.with(Optional.of(new DeliveryEstimate(time, time)));
    assertThat(json.read(json.write(dated), TrackingEvent.class)).isEqualTo(dated);
  }

  @Test
  void aTimeIsWrittenAsTheJdkWritesIt() {
    Instant time = Instant.parse("2031-05-05T08:00:00.123456Z");
    Parcel parcel = new Parcel("p1", Optional.empty(), List.of(), Optional.of(time));
    String text = json.write(parcel);
    assertThat(text).contains("\"left\":\"2031-05-05T08:00:00.123456Z\"");
    assertThat(json.read(text, Parcel.class)).isEqualTo(parcel);
  }
}
