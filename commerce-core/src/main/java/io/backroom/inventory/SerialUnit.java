package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Keys;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One unit with a number of its own.
 *
 * @param sku which SKU
 * @param serial its number, unique for the SKU
 * @param center where it is, or was last
 * @param state what became of it
 * @param since since when
 * @param shipment the fulfillment order it is packed in, or left in last
 * @param order that shipment's order
 */
public record SerialUnit(
    Sku sku,
    String serial,
    CenterId center,
    State state,
    Instant since,
    Optional<String> shipment,
    Optional<OrderId> order) {
  static final String HERE = "here";

  static final DocumentType<SerialUnit> TYPE =
      new DocumentType<>(
          "serial", SerialUnit.class, unit -> key(unit.sku(), unit.serial()), SerialUnit::indexes);

  private static final Set<State> IN_THE_HOUSE = EnumSet.of(State.IN_STOCK, State.PACKED);

  /** What became of a unit. */
  public enum State {
    /** It is being taken in. */
    ARRIVING,
    /** It is in stock. */
    IN_STOCK,
    /** It is in a parcel that has not left. */
    PACKED,
    /** It has left to a customer. */
    LEFT,
    /** It is on its way to another center. */
    ON_THE_WAY,
    /** It was written off. */
    GONE
  }

  static String key(Sku sku, String serial) {
    return Keys.of(sku, serial);
  }

  private List<IndexEntry> indexes() {
    return isHere() ? List.of(new IndexEntry(HERE, sku + "|" + center + "|" + serial)) : List.of();
  }

  /** Whether it counts as on hand at its center. */
  boolean isHere() {
    return IN_THE_HOUSE.contains(state);
  }

  /** Whether it can be taken in: it is not here, and is not coming. */
  boolean isAway() {
    return !isHere() && state != State.ARRIVING;
  }

  boolean isInStockAt(CenterId place) {
    return state == State.IN_STOCK && center.equals(place);
  }

  SerialUnit in(State next, CenterId place, Instant now) {
    return new SerialUnit(sku, serial, place, next, now, shipment, order);
  }

  SerialUnit packedIn(String parcel, OrderId its, Instant now) {
    return new SerialUnit(
        sku, serial, center, State.PACKED, now, Optional.of(parcel), Optional.of(its));
  }

  SerialUnit unpacked(Instant now) {
    return new SerialUnit(
        sku, serial, center, State.IN_STOCK, now, Optional.empty(), Optional.empty());
  }
}
