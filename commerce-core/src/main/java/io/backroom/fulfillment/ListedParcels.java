package io.backroom.fulfillment;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkQueue;
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

  /** What a carrier is told of a parcel of a shipment. */
  static CarrierManifest.Parcel told(
      FulfillmentOrder shipment,
      Sscc sscc,
      String tracking,
      ShipmentParcels.Part part,
      Optional<Size> size,
      Money value,
      int divisor) {
    long billable =
        Math.max(part.grams(), size.map(own -> own.dimensionalGrams(divisor)).orElse(0L));
    return new CarrierManifest.Parcel(
        sscc,
        tracking,
        shipment.order(),
        shipment.id(),
        shipment.destination(),
        size,
        part.grams(),
        billable,
        contents(part.units()),
        value);
  }

  /** The parcels of a shipment that is on a manifest; none if it is on none. */
  static List<ManifestParcel> of(Transaction tx, FulfillmentOrder shipment) {
    return ShipmentParcels.numbers(tx, shipment).stream()
        .map(sscc -> tx.get(ManifestParcel.TYPE, sscc.value()))
        .toList();
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
    List<ManifestParcel> parcels = of(tx, shipment);
    if (parcels.isEmpty() || !isOpen(tx, parcels.get(0))) {
      return;
    }
    List<ShipmentParcels.Part> parts = ShipmentParcels.parts(tx, shipment);
    for (int i = 0; i < parcels.size(); i++) {
      follow(tx, parcels.get(i), shipment, parts.get(i));
    }
  }

  private static void follow(
      Transaction tx, ManifestParcel parcel, FulfillmentOrder shipment, ShipmentParcels.Part part) {
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
            contents(part.units()),
            parcel.declared() ? before.declaredValue() : part.price());
    tx.put(ManifestParcel.TYPE, parcel.telling(now));
    // Whoever closes the manifest at this moment must not tell what was before.
    Manifest manifest = tx.get(Manifest.TYPE, parcel.manifest());
    tx.put(Manifest.TYPE, manifest.altered());
  }

  private static boolean isOpen(Transaction tx, ManifestParcel parcel) {
    return tx.get(Manifest.TYPE, parcel.manifest()).state() == Manifest.State.OPEN;
  }

  /** Takes the parcels of a shipment that does not go off their manifest, or has them stay. */
  static void stop(Transaction tx, Caller caller, FulfillmentOrder shipment, String reason) {
    for (ManifestParcel parcel : of(tx, shipment)) {
      if (isOpen(tx, parcel)) {
        takeOff(tx, caller, parcel, reason);
      } else {
        stay(tx, caller, parcel, ManifestParcel.State.STOPPED, "parcel-stopped", reason);
      }
    }
  }

  /** What stays behind and is on the truck already has to come off it. */
  private static void stay(
      Transaction tx,
      Caller caller,
      ManifestParcel parcel,
      ManifestParcel.State next,
      String kind,
      String reason) {
    if (parcel.state() == ManifestParcel.State.LOADED) {
      tx.doNow(
          WorkQueue.TELL_A_PERSON,
          new WorkQueue.Attention(
              parcel.told().shipment(),
              "unload-parcel",
              "Parcel "
                  + parcel.sscc()
                  + " was scanned at the truck of "
                  + parcel.manifest()
                  + " and does not go any more: "
                  + reason
                  + ". Take it off the truck."));
    }
    tx.put(ManifestParcel.TYPE, parcel.in(next));
    tell(tx, caller, parcel, kind, reason);
  }

  /**
   * Takes the parcels of a shipment that is sent otherwise off their manifest, unless that can
   * follow: the carrier of a closed one was told of another address, and each service has a
   * manifest of its own.
   */
  static boolean leave(
      Transaction tx, Caller caller, FulfillmentOrder before, FulfillmentOrder after) {
    List<ManifestParcel> parcels = of(tx, before);
    if (parcels.isEmpty()
        || (isOpen(tx, parcels.get(0)) && before.option().equals(after.option()))) {
      return false;
    }
    for (ManifestParcel parcel : parcels) {
      if (isOpen(tx, parcel)) {
        takeOff(tx, caller, parcel, "sent otherwise");
      } else {
        stay(
            tx,
            caller,
            parcel,
            ManifestParcel.State.TAKEN_OFF,
            "parcel-taken-off",
            "sent otherwise");
      }
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

  /** Notes that a shipment's parcels were taken down from the truck. */
  static void unload(Transaction tx, Caller caller, FulfillmentOrder shipment, String reason) {
    for (ManifestParcel parcel : of(tx, shipment)) {
      tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.TAKEN_OFF));
      tell(tx, caller, parcel, "parcel-taken-off", reason);
    }
  }

  /** Notes that a shipment's parcels are on the truck; refused while their manifest is open. */
  static Optional<Refusal> load(Transaction tx, FulfillmentOrder shipment) {
    List<ManifestParcel> parcels = of(tx, shipment);
    if (!parcels.isEmpty() && isOpen(tx, parcels.get(0))) {
      return Optional.of(open(parcels.get(0).manifest()));
    }
    parcels.forEach(parcel -> tx.put(ManifestParcel.TYPE, parcel.in(ManifestParcel.State.LOADED)));
    return Optional.empty();
  }

  /** The other parcels of a parcel's shipment that are still to be scanned. */
  static List<Sscc> missing(Transaction tx, ManifestParcel scanned) {
    return tx
        .find(FulfillmentOrder.TYPE, scanned.told().shipment())
        .map(shipment -> of(tx, shipment))
        .orElse(List.of())
        .stream()
        .filter(parcel -> parcel.state() == ManifestParcel.State.LISTED)
        .map(ManifestParcel::sscc)
        .filter(sscc -> !sscc.equals(scanned.sscc()))
        .toList();
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
