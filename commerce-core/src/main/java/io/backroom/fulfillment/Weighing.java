package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a parcel weighed when it was last on the scale.
 *
 * @param shipment which fulfillment order
 * @param grams what was measured
 * @param audit what that says
 * @param contents what was to be in it
 * @param serials the numbers of its units, as the packer has told them
 * @param waits whether it waits for an agent
 */
record Weighing(
    String shipment,
    long grams,
    WeightAudit audit,
    List<StockLine> contents,
    List<Numbers> serials,
    boolean waits) {
  static final DocumentType<Weighing> TYPE =
      new DocumentType<>("weighing", Weighing.class, Weighing::shipment, own -> List.of());

  /** The numbers of one SKU's units. */
  record Numbers(Sku sku, List<String> units) {
    Numbers {
      units = List.copyOf(units);
    }
  }

  Weighing {
    contents = List.copyOf(contents);
    serials = List.copyOf(serials);
  }

  static Weighing of(FulfillmentOrder shipment, PackedParcel packed, WeightAudit audit) {
    List<Numbers> numbers = new ArrayList<>();
    packed.serials().forEach((sku, units) -> numbers.add(new Numbers(sku, units)));
    return new Weighing(
        shipment.id(),
        packed.weightGrams(),
        audit,
        shipment.stock(),
        numbers,
        audit.outcome() == WeightAudit.Outcome.REVIEW);
  }

  /** What the packer has told, as it was told. */
  Map<Sku, List<String>> numbers() {
    Map<Sku, List<String>> numbers = new TreeMap<>();
    serials.forEach(own -> numbers.put(own.sku(), own.units()));
    return numbers;
  }

  Weighing confirmed() {
    return new Weighing(shipment, grams, audit, contents, serials, false);
  }
}
