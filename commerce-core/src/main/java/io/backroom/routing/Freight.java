package io.backroom.routing;

import io.backroom.spi.policy.AffineShippingCost;
import io.backroom.spi.policy.Distance;
import io.backroom.spi.policy.TransitTime;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.GeoPoint;
import io.backroom.spi.value.Require;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Distance, shipping cost and transit time to begin with, by bands of distance. A shop replaces the
 * samples by its own contracts with carriers.
 *
 * <p>A band holds up to its kilometers inclusive; the last one also beyond. Where the center or the
 * destination has no coordinates, the middle band holds within one country (the later of two) and
 * the last band between countries.
 */
public final class Freight {
  /** Mean Earth radius R1 of the IUGG (Moritz 2000, "Geodetic Reference System 1980"), in km. */
  private static final double EARTH_RADIUS_KILOMETERS = 6371.0088;

  private static final double KILOMETERS_PER_MILE = 1.609344;
  private static final int BANDS_MAX = 100;

  /** Upper ends of the parcel zones 2 to 8 that carriers in the US use, in miles. */
  private static final int[] SAMPLE_MILES = {150, 300, 600, 1000, 1400, 1800, 13_000};

  private static final int[] SAMPLE_BASE = {720, 750, 800, 850, 890, 930, 980};
  private static final int[] SAMPLE_PER_KILOGRAM = {42, 52, 66, 88, 112, 140, 175};

  private Freight() {}

  /**
   * What a shipment costs in a band of distance.
   *
   * @param upToKilometers where the band ends, positive
   * @param base the cost of any shipment
   * @param perKilogram the cost of each kilogram on top, in the same currency
   */
  public record CostBand(double upToKilometers, Money base, Money perKilogram) {
    /** Refuses numbers out of range and mixed currencies. */
    public CostBand {
      requirePositive(upToKilometers);
      Require.amount("base", base);
      Require.amount("perKilogram", perKilogram);
      Require.in("perKilogram", perKilogram, base.getCurrencyUnit());
    }
  }

  /**
   * How long a parcel is on its way in a band of distance.
   *
   * @param upToKilometers where the band ends, positive
   * @param time the time on the way, not negative
   */
  public record TransitBand(double upToKilometers, Duration time) {
    /** Refuses numbers out of range. */
    public TransitBand {
      requirePositive(upToKilometers);
      Require.when(!time.isNegative(), "time", time, "must not be negative");
    }
  }

  /**
   * Returns the great-circle distance on a sphere of the Earth's mean radius, 6371.0088 km. It is
   * off by at most about 0.6 % of the distance, because the Earth is no sphere.
   *
   * <p>Haversine formula (Sinnott 1984, "Virtues of the Haversine", Sky and Telescope 68(2)): with
   * latitudes φ and longitudes λ in radians, h = sin²(Δφ/2) + cos φ₁ cos φ₂ sin²(Δλ/2) and d = 2 R
   * asin √h.
   *
   * @return the distance
   */
  public static Distance greatCircle() {
    return Freight::haversine;
  }

  /**
   * Returns the cost by bands: base + perKilogram × weight, rounded up to a minor unit.
   *
   * @param distance how far a center is from the destination
   * @param bands 1 to 100 bands by growing distance, all in one currency
   * @return the cost
   */
  public static AffineShippingCost cost(Distance distance, List<CostBand> bands) {
    List<CostBand> table = ascending(bands, CostBand::upToKilometers);
    CurrencyUnit currency = table.get(0).base().getCurrencyUnit();
    table.forEach(band -> Require.in("bands", band.base(), currency));
    Money nothing = Money.zero(currency);
    List<AffineShippingCost.Terms> terms =
        table.stream()
            .map(band -> new AffineShippingCost.Terms(band.base(), nothing, band.perKilogram()))
            .toList();
    return (from, to) -> terms.get(band(table, CostBand::upToKilometers, distance, from, to));
  }

  /**
   * Returns the transit time by bands.
   *
   * @param distance how far a center is from the destination
   * @param bands 1 to 100 bands by growing distance
   * @return the transit time
   */
  public static TransitTime transit(Distance distance, List<TransitBand> bands) {
    List<TransitBand> table = ascending(bands, TransitBand::upToKilometers);
    return (from, to) ->
        table.get(band(table, TransitBand::upToKilometers, distance, from, to)).time();
  }

  /**
   * Returns cost bands to try things out: the distances are the parcel zones 2 to 8 of US carriers
   * (150, 300, 600, 1000, 1400, 1800 miles and more), the amounts are invented, 720 to 980 minor
   * units and 42 to 175 for each kilogram. They are no carrier's price list.
   *
   * @param currency the currency of the amounts
   * @return the bands
   */
  public static List<CostBand> sampleCosts(CurrencyUnit currency) {
    return IntStream.range(0, SAMPLE_MILES.length)
        .mapToObj(
            zone ->
                new CostBand(
                    SAMPLE_MILES[zone] * KILOMETERS_PER_MILE,
                    Money.ofMinor(currency, SAMPLE_BASE[zone]),
                    Money.ofMinor(currency, SAMPLE_PER_KILOGRAM[zone])))
        .toList();
  }

  /**
   * Returns transit bands to try things out, in days of 24 hours: 1 up to 300 km, 2 up to 1000 km,
   * 3 up to 2000 km, 5 up to 4000 km, 7 beyond.
   *
   * @return the bands
   */
  public static List<TransitBand> sampleTransits() {
    return List.of(
        new TransitBand(300, Duration.ofDays(1)),
        new TransitBand(1000, Duration.ofDays(2)),
        new TransitBand(2000, Duration.ofDays(3)),
        new TransitBand(4000, Duration.ofDays(5)),
        new TransitBand(21_000, Duration.ofDays(7)));
  }

  private static void requirePositive(double kilometers) {
    Require.when(kilometers > 0, "upToKilometers", kilometers, "must be positive");
  }

  private static double haversine(GeoPoint from, GeoPoint to) {
    // StrictMath gives the same bits on every machine, so that ties fall the same way everywhere.
    double latitude = StrictMath.toRadians(to.latitude() - from.latitude());
    double longitude = StrictMath.toRadians(to.longitude() - from.longitude());
    double h =
        square(StrictMath.sin(latitude / 2))
            + StrictMath.cos(StrictMath.toRadians(from.latitude()))
                * StrictMath.cos(StrictMath.toRadians(to.latitude()))
                * square(StrictMath.sin(longitude / 2));
    return 2 * EARTH_RADIUS_KILOMETERS * StrictMath.asin(Math.min(1, Math.sqrt(h)));
  }

  private static double square(double value) {
    return value * value;
  }

  static <B> List<B> ascending(List<B> bands, ToDoubleFunction<B> end) {
    List<B> table = Require.some("bands", bands, BANDS_MAX);
    for (int i = 1; i < table.size(); i++) {
      double kilometers = end.applyAsDouble(table.get(i));
      boolean grows = kilometers > end.applyAsDouble(table.get(i - 1));
      Require.when(grows, "bands", kilometers, "must grow in distance");
    }
    return table;
  }

  static <B> int band(
      List<B> bands, ToDoubleFunction<B> end, Distance distance, Center from, Address to) {
    int last = bands.size() - 1;
    if (from.address().point().isEmpty() || to.point().isEmpty()) {
      return from.address().country().equals(to.country()) ? bands.size() / 2 : last;
    }
    double kilometers = distance.kilometers(from.address().point().get(), to.point().get());
    int band = 0;
    while (band < last && kilometers > end.applyAsDouble(bands.get(band))) {
      band++;
    }
    return band;
  }
}
