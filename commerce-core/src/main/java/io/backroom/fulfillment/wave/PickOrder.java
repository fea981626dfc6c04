package io.backroom.fulfillment.wave;

import io.backroom.fulfillment.tour.Stop;
import io.backroom.spi.value.Require;
import java.time.Instant;
import java.util.List;

/**
 * What a picker has to fetch for one parcel.
 *
 * @param id its id, unlike all others of a plan
 * @param stops where its items are, 1 to 1,000
 * @param items how many units, 1 to 10,000
 * @param volume the room it takes on the cart, 0 to 10^12 in any one unit; 0 if only units count
 * @param cutOff until when the carrier takes it
 */
public record PickOrder(String id, List<Stop> stops, int items, long volume, Instant cutOff) {
  private static final int STOPS_MAX = 1_000;
  private static final long VOLUME_MAX = 1_000_000_000_000L;

  /** Refuses what is out of its range; copies the list. */
  public PickOrder {
    Require.id("id", id);
    stops = Require.some("stops", stops, STOPS_MAX);
    Require.quantity("items", items);
    Require.range("volume", volume, 0, VOLUME_MAX);
  }
}
