package io.backroom.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00.001Z",
        "1969-12-31T23:59:59.999Z",
        "2031-05-05T08:00:00Z",
        "2032-02-29T23:59:59.999Z",
        "2032-03-01T00:00:00.010Z",
        "2100-02-28T12:00:00.100Z",
        "2031-05-05T08:00:00.123456Z",
        "9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00.001Z",
        "-0001-01-01T00:00:00.001Z"
      })
  void aTimeIsWrittenAsTheJdkWritesIt(String text) {
    assertThat(IsoTime.of(Instant.parse(text))).isEqualTo(text);
  }

  @Test
  void anyTimeIsWrittenAsTheJdkWritesIt() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(-1_000_000_000L, 300_000_000_000_000L));
      assertThat(IsoTime.of(time)).isEqualTo(time.toString());
    }
  }
}
