package io.backroom.fulfillment;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What one center sends of one order as one shipment.
 *
 * @param id its id, also the id of its payment's tranche
 * @param order which order
 * @param center which center
 * @param reservation the reservation its stock is kept under
 * @param destination where it goes
 * @param lines what is in it; empty only when cancelled
 * @param state where it stands
 * @param since since when it stands there
 * @param promised when the customer was first told it would arrive; never changes
 * @param expected when it will arrive as far as is known now
 * @param tracking the carrier's number of the parcel
 * @param weightGrams what the parcel weighs, once packed
 */
public record FulfillmentOrder(
    String id,
    OrderId order,
    CenterId center,
    ReservationId reservation,
    Address destination,
    List<Line> lines,
    FulfillmentState state,
    Instant since,
    Instant promised,
    Instant expected,
    Optional<String> tracking,
    long weightGrams) {

  static final String BY_CENTER = "center";
  static final String WAITING = "waiting";

  static final DocumentType<FulfillmentOrder> TYPE =
      new DocumentType<>(
          "fulfillment-order",
          FulfillmentOrder.class,
          FulfillmentOrder::id,
          FulfillmentOrder::indexes);

  /**
   * What is bought as one item and lies in a parcel as one SKU.
   *
   * @param item the SKU that was bought
   * @param sku the SKU in the parcel: the same, or a part of the item if it is a bundle
   */
  public record Piece(Sku item, Sku sku) {}

  /**
   * Some units of a SKU in the shipment.
   *
   * @param item the item of the order that they belong to: the SKU that was bought
   * @param sku what lies in the parcel: the same SKU, or a part of it if it is a bundle. A shipment
   *     has one line for each item and SKU
   * @param quantity how many units
   * @param waiting how many of them wait for an expected receipt
   * @param amount what the customer pays for the line, with its shares of shipping and tax
   * @param returned how many units came back
   */
  public record Line(Sku item, Sku sku, int quantity, int waiting, Money amount, int returned) {
    /**
     * Returns what tells the line from the others of its shipment.
     *
     * @return its item and its SKU
     */
    public Piece piece() {
      return new Piece(item, sku);
    }

    Line waiting(int units) {
      return new Line(item, sku, quantity, units, amount, returned);
    }

    Line without(int units, Money part) {
      int stillWaiting = Math.max(0, waiting - units);
      return new Line(item, sku, quantity - units, stillWaiting, amount.minus(part), returned);
    }

    Line returning(int units) {
      return new Line(item, sku, quantity, waiting, amount, returned + units);
    }
  }

  /** Copies the lines. */
  public FulfillmentOrder {
    lines = List.copyOf(lines);
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(new IndexEntry(BY_CENTER, byCenter(center, state) + "|" + Sortable.time(expected)));
    if (state == FulfillmentState.BACKORDERED) {
      lines.stream()
          .filter(line -> line.waiting() > 0)
          .map(Line::sku)
          .distinct()
          .map(sku -> new IndexEntry(WAITING, waiting(sku, center) + "|" + place()))
          .forEach(entries::add);
    }
    return entries;
  }

  /** First promised, first served. */
  private String place() {
    return Sortable.time(promised);
  }

  static String byCenter(CenterId center, FulfillmentState state) {
    return center + "|" + state;
  }

  static String waiting(Sku sku, CenterId center) {
    return sku + "|" + center;
  }

  List<StockLine> stock() {
    return lines.stream().map(l -> new StockLine(l.sku(), center, l.quantity())).toList();
  }

  FulfillmentOrder in(FulfillmentState next, Instant now) {
    return new FulfillmentOrder(
        id,
        order,
        center,
        reservation,
        destination,
        lines,
        next,
        now,
        promised,
        expected,
        tracking,
        weightGrams);
  }

  FulfillmentOrder with(List<Line> changed) {
    return new FulfillmentOrder(
        id,
        order,
        center,
        reservation,
        destination,
        changed,
        state,
        since,
        promised,
        expected,
        tracking,
        weightGrams);
  }

  FulfillmentOrder under(ReservationId other) {
    return new FulfillmentOrder(
        id,
        order,
        center,
        other,
        destination,
        lines,
        state,
        since,
        promised,
        expected,
        tracking,
        weightGrams);
  }

  FulfillmentOrder weighing(long grams) {
    return new FulfillmentOrder(
        id,
        order,
        center,
        reservation,
        destination,
        lines,
        state,
        since,
        promised,
        expected,
        tracking,
        grams);
  }

  FulfillmentOrder tracked(String number) {
    return new FulfillmentOrder(
        id,
        order,
        center,
        reservation,
        destination,
        lines,
        state,
        since,
        promised,
        expected,
        Optional.of(number),
        weightGrams);
  }

  FulfillmentOrder expectedAt(Instant arrival) {
    return new FulfillmentOrder(
        id,
        order,
        center,
        reservation,
        destination,
        lines,
        state,
        since,
        promised,
        arrival,
        tracking,
        weightGrams);
  }
}
