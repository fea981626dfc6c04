package io.backroom.fulfillment;

import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sscc;
import java.util.Optional;

/** What becomes of parcels at a manifest: put on it, taken off it, scanned at the truck. */
final class ManifestDesk {
  private final Fulfillment fulfillment;
  private final CarrierNews carriers;
  private final ManifestTerms terms;

  ManifestDesk(Fulfillment fulfillment, CarrierNews carriers, ManifestTerms terms) {
    this.fulfillment = fulfillment;
    this.carriers = carriers;
    this.terms = terms;
  }

  /** Lists a packed shipment; answers with its parcel's number. */
  Result<String> add(
      Transaction tx, Caller caller, FulfillmentOrder shipment, Manifests.Listing listing) {
    String id =
        Manifest.id(shipment.center(), listing.carrier(), listing.service(), listing.pickup());
    if (shipment.state() == FulfillmentState.MANIFESTED) {
      return shipment
          .sscc()
          .filter(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()).manifest().equals(id))
          .filter(sscc -> shipment.tracking().equals(Optional.of(listing.tracking())))
          .map(sscc -> Result.done(sscc.value()))
          .orElseGet(
              () -> wrong("shipment", shipment.id() + " is on a list already, and on another"));
    }
    Optional<Refusal> refusal =
        fulfillment
            .steps()
            .step(
                tx,
                caller,
                shipment,
                FulfillmentState.MANIFESTED,
                (step, parcel) -> list(step, caller, parcel, id, listing));
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : Result.done(tx.get(FulfillmentOrder.TYPE, shipment.id()).sscc().orElseThrow().value());
  }

  private Result<FulfillmentOrder> list(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      String id,
      Manifests.Listing listing) {
    Optional<Manifest> there = tx.find(Manifest.TYPE, id);
    if (there
        .filter(own -> own.state() != Manifest.State.OPEN || own.parcels() >= Manifests.PARCELS_MAX)
        .isPresent()) {
      return wrong(
          "manifest", id + " is " + there.get().state() + " with " + there.get().parcels());
    }
    // What is refused must not have written anything: the number is the last thing to lack.
    return SsccSerial.take(tx, terms)
        .fold(
            sscc -> {
              Manifest manifest = there.orElseGet(() -> open(tx, caller, shipment, listing));
              return list(tx, caller, shipment, manifest, listing, sscc);
            },
            Result::refused);
  }

  private static Manifest open(
      Transaction tx, Caller caller, FulfillmentOrder shipment, Manifests.Listing listing) {
    Manifest manifest =
        Manifest.open(
            shipment.center(), listing.carrier(), listing.service(), listing.pickup(), tx.now());
    ManifestSender.tell(tx, caller, manifest, Manifest.State.OPEN);
    return manifest;
  }

  private Result<FulfillmentOrder> list(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      Manifest manifest,
      Manifests.Listing listing,
      Sscc sscc) {
    FulfillmentOrder listed = shipment.listed(listing.tracking(), sscc);
    ManifestParcel parcel =
        new ManifestParcel(
            manifest.id(),
            ListedParcels.told(
                listed,
                sscc,
                listing.size(),
                listing.declaredValue().orElseGet(() -> ListedParcels.price(listed)),
                terms.divisorOf(manifest.carrier())),
            tx.now(),
            ManifestParcel.State.LISTED,
            listing.declaredValue().isPresent());
    tx.create(ManifestParcel.TYPE, parcel);
    tx.put(
        Manifest.TYPE,
        manifest.plus(1, parcel.told().actualGrams(), parcel.told().billableGrams()));
    carriers.expect(tx, shipment.id(), listing.tracking());
    ListedParcels.tell(tx, caller, parcel, "parcel-listed", "");
    return Result.done(listed);
  }

  /** Takes a parcel off a manifest that is open. */
  static Result<String> takeOff(Transaction tx, Caller caller, ManifestParcel parcel, String why) {
    if (parcel.state() == ManifestParcel.State.TAKEN_OFF) {
      return Result.done("");
    }
    Manifest manifest = tx.get(Manifest.TYPE, parcel.manifest());
    if (manifest.state() != Manifest.State.OPEN) {
      return wrong(
          "manifest", manifest.id() + " is " + manifest.state() + ": nothing is taken off");
    }
    ListedParcels.takeOff(tx, caller, parcel, why);
    Shipments.move(
        tx,
        caller,
        tx.get(FulfillmentOrder.TYPE, parcel.told().shipment()).takenOff(),
        FulfillmentState.PACKED);
    return Result.done("");
  }

  /** Loads a parcel of a closed manifest. */
  LoadScan scan(Transaction tx, Caller caller, String manifest, Sscc sscc) {
    Optional<ManifestParcel> found = tx.find(ManifestParcel.TYPE, sscc.value());
    if (found.isEmpty()) {
      return new LoadScan.Refused(LoadScan.Why.UNKNOWN, unknown(sscc));
    }
    ManifestParcel parcel = found.get();
    boolean here = parcel.manifest().equals(manifest);
    return switch (parcel.state()) {
      case LOADED ->
          here
              ? new LoadScan.Loaded(parcel)
              : stays(LoadScan.Why.ALREADY_LOADED, parcel, "is loaded with " + parcel.manifest());
      case TAKEN_OFF -> stays(LoadScan.Why.TAKEN_OFF, parcel, "was taken off its manifest");
      case STOPPED ->
          stays(
              LoadScan.Why.CANCELLED,
              parcel,
              "does not go: its shipment was cancelled or rejected");
      case LISTED ->
          here
              ? load(tx, caller, parcel)
              : stays(LoadScan.Why.OTHER_MANIFEST, parcel, "is on " + parcel.manifest());
    };
  }

  private LoadScan load(Transaction tx, Caller caller, ManifestParcel parcel) {
    if (tx.get(Manifest.TYPE, parcel.manifest()).state() == Manifest.State.OPEN) {
      return new LoadScan.Refused(LoadScan.Why.NOT_CLOSED, ListedParcels.open(parcel.manifest()));
    }
    FulfillmentOrder shipment = tx.get(FulfillmentOrder.TYPE, parcel.told().shipment());
    return fulfillment
        .load(tx, caller, shipment)
        .<LoadScan>map(refusal -> new LoadScan.Refused(LoadScan.Why.OTHERWISE, refusal))
        .orElseGet(() -> new LoadScan.Loaded(tx.get(ManifestParcel.TYPE, parcel.sscc().value())));
  }

  private static LoadScan stays(LoadScan.Why why, ManifestParcel parcel, String text) {
    return new LoadScan.Refused(
        why, new Refusal(Refusal.Code.WRONG_STATE, "sscc", parcel.sscc() + " " + text));
  }

  private static <T> Result<T> wrong(String field, String message) {
    return Result.refused(new Refusal(Refusal.Code.WRONG_STATE, field, message));
  }

  static Refusal unknown(Sscc sscc) {
    return new Refusal(Refusal.Code.NOT_FOUND, "sscc", "there is no parcel " + sscc);
  }
}
