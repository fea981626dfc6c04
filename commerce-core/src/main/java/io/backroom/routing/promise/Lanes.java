package io.backroom.routing.promise;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Require;

/** How many days a carrier takes: its own table, or {@link LaneTable}. Thread-safe, no effects. */
@FunctionalInterface
public interface Lanes {
  /** The most days a parcel may take. */
  int DAYS_MAX = 365;

  /**
   * The days from a pickup to a delivery, counted on days on which the carrier moves parcels.
   *
   * @param earliest the fewest, 0 to 365
   * @param latest the most that are reckoned with, buffer included; not less
   */
  record Days(int earliest, int latest) {
    /** Refuses numbers out of range. */
    public Days {
      Require.range("latest", latest, 0, DAYS_MAX);
      Require.range("earliest", earliest, 0, latest);
    }
  }

  /**
   * Returns the days of a lane.
   *
   * @param from the center
   * @param to the destination
   * @return the days
   */
  Days days(CenterId from, Address to);
}
