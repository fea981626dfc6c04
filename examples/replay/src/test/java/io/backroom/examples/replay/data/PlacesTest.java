package io.backroom.examples.replay.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
  private final Places places = new Places(42);

  @Test
  void aBuyerAlwaysLivesInTheSameTown() {
    assertThat(new Places(42).of("17850", "United Kingdom"))
        .isEqualTo(places.of("17850", "United Kingdom"));
    assertThat(places.of("17850", "United Kingdom").city()).isEqualTo("Manchester");
  }

  @Test
  void anotherSeedMovesPeople() {
    Places others = new Places(43);

    assertThat(IntStream.range(0, 100).mapToObj(Integer::toString))
        .anyMatch(buyer -> !others.of(buyer, "France").equals(places.of(buyer, "France")));
  }

  @Test
  void largerTownsHaveMorePeople() {
    assertThat(share("London")).isBetween(0.33, 0.40);
    assertThat(share("Birmingham")).isBetween(0.03, 0.07);
  }

  @Test
  void namesThatAreNoCountryHaveAStandIn() {
    assertThat(places.of("1", "EIRE").countryCode()).isEqualTo("IE");
    assertThat(places.of("1", "RSA").countryCode()).isEqualTo("ZA");
    assertThat(places.of("1", "USA").countryCode()).isEqualTo("US");
    assertThat(places.of("1", "Channel Islands").countryCode()).isIn("JE", "GG");
    assertThat(places.of("1", "European Community").city()).isEqualTo("Brussels");
    assertThat(places.of("1", "Unspecified").countryCode()).isEqualTo("GB");
  }

  @Test
  void aCountryThatTheTableLacksIsTreatedAsUnspecified() {
    assertThat(Places.knows("Atlantis")).isFalse();
    assertThat(places.of("1", "Atlantis")).isEqualTo(places.of("1", "Unspecified"));
  }

  @Test
  void theTableIsSound() {
    assertThat(Places.all())
        .allSatisfy(
            place -> {
              assertThat(place.countryCode()).matches("[A-Z]{2}");
              assertThat(place.latitude()).isBetween(-60.0, 70.0);
              assertThat(place.longitude()).isBetween(-180.0, 180.0);
            });
    assertThat(Places.all().stream().filter(place -> place.country().equals("United Kingdom")))
        .hasSizeGreaterThanOrEqualTo(40);
  }

  private double share(String city) {
    long living =
        IntStream.range(12_000, 18_000)
            .filter(i -> places.of(Integer.toString(i), "United Kingdom").city().equals(city))
            .count();
    return living / 6_000.0;
  }
}
