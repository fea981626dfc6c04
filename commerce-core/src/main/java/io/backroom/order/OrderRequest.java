package io.backroom.order;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.joda.money.Money;

/**
 * What somebody wants to buy.
 *
 * @param customer for whom
 * @param destination where it goes
 * @param items 1 to 500 items; several of one SKU count together
 * @param instrument what it is paid with: the provider's token
 * @param whenShort what is wanted if the stock does not suffice
 * @param key the client's key: the same key with the same content places one order, however often
 *     it is sent, and finds again what an attempt kept that came to nothing; empty for none
 * @param shownTotal the total that the customer has seen: another one is refused; empty to take it
 *     as it comes
 * @param priority 0 to 9: who has the least is served first of all who wait for the same goods;
 *     another one than {@link #PRIORITY} is for those who may set it
 * @param hold the customer's hold whose units the order is to have; empty for none. What is ordered
 *     may differ from what is held: the rest of the hold goes back. Without a key the hold serves
 *     as one: an order that is placed twice with it is placed once
 * @param wantedBy until when it is wanted, in the years 1970 to 9999: centers that come later ship
 *     only what no other has; empty if no date is wanted
 * @param option the id of the {@link io.backroom.spi.policy.ShippingOption} that it is sent by;
 *     empty for the first that the shop offers
 */
