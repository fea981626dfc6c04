package io.backroom.fulfillment;

import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a packer tells of a parcel.
 *
 * @param weightGrams what it weighs, 0 to 10,000,000 grams
 * @param serials the number of each unit of each SKU that has them
 * @param scanned how many units were scanned of some SKUs as they were put in
 * @param carton the carton it is packed in, of those that the shop's {@link WeightTerms} name
 */
public record PackedParcel(
    long weightGrams,
    Map<Sku, List<String>> serials,
    Map<Sku, Integer> scanned,
    Optional<String> carton) {
  /** Refuses fields that break their rule; sorts the SKUs. */
  public PackedParcel {
    Require.range("weightGrams", weightGrams, 0, 10_000_000);
    serials.values().forEach(own -> own.forEach(serial -> Require.id("serial", serial)));
    scanned.values().forEach(units -> Require.range("scanned", units, 0, Require.QUANTITY_MAX));
    carton.ifPresent(name -> Require.id("carton", name));
    serials = Collections.unmodifiableSortedMap(new TreeMap<>(serials));
    scanned = Collections.unmodifiableSortedMap(new TreeMap<>(scanned));
  }

  /**
   * Returns a parcel of which only the weight is told.
   *
   * @param grams what it weighs
   * @return the parcel
   */
  public static PackedParcel weighing(long grams) {
    return new PackedParcel(grams, Map.of(), Map.of(), Optional.empty());
  }

  /**
   * Returns the parcel with the numbers of its units.
   *
   * @param numbers the number of each unit of each SKU that has them
   * @return the parcel
   */
  public PackedParcel numbered(Map<Sku, List<String>> numbers) {
    return new PackedParcel(weightGrams, numbers, scanned, carton);
  }

  /**
   * Returns the parcel with units that were scanned.
   *
   * @param units how many of each SKU
   * @return the parcel
   */
  public PackedParcel scanning(Map<Sku, Integer> units) {
    return new PackedParcel(weightGrams, serials, units, carton);
  }

  /**
   * Returns the parcel in a carton.
   *
   * @param name which carton
   * @return the parcel
   */
  public PackedParcel in(String name) {
    return new PackedParcel(weightGrams, serials, scanned, Optional.of(name));
  }

  /** What tells it from others of the same key; as it was stored before there were scans. */
  Object content() {
    return scanned.isEmpty() && carton.isEmpty()
        ? List.of(weightGrams, serials)
        : List.of(weightGrams, serials, scanned, carton);
  }
}
