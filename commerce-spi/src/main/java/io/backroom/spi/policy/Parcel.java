package io.backroom.spi.policy;

import io.backroom.spi.value.Address;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Require;

/**
 * What leaves in one shipment, as far as its freight depends on it.
 *
 * @param from the center it leaves
 * @param to where it goes
 * @param units how many units are in it, at least 1
 * @param weightGrams what it weighs, in grams
 */
public record Parcel(Center from, Address to, int units, long weightGrams) {
  /** Refuses numbers out of range. */
  public Parcel {
    Require.range("units", units, 1, Integer.MAX_VALUE);
    Require.range("weightGrams", weightGrams, 0, Long.MAX_VALUE);
  }
}
