package io.backroom.routing;

import static io.backroom.routing.Requests.GLASGOW;
import static io.backroom.routing.Requests.LEEDS;
import static io.backroom.routing.Requests.LONDON;
import static io.backroom.routing.Requests.pounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.spi.policy.Parcel;
import io.backroom.spi.policy.ShippingCost;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.GeoPoint;
import io.backroom.spi.value.InvalidInputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class FreightTest {
  private static final Center LONDON_CENTER = Center.of("london", LONDON);
  private static final Address NO_POINT = new Address("", "Bath", "", "GB", Optional.empty());
  private static final Address ABROAD = new Address("", "Lyon", "", "FR", Optional.empty());
  private static final ShippingCost COST =
      Freight.cost(Freight.greatCircle(), Freight.sampleCosts(CurrencyUnit.GBP));
  private static final TransitTime TRANSIT =
      Freight.transit(Freight.greatCircle(), Freight.sampleTransits());

  @Test
  void aQuarterOfTheEarthIsAQuarterOfItsGirth() {
    double quarter = Freight.greatCircle().kilometers(new GeoPoint(0, 0), new GeoPoint(0, 90));
    assertThat(quarter).isCloseTo(Math.PI / 2 * 6371.0088, within(1e-6));
  }

  @Test
  void distanceIsTheSameBothWaysAndZeroAtHome() {
    GeoPoint london = LONDON.point().orElseThrow();
    GeoPoint glasgow = GLASGOW.point().orElseThrow();
    assertThat(Freight.greatCircle().kilometers(london, glasgow))
        .isEqualTo(Freight.greatCircle().kilometers(glasgow, london))
        .isCloseTo(555, within(1.0));
    assertThat(Freight.greatCircle().kilometers(london, london)).isZero();
    assertThat(Freight.greatCircle().kilometers(new GeoPoint(0, -180), new GeoPoint(0, 180)))
        .isCloseTo(0, within(1e-6));
  }

  @Test
  void costIsTheBandsBasePlusWeightRoundedUp() {
    assertThat(cost(LONDON, 0)).isEqualTo(pounds(720));
    assertThat(cost(LONDON, 1)).isEqualTo(pounds(721));
    assertThat(cost(LONDON, 1000)).isEqualTo(pounds(762));
    assertThat(cost(LEEDS, 1000)).isEqualTo(pounds(802));
    assertThat(cost(Address.of("Auckland", "NZ", -36.85, 174.76), 1000)).isEqualTo(pounds(1155));
  }

  @Test
  void withoutCoordinatesTheMiddleBandHoldsAtHomeAndTheLastAbroad() {
    assertThat(cost(NO_POINT, 0)).isEqualTo(pounds(850));
    assertThat(cost(ABROAD, 0)).isEqualTo(pounds(980));
    assertThat(TRANSIT.transit(LONDON_CENTER, NO_POINT)).isEqualTo(Duration.ofDays(3));
    assertThat(TRANSIT.transit(LONDON_CENTER, ABROAD)).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void aBandHoldsUpToItsEndInclusive() {
    List<Freight.TransitBand> bands =
        List.of(
            new Freight.TransitBand(300, Duration.ofDays(1)),
            new Freight.TransitBand(301, Duration.ofDays(2)));
    assertThat(Freight.transit((a, b) -> 300, bands).transit(LONDON_CENTER, LEEDS))
        .isEqualTo(Duration.ofDays(1));
    assertThat(Freight.transit((a, b) -> 300.5, bands).transit(LONDON_CENTER, LEEDS))
        .isEqualTo(Duration.ofDays(2));
    assertThat(Freight.transit((a, b) -> 9999, bands).transit(LONDON_CENTER, LEEDS))
        .isEqualTo(Duration.ofDays(2));
  }

  @Test
  void aHeavierParcelNeverCostsLess() {
    for (long grams = 0; grams < 5_000; grams++) {
      assertThat(cost(LEEDS, grams + 1)).isGreaterThanOrEqualTo(cost(LEEDS, grams));
    }
  }

  @Test
  void bandsThatDoNotGrowOrMixCurrenciesAreRefused() {
    Freight.TransitBand band = new Freight.TransitBand(300, Duration.ofDays(1));
    assertThatThrownBy(() -> Freight.transit(Freight.greatCircle(), List.of(band, band)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Freight.transit(Freight.greatCircle(), List.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () ->
                Freight.cost(
                    Freight.greatCircle(),
                    List.of(
                        Freight.sampleCosts(CurrencyUnit.GBP).get(0),
                        Freight.sampleCosts(CurrencyUnit.EUR).get(1))))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Freight.TransitBand(Double.NaN, Duration.ofDays(1)))
        .isInstanceOf(InvalidInputException.class);
  }

  private static org.joda.money.Money cost(Address to, long grams) {
    return COST.cost(new Parcel(LONDON_CENTER, to, 1, grams));
  }
}
