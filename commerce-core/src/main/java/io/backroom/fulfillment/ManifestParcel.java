package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.value.Sscc;
import java.time.Instant;
import java.util.List;

/**
 * A parcel that is or was on a manifest. A shipment that is taken off and listed again is another
 * one, under another number.
 *
 * @param manifest which manifest
 * @param told what the carrier is told of it; follows its shipment until the manifest is closed
 * @param listedAt since when it is on the manifest
 * @param state where it stands
 * @param declared whether its value was declared, and is not what its customer pays
 */
public record ManifestParcel(
    String manifest, CarrierManifest.Parcel told, Instant listedAt, State state, boolean declared) {
  static final String BY_MANIFEST = "manifest";

  static final DocumentType<ManifestParcel> TYPE =
      new DocumentType<>(
          "manifest-parcel",
          ManifestParcel.class,
          parcel -> parcel.sscc().value(),
          parcel -> List.of(new IndexEntry(BY_MANIFEST, parcel.manifest() + "|" + parcel.sscc())));

  /** Where a parcel stands. */
  public enum State {
    /** It is on the manifest. */
    LISTED,
    /** It was taken off before the manifest was closed; its number is never used again. */
    TAKEN_OFF,
    /** It is on the truck. */
    LOADED,
    /**
     * Its shipment was cancelled or rejected after the manifest was closed: it must not be loaded.
     */
    STOPPED
  }

  /**
   * Returns its number.
   *
   * @return the number
   */
  public Sscc sscc() {
    return told.sscc();
  }

  ManifestParcel in(State next) {
    return new ManifestParcel(manifest, told, listedAt, next, declared);
  }

  ManifestParcel telling(CarrierManifest.Parcel other) {
    return new ManifestParcel(manifest, other, listedAt, state, declared);
  }
}