public record OrderRequest(
    CustomerId customer,
    Address destination,
    List<Item> items,
    InstrumentRef instrument,
    WhenShort whenShort,
    Optional<String> key,
    Optional<Money> shownTotal,
    int priority,
    Optional<ReservationId> hold,
    Optional<Instant> wantedBy,
    Optional<String> option) {
  /** The most items of one order. */
  public static final int ITEMS_MAX = 500;

  /** The priority of an order of which nothing else is said. */
  public static final int PRIORITY = 5;

  private static final int PRIORITY_MAX = 9;

  /**
   * Some units of a SKU.
   *
   * @param sku which SKU
   * @param quantity how many units, 1 to 10,000
   */
  public record Item(Sku sku, int quantity) {
    /** Refuses a quantity out of range. */
    public Item {
      Require.quantity("quantity", quantity);
    }
  }

  /** What is wanted if the stock does not suffice. */
  public enum WhenShort {
    /** Nothing at all; the answer says when it returns and what is there instead. */
    REFUSE,
    /** What is there now, and the rest when it comes in; paid for only then. */
    BACKORDER,
    /**
     * The same, also where nobody knows when the rest will come in, as far as the shop promises
     * units beyond what it expects.
     */
    BACKORDER_WITHOUT_DATE
  }

  /** Refuses no items, too many, an illegal key or a date out of range; copies the items. */
  public OrderRequest {
    items = Require.some("items", items, ITEMS_MAX);
    key.ifPresent(k -> Require.id("key", k));
    option.ifPresent(o -> Require.id("option", o));
    wantedBy.ifPresent(date -> Require.time("wantedBy", date));
    priority("priority", priority);
  }

  static int priority(String field, int value) {
    return (int) Require.range(field, value, 0, PRIORITY_MAX);
  }

  /**
   * Asks for what somebody wants to buy, with the usual priority and without a hold.
   *
   * @param customer for whom
   * @param destination where it goes
   * @param items 1 to 500 items; several of one SKU count together
   * @param instrument what it is paid with: the provider's token
   * @param whenShort what is wanted if the stock does not suffice
   * @param key the client's key; empty for none
   * @param shownTotal the total that the customer has seen; empty to take it as it comes
   */
  public OrderRequest(
      CustomerId customer,
      Address destination,
      List<Item> items,
      InstrumentRef instrument,
      WhenShort whenShort,
      Optional<String> key,
      Optional<Money> shownTotal) {
    this(
        customer,
        destination,
        items,
        instrument,
        whenShort,
        key,
        shownTotal,
        PRIORITY,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns the same request by another shipping option. */
  OrderRequest by(String other) {
    return new OrderRequest(
        customer,
        destination,
        items,
        instrument,
        whenShort,
        key,
        shownTotal,
        priority,
        hold,
        wantedBy,
        Optional.of(other));
  }

  /**
   * Returns a request without items, to be filled by {@link Draft#add}.
   *
   * @param customer for whom
   * @param destination where it goes
   * @param instrument the provider's token of what it is paid with
   * @return the beginning of a request
   */
  public static Draft of(String customer, Address destination, String instrument) {
    return new Draft(CustomerId.of(customer), destination, InstrumentRef.of(instrument));
  }

  /** A request in the making. Each step returns another one; none is ever changed. */
  public static final class Draft {
    private final CustomerId customer;
    private final Address destination;
    private final InstrumentRef instrument;
    private List<Item> items = List.of();
    private WhenShort whenShort = WhenShort.REFUSE;
    private Optional<String> key = Optional.empty();
    private Optional<Money> shownTotal = Optional.empty();
    private int priority = PRIORITY;
    private Optional<ReservationId> hold = Optional.empty();
    private Optional<Instant> wantedBy = Optional.empty();
    private Optional<String> option = Optional.empty();

    private Draft(CustomerId customer, Address destination, InstrumentRef instrument) {
      this.customer = customer;
      this.destination = destination;
      this.instrument = instrument;
    }

    /** Returns a copy that nobody else has seen when it is changed. */
    private Draft with(Consumer<Draft> change) {
      Draft copy = new Draft(customer, destination, instrument);
      copy.items = items;
      copy.whenShort = whenShort;
      copy.key = key;
      copy.shownTotal = shownTotal;
      copy.priority = priority;
      copy.hold = hold;
      copy.wantedBy = wantedBy;
      copy.option = option;
      change.accept(copy);
      return copy;
    }

    /**
     * Returns the draft with one more item.
     *
     * @param sku which SKU
     * @param quantity how many units, 1 to 10,000
     * @return the longer draft
     */
    public Draft add(String sku, int quantity) {
      List<Item> more = new ArrayList<>(items);
      more.add(new Item(Sku.of(sku), quantity));
      return with(copy -> copy.items = List.copyOf(more));
    }

    /**
     * Returns the draft that takes backorders.
     *
     * @return the changed draft
     */
    public Draft orBackorder() {
      return when(WhenShort.BACKORDER);
    }

    /**
     * Returns the draft that takes backorders also without a date.
     *
     * @return the changed draft
     */
    public Draft orWaitWithoutDate() {
      return when(WhenShort.BACKORDER_WITHOUT_DATE);
    }

    private Draft when(WhenShort chosen) {
      return with(copy -> copy.whenShort = chosen);
    }

    /**
     * Returns the draft with another priority, for those who may set it.
     *
     * @param chosen 0 to 9: who has the least is served first
     * @return the changed draft
     */
    public Draft withPriority(int chosen) {
      OrderRequest.priority("priority", chosen);
      return with(copy -> copy.priority = chosen);
    }

    /**
     * Returns the draft under a client's key.
     *
     * @param clientKey 1 to 64 characters of {@code [A-Za-z0-9_-]}
     * @return the changed draft
     */
    public Draft once(String clientKey) {
      return with(copy -> copy.key = Optional.of(clientKey));
    }

    /**
     * Returns the draft that holds only at a total.
     *
     * @param total the total that the customer has seen
     * @return the changed draft
     */
    public Draft at(Money total) {
      return with(copy -> copy.shownTotal = Optional.of(total));
    }

    /**
     * Returns the draft that has the units of a hold.
     *
     * @param id the customer's hold
     * @return the changed draft
     */
    public Draft holding(ReservationId id) {
      return with(copy -> copy.hold = Optional.of(id));
    }

    /**
     * Returns the draft that is wanted until a date: centers that come later ship only what no
     * other has.
     *
     * @param date the date
     * @return the changed draft
     */
    public Draft by(Instant date) {
      return with(copy -> copy.wantedBy = Optional.of(date));
    }

    /**
     * Returns the draft that is sent by a shipping option.
     *
     * @param id the option's id, one of those that the shop offers
     * @return the changed draft
     */
    public Draft withOption(String id) {
      Require.id("option", id);
      return with(copy -> copy.option = Optional.of(id));
    }

    /**
     * Returns the request.
     *
     * @return the request
     */
    public OrderRequest build() {
      return new OrderRequest(
          customer,
          destination,
          items,
          instrument,
          whenShort,
          key,
          shownTotal,
          priority,
          hold,
          wantedBy,
          option);
    }
  }
}
