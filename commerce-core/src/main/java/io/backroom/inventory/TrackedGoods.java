package io.backroom.inventory;

import io.backroom.inventory.Picked.Numbered;
import io.backroom.inventory.Picked.OfLot;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lots and numbered units as the warehouse moves them in parcels; for the room of fulfillment. A
 * SKU that has neither costs one look when it is picked.
 */
public final class TrackedGoods {
  private final LotBook lots;
  private final LotEnds ends;
  private final SerialBook serials;

  /**
   * A parcel in the making.
   *
   * @param shipment its fulfillment order
   * @param order whose it is
   * @param center where it is packed
   * @param units units of each SKU in it
   */
  public record Parcel(String shipment, OrderId order, CenterId center, Map<Sku, Integer> units) {
    /** Sorts the units. */
    public Parcel {
      units = new TreeMap<>(units);
    }
  }

  TrackedGoods(LotBook lots, LotEnds ends, SerialBook serials) {
    this.lots = lots;
    this.ends = ends;
    this.serials = serials;
  }

  /**
   * Takes units from lots, first to expire first out.
   *
   * @param tx the transaction
   * @param parcel what is picked
   * @return why it cannot be picked: the lots that are sold have too few units; then nothing is
   *     written
   */
  public Optional<Refusal> pick(Transaction tx, Parcel parcel) {
    Map<Sku, List<LotBook.Taken>> taken = new LinkedHashMap<>();
    boolean tracked = false;
    for (Map.Entry<Sku, Integer> some : parcel.units().entrySet()) {
      Tracking tracking = Tracking.of(tx, some.getKey());
      tracked |= tracking.isTracked();
      if (tracking.hasLots()) {
        Optional<List<LotBook.Taken>> found =
            lots.take(tx, some.getKey(), parcel.center(), some.getValue());
        if (found.isEmpty()) {
          return Optional.of(LotBook.lacking(some.getKey(), parcel.center(), some.getValue()));
        }
        taken.put(some.getKey(), found.get());
      }
    }
    if (tracked) {
      List<OfLot> picked = new ArrayList<>();
      taken.forEach((sku, some) -> some.forEach(t -> picked.add(picked(tx, sku, t))));
      tx.put(
          Picked.TYPE,
          new Picked(parcel.shipment(), parcel.order(), parcel.center(), picked, List.of(), false));
    }
    return Optional.empty();
  }

  private static OfLot picked(Transaction tx, Sku sku, LotBook.Taken taken) {
    tx.put(Lot.TYPE, taken.lot().picking(taken.units()));
    return new OfLot(sku, taken.lot().code(), taken.units());
  }

  /**
   * Notes which numbered units are in a parcel.
   *
   * @param tx the transaction
   * @param parcel what is packed
   * @param numbers the numbers of the units of each SKU that has them
   * @return why it cannot be packed: a number is missing, unknown, or of a unit that is elsewhere;
   *     then nothing is written
   */
  public Optional<Refusal> pack(Transaction tx, Parcel parcel, Map<Sku, List<String>> numbers) {
    Optional<Picked> picked = tx.find(Picked.TYPE, parcel.shipment());
    if (picked.isEmpty()) {
      return numbers.keySet().stream().findFirst().map(SerialBook::notKept);
    }
    Optional<Refusal> refusal = serials.packable(tx, parcel, numbers);
    if (refusal.isEmpty()) {
      List<Numbered> packed = new ArrayList<>();
      new TreeMap<>(numbers)
          .forEach(
              (sku, own) ->
                  own.forEach(serial -> packed.add(serials.pack(tx, parcel, sku, serial))));
      tx.put(Picked.TYPE, picked.get().with(picked.get().lots(), packed));
    }
    return refusal;
  }

  /**
   * Notes that units are taken out of a parcel again: of lots those that end last, of numbered
   * units those named last.
   *
   * @param tx the transaction
   * @param shipment the parcel's fulfillment order
   * @param sku which SKU
   * @param units how many
   */
  public void takeOut(Transaction tx, String shipment, Sku sku, int units) {
    tx.find(Picked.TYPE, shipment)
        .ifPresent(picked -> tx.put(Picked.TYPE, takenOut(tx, picked, sku, units, false)));
  }

