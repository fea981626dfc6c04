package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.List;

/**
 * Which units of lots and which numbered units a parcel holds. There is none for a parcel without
 * such goods.
 *
 * @param left whether the parcel has left
 */
record Picked(
    String shipment,
    OrderId order,
    CenterId center,
    List<OfLot> lots,
    List<Numbered> serials,
    boolean left) {
  static final String BY_LOT = "lot";

  static final DocumentType<Picked> TYPE =
      new DocumentType<>("picked-goods", Picked.class, Picked::shipment, Picked::indexes);

  record OfLot(Sku sku, String code, int units) {}

  record Numbered(Sku sku, String serial) {}

  Picked {
    lots = List.copyOf(lots);
    serials = List.copyOf(serials);
  }

  private List<IndexEntry> indexes() {
    return lots.stream()
        .map(lot -> new IndexEntry(BY_LOT, Lot.byCode(lot.sku(), lot.code())))
        .distinct()
        .toList();
  }

  /** Where it stands among the uses of a lot. */
  DocumentQuery.Position position(Sku sku, String code) {
    return new DocumentQuery.Position(Lot.byCode(sku, code), shipment);
  }

  Picked with(List<OfLot> otherLots, List<Numbered> otherSerials) {
    return new Picked(shipment, order, center, otherLots, otherSerials, left);
  }

  int ofLots(Sku sku) {
    return lots.stream().filter(lot -> lot.sku().equals(sku)).mapToInt(OfLot::units).sum();
  }

  int numbered(Sku sku) {
    return (int) serials.stream().filter(unit -> unit.sku().equals(sku)).count();
  }

  Picked hasLeft() {
    return new Picked(shipment, order, center, lots, serials, true);
  }

  LotUse use(Sku sku, String code) {
    int units =
        lots.stream()
            .filter(lot -> lot.sku().equals(sku) && lot.code().equals(code))
            .mapToInt(OfLot::units)
            .sum();
    return new LotUse(order, shipment, center, units, left);
  }
}
