package io.backroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
  void aTimeIsWrittenAsTheJdkWritesIt() {
    Instant time = Instant.parse("2031-05-05T08:00:00.123456Z");
    Parcel parcel = new Parcel("p1", Optional.empty(), List.of(), Optional.of(time));
    String text = json.write(parcel);
    assertThat(text).contains("\"left\":\"2031-05-05T08:00:00.123456Z\"");
    assertThat(json.read(text, Parcel.class)).isEqualTo(parcel);
  }
}
