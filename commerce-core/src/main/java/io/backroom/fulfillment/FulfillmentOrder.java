package io.backroom.fulfillment;

import io.backroom.inventory.Incoming;
import io.backroom.inventory.TrackedGoods;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.DocumentQuery;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.policy.ShippingOption;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.joda.money.Money;

/**
 * What one center sends of one order as one shipment.
 *
 * @param id its id, also the id of its payment's tranche
 * @param order which order
 * @param center which center
 * @param reservation the reservation its stock is kept under
 * @param destination where it goes
 * @param option the id of the shipping option that it is sent by; empty for what was ordered before
 *     there were any
 * @param lines what is in it; empty only when cancelled
 * @param state where it stands
 * @param since since when it stands there
 * @param priority 0 to 9: who has the least is served first of all who wait for the same goods
 * @param waits what it waits for, one for each SKU
 * @param promise when it is to be with the customer
 * @param tracking the carrier's number of the parcel
 * @param weightGrams what the parcel weighs, once packed
 * @param sscc the shop's number of the parcel while it is on a manifest of the shop's own
 * @param recall whether a change of the order waits for the warehouse to stop
 */
public record FulfillmentOrder(
    String id,
    OrderId order,
    CenterId center,
    ReservationId reservation,
    Address destination,
    Optional<String> option,
    List<Line> lines,
    FulfillmentState state,
    Instant since,
    int priority,
    List<Wait> waits,
    Promise promise,
    Optional<String> tracking,
    long weightGrams,
    Optional<Sscc> sscc,
    Recall recall) {

  static final String BY_CENTER = "center";
  static final String WAITING = "waiting";
  static final String BY_TRACKING = "tracking";

  static final DocumentType<FulfillmentOrder> TYPE =
      new DocumentType<>(
          "fulfillment-order",
          FulfillmentOrder.class,
          FulfillmentOrder::id,
          FulfillmentOrder::indexes);

  /** Sorts behind every time. */
  private static final String NEVER = "~";

  /** Whether the warehouse was asked to stop. */
  public enum Recall {
    /** It was not, or the change that wanted it is over. */
    NONE,
    /** It was asked and has not answered. */
    ASKED,
    /** It has stopped: the change can be made. */
    ACCEPTED,
    /** Its goods are being taken from another center: nobody goes on with it meanwhile. */
    MOVING
  }

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

    Line costing(Money other) {
      return new Line(item, sku, quantity, waiting, other, returned);
    }

    Line returning(int units) {
      return new Line(item, sku, quantity, waiting, amount, returned + units);
    }
  }

  /**
   * Units of a SKU that wait for expected receipts.
   *
   * @param sku which SKU
   * @param source what brings the last of them, as far as is known now; empty if nothing is on its
   *     way for them
   * @param due the earliest time at which they were ever told to be at the center: their place in
   *     the queue, which no delay makes worse; empty if no time was ever told
   */
  public record Wait(Sku sku, Optional<Incoming.Source> source, Optional<Instant> due) {
    /**
     * Returns the wait of a new shipment.
     *
     * @param sku which SKU
     * @param source what is to bring its units; empty if nobody knows
     * @return the wait
     */
    public static Wait of(Sku sku, Optional<Incoming.Source> source) {
      return new Wait(sku, source, source.map(Incoming.Source::at));
    }

    /** An earlier time that is told once is a place in the queue for good. */
    Wait from(Optional<Incoming.Source> other) {
      Optional<Instant> earliest =
          Stream.concat(due.stream(), other.map(Incoming.Source::at).stream())
              .min(Comparator.naturalOrder());
      return new Wait(sku, other, earliest);
    }
  }

  /** Copies the lists; what is no longer waited for is no wait. */
  public FulfillmentOrder {
    lines = List.copyOf(lines);
    waits = waiting(lines, waits);
  }

  private static List<Wait> waiting(List<Line> lines, List<Wait> waits) {
    return waits.stream().filter(wait -> units(lines, wait.sku()) > 0).toList();
  }

  private static int units(List<Line> lines, Sku sku) {
    return lines.stream().filter(line -> line.sku().equals(sku)).mapToInt(Line::waiting).sum();
  }

  /** Returns which carriers' service it is sent by. */
  String service() {
    return service(option);
  }

  /** What was ordered before there were options goes by the standard. */
  static String service(Optional<String> option) {
    return option.orElse(ShippingOption.STANDARD);
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    entries.add(new IndexEntry(BY_CENTER, placeByCenter()));
    tracking.ifPresent(number -> entries.add(new IndexEntry(BY_TRACKING, number + "|" + id)));
    if (state == FulfillmentState.BACKORDERED) {
      waits.forEach(wait -> entries.add(new IndexEntry(WAITING, place(wait))));
    }
    return entries;
  }

  private String placeByCenter() {
    return byCenter(center, state) + "|" + promise.current().map(Sortable::time).orElse(NEVER);
  }

  /** Where it stands among those of its center and state. */
  DocumentQuery.Position positionByCenter() {
    return new DocumentQuery.Position(placeByCenter(), id);
  }

  /** How many units of a SKU wait. */
  int waiting(Sku sku) {
    return units(lines, sku);
  }

  /** What it waits for of a SKU, if it stands in the queue for it. */
  Optional<Wait> wait(Sku sku) {
    return waits.stream()
        .filter(wait -> state == FulfillmentState.BACKORDERED && wait.sku().equals(sku))
        .findFirst();
  }

  /** Best priority first, then the earliest time that was told, then who has waited longest. */
  private String place(Wait wait) {
    return String.join(
        "|",
        queue(wait.sku(), center),
        Integer.toString(priority),
        wait.due().map(Sortable::time).orElse(NEVER),
        Sortable.time(since));
  }

  /** Where it stands in a queue. */
  DocumentQuery.Position position(Wait wait) {
    return new DocumentQuery.Position(place(wait), id);
  }

  static String byCenter(CenterId center, FulfillmentState state) {
    return center + "|" + state;
  }

  /** The beginning of every place in the queue for a SKU at a center. */
  static String queue(Sku sku, CenterId center) {
    return sku + "|" + center;
  }

  /**
   * Returns what is in it, whichever items of the order it is for.
   *
   * @return units of each SKU
   */
  public Map<Sku, Integer> units() {
    Map<Sku, Integer> units = new TreeMap<>();
    lines.forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    return units;
  }

  TrackedGoods.Parcel parcel() {
    return new TrackedGoods.Parcel(id, order, center, units());
  }

  List<StockLine> stock() {
    return lines.stream().map(l -> new StockLine(l.sku(), center, l.quantity())).toList();
  }

  FulfillmentOrder in(FulfillmentState next, Instant now) {
    return with(
        copy -> {
          copy.state = next;
          copy.since = now;
          copy.recall = next.isChangeable() ? recall : Recall.NONE;
        });
  }

  FulfillmentOrder with(List<Line> changed) {
    return with(copy -> copy.lines = changed);
  }

  FulfillmentOrder with(Wait wait) {
    List<Wait> changed =
        waits.stream().map(other -> other.sku().equals(wait.sku()) ? wait : other).toList();
    return with(copy -> copy.waits = changed);
  }

  FulfillmentOrder under(ReservationId other) {
    return with(copy -> copy.reservation = other);
  }

  FulfillmentOrder to(Address other, Optional<String> by) {
    return with(
        copy -> {
          copy.destination = other;
          copy.option = by;
        });
  }

  FulfillmentOrder tracked(String number) {
    return with(copy -> copy.tracking = Optional.of(number));
  }

  FulfillmentOrder listed(String number, Sscc parcel) {
    return with(
        copy -> {
          copy.tracking = Optional.of(number);
          copy.sscc = Optional.of(parcel);
        });
  }

  FulfillmentOrder takenOff() {
    return with(
        copy -> {
          copy.tracking = Optional.empty();
          copy.sscc = Optional.empty();
        });
  }

  FulfillmentOrder promising(Promise other) {
    return with(copy -> copy.promise = other);
  }

  FulfillmentOrder prioritized(int other) {
    return with(copy -> copy.priority = other);
  }

  FulfillmentOrder recalled(Recall now) {
    return with(copy -> copy.recall = now);
  }

  /** The same from another center, where nobody has begun with it. */
  FulfillmentOrder from(CenterId other, List<Line> changed) {
    return with(
        copy -> {
          copy.center = other;
          copy.lines = changed;
          copy.waits = List.of();
          copy.tracking = Optional.empty();
          copy.weightGrams = 0;
          copy.sscc = Optional.empty();
          copy.recall = Recall.NONE;
        });
  }

  FulfillmentOrder weighing(long grams) {
    return with(copy -> copy.weightGrams = grams);
  }

  private FulfillmentOrder with(Consumer<Copy> changes) {
    Copy copy = new Copy(this);
    changes.accept(copy);
    return copy.made();
  }

  /** A shipment that is being made of another one; lives as long as the method that changes it. */
  private static final class Copy {
    private String id;
    private OrderId order;
    private CenterId center;
    private ReservationId reservation;
    private Address destination;
    private Optional<String> option;
    private List<Line> lines;
    private FulfillmentState state;
    private Instant since;
    private int priority;
    private List<Wait> waits;
    private Promise promise;
    private Optional<String> tracking;
    private long weightGrams;
    private Optional<Sscc> sscc;
    private Recall recall;

    Copy(FulfillmentOrder of) {
      id = of.id;
      order = of.order;
      center = of.center;
      reservation = of.reservation;
      destination = of.destination;
      option = of.option;
      lines = of.lines;
      state = of.state;
      since = of.since;
      priority = of.priority;
      waits = of.waits;
      promise = of.promise;
      tracking = of.tracking;
      weightGrams = of.weightGrams;
      sscc = of.sscc;
      recall = of.recall;
    }

    FulfillmentOrder made() {
      return new FulfillmentOrder(
          id,
          order,
          center,
          reservation,
          destination,
          option,
          lines,
          state,
          since,
          priority,
          waits,
          promise,
          tracking,
          weightGrams,
          sscc,
          recall);
    }
  }
}
