package io.backroom.order;

import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Require;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to have kept while they make up their mind, fill in a form or pay.
 *
 * @param owner for whom: a customer, or the guest of a session
 * @param anonymous whether the host does not know who it is: such a session has caps of its own
 * @param items 1 to 500 items; several of one SKU count together
 * @param from where the units are taken from
 * @param whenShort what is wanted if the stock does not suffice
 * @param key the client's key: the same key with the same content makes one hold, however often it
 *     is sent; empty for none
 * @param instead the owner's own hold whose place it is to take, in one step; empty for none
 */
public record HoldRequest(
    CustomerId owner,
    boolean anonymous,
    List<OrderRequest.Item> items,
    From from,
    WhenShort whenShort,
    Optional<String> key,
    Optional<ReservationId> instead) {
  /** Where units are taken from. */
  public sealed interface From {}

  /**
   * The routing policy chooses the centers, as it would for an order.
   *
   * @param destination where an order would go
   */
  public record Routed(Address destination) implements From {}

  /**
   * The caller has chosen the center, for example the store where the customer is going to come by.
   *
   * @param center which center
   */
  public record Shelf(CenterId center) implements From {}

  /** What is wanted if the stock does not suffice. */
  public enum WhenShort {
    /** Nothing at all; the answer says when it returns and what is there instead. */
    REFUSE,
    /** What there is: from stock, else from what is expected; the hold tells what lacks. */
    PARTIAL
  }

  /** Refuses no items, too many, or an illegal key; copies the items. */
  public HoldRequest {
    items = Require.some("items", items, OrderRequest.ITEMS_MAX);
    key.ifPresent(k -> Require.id("key", k));
  }

  /**
   * Returns a request of a customer, all or nothing.
   *
   * @param owner for whom
   * @param from where the units are taken from
   * @param items what is wanted
   * @return the request
   */
  public static HoldRequest of(CustomerId owner, From from, OrderRequest.Item... items) {
    return new HoldRequest(
        owner, false, List.of(items), from, WhenShort.REFUSE, Optional.empty(), Optional.empty());
  }

  /**
   * Returns the request as one of a session of somebody unknown.
   *
   * @return the changed request
   */
  public HoldRequest ofSession() {
    return new HoldRequest(owner, true, items, from, whenShort, key, instead);
  }

  /**
   * Returns the request that takes what there is.
   *
   * @return the changed request
   */
  public HoldRequest orPartial() {
    return new HoldRequest(owner, anonymous, items, from, WhenShort.PARTIAL, key, instead);
  }

  /**
   * Returns the request under a client's key.
   *
   * @param clientKey 1 to 64 characters of {@code [A-Za-z0-9_-]}
   * @return the changed request
   */
  public HoldRequest once(String clientKey) {
    return new HoldRequest(
        owner, anonymous, items, from, whenShort, Optional.of(clientKey), instead);
  }

  /**
   * Returns the request that takes the place of another hold of the same owner.
   *
   * @param hold which hold
   * @return the changed request
   */
  public HoldRequest insteadOf(ReservationId hold) {
    return new HoldRequest(owner, anonymous, items, from, whenShort, key, Optional.of(hold));
  }
}
