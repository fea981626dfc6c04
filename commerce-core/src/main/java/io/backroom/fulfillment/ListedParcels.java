package io.backroom.fulfillment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.manifest.CarrierManifest;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Size;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;

/**
 * Parcels on manifests, as their shipments change. Whatever adds a parcel to a manifest or takes it
 * off writes the manifest, too, and so does whoever closes it: the version of the manifest decides
 * between them.
 */
final class ListedParcels {
  private static final int PAGE = DocumentQuery.LIMIT_MAX;

  private ListedParcels() {}

  /** All parcels that are or were on a manifest, by their numbers. */
  static List<ManifestParcel> of(Kernel kernel, String manifest) {
    List<ManifestParcel> all = new ArrayList<>();
    DocumentQuery query =
        DocumentQuery.range(
            ManifestParcel.TYPE.name(),
            ManifestParcel.BY_MANIFEST,
            manifest + "|",
            manifest + "}",
            PAGE);
    List<ManifestParcel> page = kernel.query(ManifestParcel.TYPE, query);
    while (!page.isEmpty()) {
      all.addAll(page);
      Sscc last = page.get(page.size() - 1).sscc();
      query = query.after(new DocumentQuery.Position(manifest + "|" + last, last.value()));
      page = kernel.query(ManifestParcel.TYPE, query);
    }
    return all;
  }

  /** What a carrier is told of a shipment. */
  static CarrierManifest.Parcel told(
      FulfillmentOrder shipment, Sscc sscc, Optional<Size> size, Money value, int divisor) {
    Map<Sku, Integer> units = shipment.parcel().units();
    long billable =
        Math.max(shipment.weightGrams(), size.map(own -> own.dimensionalGrams(divisor)).orElse(0L));
    return new CarrierManifest.Parcel(
        sscc,
        shipment.tracking().orElse(""),
        shipment.order(),
        shipment.id(),
        shipment.destination(),
        size,
        shipment.weightGrams(),
        billable,
        contents(units),
        value);
  }

  private static List<CarrierManifest.Content> contents(Map<Sku, Integer> units) {
    List<CarrierManifest.Content> contents = new ArrayList<>();
    new TreeMap<>(units)
        .forEach((sku, quantity) -> contents.add(new CarrierManifest.Content(sku, quantity)));
    return contents;
  }

  /** What its customer pays for a shipment. */
  static Money price(FulfillmentOrder shipment) {
    return Money.total(shipment.lines().stream().map(FulfillmentOrder.Line::amount).toList());
  }

  /** Has an open manifest tell what a shipment has become; of a closed one the carrier was told. */
  static void follow(Transaction tx, FulfillmentOrder shipment) {
    shipment
        .sscc()
        .map(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()))
        .filter(parcel -> isOpen(tx, parcel))
        .ifPresent(parcel -> follow(tx, parcel, shipment));
  }

  private static void follow(Transaction tx, ManifestParcel parcel, FulfillmentOrder shipment) {
    CarrierManifest.Parcel before = parcel.told();
    CarrierManifest.Parcel now =
        new CarrierManifest.Parcel(
            before.sscc(),
            before.tracking(),
            before.order(),
            before.shipment(),
            shipment.destination(),
            before.size(),
            before.actualGrams(),
            before.billableGrams(),
            contents(shipment.parcel().units()),
            parcel.declared() ? before.declaredValue() : price(shipment));
    tx.put(ManifestParcel.TYPE, parcel.telling(now));
    // Whoever closes the manifest at this moment must not tell what was before.
    Manifest manifest = tx.get(Manifest.TYPE, parcel.manifest());
    tx.put(Manifest.TYPE, manifest.altered());
  }

  private static boolean isOpen(Transaction tx, ManifestParcel parcel) {
    return tx.get(Manifest.TYPE, parcel.manifest()).state() == Manifest.State.OPEN;
  }

  /** Takes the parcel of a shipment that does not go off its manifest, or has it stay behind. */
  static void stop(Transaction tx, Caller caller, FulfillmentOrder shipment, String reason) {
    shipment
        .sscc()
        .map(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()))
        .ifPresent(
            parcel -> {
              if (isOpen(tx, parcel)) {
                takeOff(tx, caller, parcel, reason);
              } else {
                tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.STOPPED));
                tell(tx, caller, parcel, "parcel-stopped", reason);
              }
            });
  }

  /**
   * Takes the parcel of a shipment that is sent otherwise off its manifest, unless that can follow:
   * the carrier of a closed one was told of another address, and each service has a manifest of its
   * own.
   */
  static boolean leave(
      Transaction tx, Caller caller, FulfillmentOrder before, FulfillmentOrder after) {
    Optional<ManifestParcel> listed =
        before.sscc().map(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()));
    if (listed.isEmpty()) {
      return false;
    }
    ManifestParcel parcel = listed.get();
    boolean open = isOpen(tx, parcel);
    if (open && before.option().equals(after.option())) {
      return false;
    } else if (open) {
      takeOff(tx, caller, parcel, "sent otherwise");
    } else {
      tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.TAKEN_OFF));
      tell(tx, caller, parcel, "parcel-taken-off", "sent otherwise");
    }
    return true;
  }

  /** Takes a parcel off an open manifest. */
  static void takeOff(Transaction tx, Caller caller, ManifestParcel parcel, String reason) {
    tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.TAKEN_OFF));
    Manifest manifest = tx.get(Manifest.TYPE, parcel.manifest());
    tx.put(
        Manifest.TYPE,
        manifest.plus(-1, -parcel.told().actualGrams(), -parcel.told().billableGrams()));
    tell(tx, caller, parcel, "parcel-taken-off", reason);
  }

  /** Notes that a shipment's parcel was taken down from the truck. */
  static void unload(Transaction tx, Caller caller, FulfillmentOrder shipment, String reason) {
    shipment
        .sscc()
        .map(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()))
        .ifPresent(
            parcel -> {
              tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.TAKEN_OFF));
              tell(tx, caller, parcel, "parcel-taken-off", reason);
            });
  }

  /** Notes that a shipment's parcel is on the truck; refused while its manifest is open. */
  static Optional<Refusal> load(Transaction tx, FulfillmentOrder shipment) {
    Optional<ManifestParcel> listed =
        shipment.sscc().map(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()));
    if (listed.isPresent() && isOpen(tx, listed.get())) {
      return Optional.of(open(listed.get().manifest()));
    }
    listed.ifPresent(parcel -> tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.LOADED)));
    return Optional.empty();
  }

  static Refusal open(String manifest) {
    return new Refusal(
        Refusal.Code.WRONG_STATE, "manifest", manifest + " is OPEN: close it before you load");
  }

  static void tell(
      Transaction tx, Caller caller, ManifestParcel parcel, String kind, String reason) {
    tx.emit(
        parcel.told().order().value(),
        kind,
        caller,
        reason,
        Map.of(
            "shipment", parcel.told().shipment(),
            "sscc", parcel.sscc().value(),
            "manifest", parcel.manifest(),
            "tracking", parcel.told().tracking()));
  }
}
