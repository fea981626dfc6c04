package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import java.time.Duration;

/** How long a parcel is on its way. Thread-safe and free of effects. */
@FunctionalInterface
public interface TransitTime {
  /**
   * Returns the time from the truck at the center to the customer's door.
   *
   * @param from the center it leaves
   * @param to where it goes
   * @return the time, not negative
   */
  Duration transit(Center from, Address to);
}
