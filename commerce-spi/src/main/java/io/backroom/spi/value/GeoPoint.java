package io.backroom.spi.value;

/**
 * A place on Earth (WGS 84).
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record GeoPoint(double latitude, double longitude) {
  /** Refuses coordinates outside their range. */
  public GeoPoint {
    Require.when(latitude >= -90 && latitude <= 90, "latitude", latitude, "must be -90 to 90");
    Require.when(
        longitude >= -180 && longitude <= 180, "longitude", longitude, "must be -180 to 180");
  }
}