  private Picked takenOut(Transaction tx, Picked picked, Sku sku, int units, boolean lost) {
    List<OfLot> lotsLeft = new ArrayList<>(picked.lots());
    int out = units;
    for (int i = lotsLeft.size() - 1; i >= 0; i--) {
      OfLot of = lotsLeft.get(i);
      int some = of.sku().equals(sku) ? Math.min(out, of.units()) : 0;
      if (some > 0) {
        out -= some;
        Lot lot = tx.get(Lot.TYPE, Lot.key(sku, picked.center(), of.code())).picking(-some);
        tx.put(Lot.TYPE, lot);
        if (lost) {
          tx.put(Lot.TYPE, lot.plus(-some, 0));
        } else if (lot.state() != Lot.State.SOLD) {
          ends.withhold(tx, lot);
        }
        lotsLeft.set(i, new OfLot(sku, of.code(), of.units() - some));
      }
    }
    lotsLeft.removeIf(of -> of.units() == 0);
    List<Numbered> numbersLeft = new ArrayList<>(picked.serials());
    out = units;
    for (int i = numbersLeft.size() - 1; i >= 0 && out > 0; i--) {
      if (numbersLeft.get(i).sku().equals(sku)) {
        Numbered numbered = numbersLeft.remove(i);
        if (lost) {
          serials.lost(tx, numbered);
        } else {
          serials.unpack(tx, numbered);
        }
        out--;
      }
    }
    return picked.with(lotsLeft, numbersLeft);
  }

  /**
   * Notes which units of a parcel are lost, before they leave on hand: of lots those that it has
   * picked, of numbered units those that are named, or all that it has packed.
   *
   * @param tx the transaction
   * @param parcel what is lost of a parcel
   * @param numbers the numbers of lost units that are in no parcel yet
   * @return why they cannot be lost so: they are told apart and were not picked, or a number is
   *     missing, unknown or of a unit that is elsewhere; then nothing is written
   */
  public Optional<Refusal> missing(Transaction tx, Parcel parcel, Map<Sku, List<String>> numbers) {
    Optional<Picked> picked = tx.find(Picked.TYPE, parcel.shipment());
    Map<Sku, Integer> unnamed = new TreeMap<>();
    for (Map.Entry<Sku, Integer> some : parcel.units().entrySet()) {
      Tracking tracking = Tracking.of(tx, some.getKey());
      int inLots = picked.map(own -> own.ofLots(some.getKey())).orElse(0);
      if (tracking.isTracked()
          && (picked.isEmpty() || (tracking.hasLots() && inLots < some.getValue()))) {
        return Optional.of(
            new Refusal(
                Refusal.Code.WRONG_STATE,
                "shipment",
                parcel.shipment()
                    + " has units of "
                    + some.getKey()
                    + ", which has lots or serial numbers, and has not picked them: count those,"
                    + " and reject it as OTHER"));
      }
      int packed = picked.map(own -> own.numbered(some.getKey())).orElse(0);
      if (tracking.serials() && packed < some.getValue()) {
        unnamed.put(some.getKey(), some.getValue());
      }
    }
    Optional<Refusal> refusal =
        serials.packable(
            tx, new Parcel(parcel.shipment(), parcel.order(), parcel.center(), unnamed), numbers);
    if (refusal.isEmpty() && !numbers.isEmpty()) {
      List<Numbered> named = new ArrayList<>(picked.orElseThrow().serials());
      new TreeMap<>(numbers)
          .forEach(
              (sku, own) ->
                  own.forEach(serial -> named.add(serials.pack(tx, parcel, sku, serial))));
      tx.put(Picked.TYPE, picked.orElseThrow().with(picked.orElseThrow().lots(), named));
    }
    return refusal;
  }

  /**
   * Notes that units of a parcel are gone: of lots those that end last, of numbered units those
   * named last.
   *
   * @param tx the transaction
   * @param shipment the parcel's fulfillment order
   * @param sku which SKU
   * @param units how many
   */
  public void lose(Transaction tx, String shipment, Sku sku, int units) {
    tx.find(Picked.TYPE, shipment)
        .ifPresent(picked -> tx.put(Picked.TYPE, takenOut(tx, picked, sku, units, true)));
  }

  /**
   * Notes that a parcel has left.
   *
   * @param tx the transaction
   * @param shipment the parcel's fulfillment order
   */
  public void left(Transaction tx, String shipment) {
    tx.find(Picked.TYPE, shipment)
        .ifPresent(
            picked -> {
              for (OfLot of : picked.lots()) {
                Lot lot = tx.get(Lot.TYPE, Lot.key(of.sku(), picked.center(), of.code()));
                tx.put(Lot.TYPE, lot.picking(-of.units()).plus(-of.units(), 0));
              }
              picked.serials().forEach(unit -> serials.left(tx, unit));
              tx.put(Picked.TYPE, picked.hasLeft());
            });
  }
}
