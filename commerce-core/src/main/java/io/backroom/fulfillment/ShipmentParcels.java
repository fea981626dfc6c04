package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Shares;
import io.backroom.kernel.Transaction;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.joda.money.Money;

/**
 * The parcels of a shipment that is packed in several, as it was packed last.
 *
 * @param shipment which fulfillment order
 * @param cartons the parcels, the first first
 * @param ssccs their numbers while they are on a manifest
 */
record ShipmentParcels(String shipment, List<Carton> cartons, List<Sscc> ssccs) {
  static final DocumentType<ShipmentParcels> TYPE =
      new DocumentType<>(
          "shipment-parcels", ShipmentParcels.class, ShipmentParcels::shipment, own -> List.of());

  /** Units of a SKU in a parcel. */
  record Content(Sku sku, int units) {}

  /** A parcel: what it weighs, and what was put into it. */
  record Carton(long grams, List<Content> contents) {
    Carton {
      contents = List.copyOf(contents);
    }
  }

  /** What is in a parcel by now, and what its customer pays for that. */
  record Part(long grams, Map<Sku, Integer> units, Money price) {
    Part {
      units = Map.copyOf(units);
    }
  }

  ShipmentParcels {
    cartons = List.copyOf(cartons);
    ssccs = List.copyOf(ssccs);
  }

  /** Notes how a shipment was packed. */
  static void note(Transaction tx, String shipment, List<PackedCarton> cartons) {
    if (cartons.size() > 1) {
      tx.put(
          TYPE,
          new ShipmentParcels(
              shipment, cartons.stream().map(ShipmentParcels::carton).toList(), List.of()));
    } else if (tx.find(TYPE, shipment).isPresent()) {
      tx.delete(TYPE, shipment);
    }
  }

  private static Carton carton(PackedCarton packed) {
    List<Content> contents = new ArrayList<>();
    packed.contents().forEach((sku, units) -> contents.add(new Content(sku, units)));
    return new Carton(packed.parcel().weightGrams(), contents);
  }

  /** Notes the numbers of a shipment's parcels. */
  static void numbered(Transaction tx, String shipment, List<Sscc> numbers) {
    tx.find(TYPE, shipment)
        .ifPresent(own -> tx.put(TYPE, new ShipmentParcels(shipment, own.cartons(), numbers)));
  }

  /** Returns the numbers of a shipment's parcels on its manifest; none if it is on none. */
  static List<Sscc> numbers(Transaction tx, FulfillmentOrder shipment) {
    Optional<Sscc> first = shipment.sscc();
    return first.isEmpty()
        ? List.of()
        : tx.find(TYPE, shipment.id())
            .map(ShipmentParcels::ssccs)
            .filter(all -> all.contains(first.get()))
            .orElse(List.of(first.get()));
  }

  /**
   * Returns the parcels of a shipment as far as it has their contents still: units that were cut
   * out since are missing in the last of them.
   */
  static List<Part> parts(Transaction tx, FulfillmentOrder shipment) {
    Map<Sku, Integer> left = new TreeMap<>(shipment.units());
    Optional<ShipmentParcels> several = tx.find(TYPE, shipment.id());
    if (several.isEmpty()) {
      return List.of(new Part(shipment.weightGrams(), left, ListedParcels.price(shipment)));
    }
    Prices prices = new Prices(shipment);
    List<Part> parts = new ArrayList<>();
    for (Carton carton : several.get().cartons()) {
      Map<Sku, Integer> units = new TreeMap<>();
      for (Content content : carton.contents()) {
        int some = Math.min(content.units(), left.getOrDefault(content.sku(), 0));
        if (some > 0) {
          units.merge(content.sku(), some, Integer::sum);
          left.merge(content.sku(), -some, Integer::sum);
        }
      }
      parts.add(new Part(carton.grams(), units, prices.of(units)));
    }
    return parts;
  }

  /** Divides what a shipment costs by its units, so that the parts add up to it. */
  private static final class Prices {
    private final List<FulfillmentOrder.Line> lines;
    private final int[] taken;

    Prices(FulfillmentOrder shipment) {
      lines = shipment.lines();
      taken = new int[lines.size()];
    }

    Money of(Map<Sku, Integer> units) {
      Money sum = Money.zero(lines.get(0).amount().getCurrencyUnit());
      for (Map.Entry<Sku, Integer> some : units.entrySet()) {
        int wanted = some.getValue();
        for (int i = 0; i < lines.size() && wanted > 0; i++) {
          FulfillmentOrder.Line line = lines.get(i);
          int here =
              line.sku().equals(some.getKey()) ? Math.min(wanted, line.quantity() - taken[i]) : 0;
          if (here > 0) {
            sum = sum.plus(Shares.ofUnits(line.amount(), line.quantity(), taken[i], here));
            taken[i] += here;
            wanted -= here;
          }
        }
      }
      return sum;
    }
  }
}
