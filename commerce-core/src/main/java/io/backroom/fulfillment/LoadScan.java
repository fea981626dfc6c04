package io.backroom.fulfillment;

import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sscc;
import java.util.List;

/** What comes of a scan of a parcel at a truck. */
public sealed interface LoadScan {
  /**
   * The parcel is on this truck, by this scan or by an earlier one. With the last parcel of its
   * shipment nothing of that can be changed any more.
   *
   * @param parcel the parcel
   * @param missing the other parcels of its shipment that are still to be scanned
   */
  record Loaded(ManifestParcel parcel, List<Sscc> missing) implements LoadScan {
    /** Copies the numbers. */
    public Loaded {
      missing = List.copyOf(missing);
    }
  }

  /**
   * The parcel must not go on this truck; the scan has changed nothing.
   *
   * @param why why, for the light at the dock
   * @param refusal the same for people and programs
   */
  record Refused(Why why, Refusal refusal) implements LoadScan {}

  /** Why a parcel must not go on a truck. */
  enum Why {
    /** There is no such parcel. */
    UNKNOWN,
    /** It is on another manifest: another truck, or another day. */
    OTHER_MANIFEST,
    /** It is on another truck already. */
    ALREADY_LOADED,
    /** Its manifest is open: nobody knows yet what the carrier will be told. */
    NOT_CLOSED,
    /** It was taken off the manifest. */
    TAKEN_OFF,
    /** Its shipment was cancelled, or rejected by the center. */
    CANCELLED,
    /** Something else, which the refusal tells: the caller, the key, a guard of the host. */
    OTHERWISE
  }
}
