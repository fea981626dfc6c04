package io.backroom.fulfillment;

import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of several parcels of a shipment, and what is in it.
 *
 * @param parcel what the packer tells of it
 * @param contents how many units of each SKU are in it
 */
public record PackedCarton(PackedParcel parcel, Map<Sku, Integer> contents) {
  /** The most parcels of a shipment. */
  public static final int CARTONS_MAX = 99;

  /** Refuses numbers out of range; sorts the SKUs. */
  public PackedCarton {
    Require.range("contents", contents.size(), 1, Require.QUANTITY_MAX);
    contents.values().forEach(units -> Require.range("contents", units, 1, Require.QUANTITY_MAX));
    contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
  }

  Object content() {
    return List.of(parcel.content(), contents);
  }
}
