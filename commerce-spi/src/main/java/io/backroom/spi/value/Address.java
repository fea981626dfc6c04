package io.backroom.spi.value;

import java.util.Optional;

/**
 * Where a parcel goes.
 *
 * @param street street and house, at most 200 characters
 * @param city the city, at most 100 characters
 * @param postalCode the postal code, at most 20 characters; may be empty
 * @param country ISO 3166-1 alpha-2, two capital letters
 * @param point the coordinates, where the host knows them; without them distance is unknown
 */
public record Address(
    String street, String city, String postalCode, String country, Optional<GeoPoint> point) {
  /** Refuses fields that break their rule; masks card numbers in the texts. */
  public Address {
    street = Require.freeText("street", street, 200);
    city = CardNumbers.mask(Require.someText("city", city, 100));
    postalCode = Require.freeText("postalCode", postalCode, 20);
    Require.when(
        country.length() == 2 && country.chars().allMatch(c -> c >= 'A' && c <= 'Z'),
        "country",
        country,
        "must be two capital letters (ISO 3166-1)");
  }

  /**
   * Returns an address of which only city, country and coordinates are known.
   *
   * @param city the city
   * @param country ISO 3166-1 alpha-2
   * @param latitude degrees north
   * @param longitude degrees east
   * @return the address
   */
  public static Address of(String city, String country, double latitude, double longitude) {
    return new Address("", city, "", country, Optional.of(new GeoPoint(latitude, longitude)));
  }
}
