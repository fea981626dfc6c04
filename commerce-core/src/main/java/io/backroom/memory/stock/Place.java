package io.backroom.memory.stock;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One SKU at one center: what has counters of its own. */
record Place(Sku sku, CenterId center) implements Comparable<Place> {
  static Place of(StockLine line) {
    return new Place(line.sku(), line.center());
  }

  static Place of(Reservation.Line line) {
    return new Place(line.sku(), line.center());
  }

  /** Returns the units of each place over all lines; long, for many lines of one place overflow. */
  static SortedMap<Place, Long> sum(Stream<StockLine> lines) {
    return lines.collect(
        Collectors.toMap(Place::of, line -> (long) line.quantity(), Long::sum, TreeMap::new));
  }

  @Override
  public int compareTo(Place other) {
    int bySku = sku.compareTo(other.sku);
    return bySku != 0 ? bySku : center.compareTo(other.center);
  }
}
