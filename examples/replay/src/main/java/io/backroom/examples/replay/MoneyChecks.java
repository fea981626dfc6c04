package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import io.backroom.memory.SimulatedPaymentProvider.Totals;
import io.backroom.payment.PaymentStatus;
import io.backroom.spi.value.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether the money is right, to the penny. */
final class MoneyChecks {
  private final Shop shop;
  private final Books books;
  private final List<Final> orders;

  MoneyChecks(Shop shop, Books books, List<Final> orders) {
    this.shop = shop;
    this.books = books;
    this.orders = orders;
  }

  Check provider() {
    List<String> differences = new ArrayList<>();
    for (Final order : orders) {
      PaymentStatus own = order.view().payment();
      Totals theirs = shop.provider().totals(order.sale().id());
      compare(
          order, "authorized", Pence.of(own.authorized()), Pence.of(theirs.open()), differences);
      compare(
          order, "captured", Pence.of(own.captured()), Pence.of(theirs.captured()), differences);
      compare(
          order, "refunded", Pence.of(own.refunded()), Pence.of(theirs.refunded()), differences);
    }
    return check("Each order's money is what the provider's own books say", differences);
  }

  Check departures() {
    Map<OrderId, Long> left = new HashMap<>();
    books.departures().values().forEach(d -> left.merge(d.order(), d.pence(), Long::sum));
    List<String> differences = new ArrayList<>();
    for (Final order : orders) {
      long captured = Pence.of(shop.provider().totals(order.sale().id()).captured());
      compare(
          order,
          "captured, beside what left,",
          captured,
          left.getOrDefault(order.sale().id(), 0L),
          differences);
    }
    long sum = books.departures().values().stream().mapToLong(Books.Departure::pence).sum();
    long captured = Pence.of(shop.provider().totals().captured());
    if (sum != captured) {
      differences.add("%s left, but %s was captured".formatted(pounds(sum), pounds(captured)));
    }
    return check(
        "Captured is the price of the parcels that left, no more and no less", differences);
  }

  Check refunds() {
    List<String> differences = new ArrayList<>();
    for (Final order : orders) {
      OrderId id = order.sale().id();
      long refunded = Pence.of(shop.provider().totals(id).refunded());
      compare(order, "refunded, beside what came back,", refunded, books.refunds(id), differences);
    }
    return check("Refunded is the price of the goods that came back", differences);
  }

  Check nothingOpen() {
    List<String> differences = new ArrayList<>();
    for (Final order : orders) {
      long open = Pence.of(shop.provider().totals(order.sale().id()).open());
      if (order.isOver() && open != 0) {
        differences.add(
            "%s is %s, but %s is still set aside"
                .formatted(order.sale().id(), order.view().state(), pounds(open)));
      }
    }
    return check("Nothing is set aside for an order that is over", differences);
  }

  private Check check(String name, List<String> differences) {
    return new Check(name, Format.count(orders.size()) + " orders", differences);
  }

  private static void compare(
      Final order, String what, long own, long theirs, List<String> differences) {
    if (own != theirs) {
      differences.add(
          "%s (invoice %s, %s): %s %s and %s"
              .formatted(
                  order.sale().id(),
                  order.sale().invoice().number(),
                  order.view().state(),
                  what,
                  pounds(own),
                  pounds(theirs)));
    }
  }

  private static String pounds(long pence) {
    return Format.pounds(pence);
  }
}
