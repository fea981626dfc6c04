package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Invoice;
import io.backroom.inventory.Hold;
import io.backroom.order.HoldRequest;
import io.backroom.order.HoldResult;
import io.backroom.order.OrderRequest;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.CustomerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Customers on the web whose stock is kept while they fill in forms: some order in time, some when
 * their hold has ended, some never.
 */
final class Carts {
  private static final double HOLDS = 0.25;
  private static final double NEVER_ORDERED = 0.05;
  private static final int MINUTES_MAX = 25;

  private final Shop shop;
  private final Books books;
  private final Chance chance;
  private final Tally tally = new Tally();
  private final Map<String, ReservationId> holds = new HashMap<>();

  Carts(Shop shop, Books books, Chance chance) {
    this.shop = shop;
    this.books = books;
    this.chance = chance;
  }

  Tally tally() {
    return tally;
  }

  /** Returns how long before an order its cart is filled; empty if nothing is held for it. */
  Optional<Duration> before(Invoice invoice) {
    boolean one = invoice.lines().size() <= OrderRequest.ITEMS_MAX;
    return one && chance.happens(HOLDS, "holds first", invoice.number())
        ? Optional.of(
            Duration.ofMinutes(chance.between(1, MINUTES_MAX, "minutes", invoice.number())))
        : Optional.empty();
  }

  /** Has what an invoice will be about held, and for some a second time that comes to nothing. */
  void fill(Invoice invoice, Address to, List<OrderRequest.Item> items) {
    CustomerId customer = CustomerId.of(invoice.buyer());
    Optional<ReservationId> hold = hold(customer, invoice.number(), to, items);
    hold.ifPresent(id -> holds.put(invoice.number(), id));
    if (chance.happens(NEVER_ORDERED, "never ordered", invoice.number())) {
      hold(customer, invoice.number() + "-never", to, items.subList(0, 1))
          .ifPresent(id -> tally.add("never ordered"));
    }
  }

  private Optional<ReservationId> hold(
      CustomerId customer, String key, Address to, List<OrderRequest.Item> items) {
    HoldRequest request =
        HoldRequest.of(
                customer, new HoldRequest.Routed(to), items.toArray(OrderRequest.Item[]::new))
            .once(key);
    HoldResult result =
        shop.commerce().holds().hold(Caller.customer(customer, Channel.WEB), request);
    if (result instanceof HoldResult.Held held) {
      tally.add("held");
      return Optional.of(held.hold().id());
    }
    tally.add(
        result instanceof HoldResult.Refused refused
            ? "refused: " + refused.refusal().code()
            : "not there");
    return Optional.empty();
  }

  /** Returns the hold for an invoice that is ordered now. */
  Optional<ReservationId> of(Invoice invoice) {
    return Optional.ofNullable(holds.get(invoice.number()));
  }

  /** Tells whether the units of a hold are still kept. */
  boolean isHeld(Invoice invoice) {
    Caller customer = Caller.customer(CustomerId.of(invoice.buyer()), Channel.WEB);
    return of(invoice)
        .map(hold -> shop.commerce().holds().find(customer, hold).orThrow().state())
        .filter(state -> state == Hold.State.HELD)
        .isPresent();
  }

  /** Who orders in time must not be told that the units are gone. */
  void ordered(Invoice invoice, boolean inTime, boolean gone) {
    tally.add(inTime ? "ordered in time" : "ordered after its end");
    if (!inTime && gone) {
      tally.add("after its end, and gone");
    } else if (gone) {
      books.fault("invoice " + invoice.number() + " had its units held and was told they are gone");
    }
  }
}
