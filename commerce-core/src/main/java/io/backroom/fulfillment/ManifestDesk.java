package io.backroom.fulfillment;

import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sscc;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /** Lists a packed shipment; answers with the numbers of its parcels. */
  Result<String> add(
      Transaction tx, Caller caller, FulfillmentOrder shipment, List<Manifests.Listing> listings) {
    Manifests.Listing first = listings.get(0);
    String id = Manifest.id(shipment.center(), first.carrier(), first.service(), first.pickup());
    if (shipment.state() == FulfillmentState.MANIFESTED) {
      return isListed(tx, shipment, id, listings)
          ? Result.done(numbers(tx, shipment))
          : wrong("shipment", shipment.id() + " is on a list already, and on another");
    }
    Optional<Refusal> refusal =
        fulfillment
            .steps()
            .step(
                tx,
                caller,
                shipment,
                FulfillmentState.MANIFESTED,
                (step, parcel) -> list(step, caller, parcel, id, listings));
    return refusal.isPresent()
        ? Result.refused(refusal.get())
        : Result.done(numbers(tx, tx.get(FulfillmentOrder.TYPE, shipment.id())));
  }

  private static String numbers(Transaction tx, FulfillmentOrder shipment) {
    return ShipmentParcels.numbers(tx, shipment).stream()
        .map(Sscc::value)
        .collect(Collectors.joining(" "));
  }

  private static boolean isListed(
      Transaction tx, FulfillmentOrder shipment, String id, List<Manifests.Listing> listings) {
    List<ManifestParcel> parcels = ListedParcels.of(tx, shipment);
    return !parcels.isEmpty()
        && parcels.get(0).manifest().equals(id)
        && parcels.stream()
            .map(parcel -> parcel.told().tracking())
            .toList()
            .equals(listings.stream().map(Manifests.Listing::tracking).toList());
  }

  private Result<FulfillmentOrder> list(
      Transaction tx,
      Caller caller,
      FulfillmentOrder shipment,
      String id,
      List<Manifests.Listing> listings) {
    List<ShipmentParcels.Part> parts = ShipmentParcels.parts(tx, shipment);
    if (parts.size() != listings.size()) {
      return Result.refused(
          new Refusal(
              Refusal.Code.INVALID,
              "listings",
              shipment.id() + " is packed in " + parts.size() + ", not " + listings.size()));
    }
    Optional<Manifest> there = tx.find(Manifest.TYPE, id);
    if (there
        .filter(
            own ->
                own.state() != Manifest.State.OPEN
                    || own.parcels() + parts.size() > Manifests.PARCELS_MAX)
        .isPresent()) {
      return wrong(
          "manifest", id + " is " + there.get().state() + " with " + there.get().parcels());
    }
    // What is refused must not have written anything: the numbers are the last thing to lack.
    return SsccSerial.take(tx, terms, parts.size())
        .fold(
            ssccs -> {
              Manifest manifest =
                  there.orElseGet(() -> open(tx, caller, shipment, listings.get(0)));
              FulfillmentOrder listed = shipment.listed(listings.get(0).tracking(), ssccs.get(0));
              for (int i = 0; i < parts.size(); i++) {
                manifest =
                    list(tx, caller, listed, manifest, listings.get(i), parts.get(i), ssccs.get(i));
              }
              ShipmentParcels.numbered(tx, shipment.id(), ssccs);
              carriers.expect(tx, shipment.id(), listings.get(0).tracking());
              return Result.done(listed);
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

  private Manifest list(
      Transaction tx,
      Caller caller,
      FulfillmentOrder listed,
      Manifest manifest,
      Manifests.Listing listing,
      ShipmentParcels.Part part,
      Sscc sscc) {
    ManifestParcel parcel =
        new ManifestParcel(
            manifest.id(),
            ListedParcels.told(
                listed,
                sscc,
                listing.tracking(),
                part,
                listing.size(),
                listing.declaredValue().orElseGet(part::price),
                terms.divisorOf(manifest.carrier())),
            tx.now(),
            ManifestParcel.State.LISTED,
            listing.declaredValue().isPresent());
    tx.create(ManifestParcel.TYPE, parcel);
    Manifest with = manifest.plus(1, parcel.told().actualGrams(), parcel.told().billableGrams());
    tx.put(Manifest.TYPE, with);
    ListedParcels.tell(tx, caller, parcel, "parcel-listed", "");
    return with;
  }

  /** Takes a parcel off a manifest that is open, with all others of its shipment. */
  static Result<String> takeOff(Transaction tx, Caller caller, ManifestParcel parcel, String why) {
    if (parcel.state() == ManifestParcel.State.TAKEN_OFF) {
      return Result.done("");
    }
    Manifest manifest = tx.get(Manifest.TYPE, parcel.manifest());
    if (manifest.state() != Manifest.State.OPEN) {
      return wrong(
          "manifest", manifest.id() + " is " + manifest.state() + ": nothing is taken off");
    }
    FulfillmentOrder shipment = tx.get(FulfillmentOrder.TYPE, parcel.told().shipment());
    ListedParcels.stop(tx, caller, shipment, why);
    Shipments.move(tx, caller, shipment.takenOff(), FulfillmentState.PACKED);
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
              ? new LoadScan.Loaded(parcel, ListedParcels.missing(tx, parcel))
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
    List<Sscc> missing = ListedParcels.missing(tx, parcel);
    if (!missing.isEmpty()) {
      ManifestParcel loaded = parcel.in(ManifestParcel.State.LOADED);
      tx.put(ManifestParcel.TYPE, loaded);
      ListedParcels.tell(tx, caller, loaded, "parcel-loaded", "");
      return new LoadScan.Loaded(loaded, missing);
    }
    return fulfillment
        .load(tx, caller, shipment)
        .<LoadScan>map(refusal -> new LoadScan.Refused(LoadScan.Why.OTHERWISE, refusal))
        .orElseGet(
            () ->
                new LoadScan.Loaded(tx.get(ManifestParcel.TYPE, parcel.sscc().value()), List.of()));
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
