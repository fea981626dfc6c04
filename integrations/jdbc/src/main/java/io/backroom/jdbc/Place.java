package io.backroom.jdbc;

import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;

/** One SKU at one center, in the order in which rows are locked. */
record Place(Sku sku, CenterId center) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int bySku = sku.compareTo(other.sku);
    return bySku != 0 ? bySku : center.compareTo(other.center);
  }
}
