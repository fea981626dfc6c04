package io.backroom.spi.value;

import java.time.Duration;

/**
 * A distribution center.
 *
 * @param id its id
 * @param name its name for people, at most 100 characters
 * @param address where it stands
 * @param handling from the release of an order to its parcel on the truck; not negative
 */
public record Center(CenterId id, String name, Address address, Duration handling) {
  /** Refuses a name or a handling time that breaks its rule. */
  public Center {
    Require.someText("name", name, 100);
    Require.when(!handling.isNegative(), "handling", handling, "must not be negative");
  }

  /**
   * Returns a center with one day of handling.
   *
   * @param id its id, also its name
   * @param address where it stands
   * @return the center
   */
  public static Center of(String id, Address address) {
    return new Center(CenterId.of(id), id, address, Duration.ofDays(1));
  }
}
