package io.backroom.examples.replay;

import io.backroom.examples.replay.report.Format;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.ChangeView;
import io.backroom.order.OrderView;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether every order came to its end, with every unit accounted for, once. */
final class OrderChecks {
  /** The most orders that the library lists of a customer. */
  private static final int LIST_MAX = 100;

  private final Shop shop;
  private final Books books;
  private final List<Final> orders;

  OrderChecks(Shop shop, Books books, List<Final> orders) {
    this.shop = shop;
    this.books = books;
    this.orders = orders;
  }

  Check ends() {
    List<String> differences = new ArrayList<>();
    for (Final order : orders) {
      if (!order.isOver() && order.excuse().isEmpty()) {
        differences.add(
            "%s (invoice %s) is %s: %s"
                .formatted(
                    order.sale().id(),
                    order.sale().invoice().number(),
                    order.view().state(),
                    shipments(order.view())));
      }
    }
    return check("Every order is completed or cancelled, or waits for a reason", differences);
  }

  private static String shipments(OrderView order) {
    return order.shipments().stream().map(s -> s.id() + " " + s.state()).toList().toString();
  }

  Check units() {
    List<String> differences = new ArrayList<>();
    for (Final order : orders) {
      for (OrderView.Line line : order.view().lines()) {
        Sku sku = line.sku();
        int wanted = order.sale().units().getOrDefault(sku, 0);
        int got = books.delivered(order.sale().id(), sku);
        int open = open(order.view(), sku);
        if (line.quantity() != wanted || wanted != got + line.cancelled() + open) {
          differences.add(
              "%s %s: ordered %d, delivered %d, cancelled %d, open %d"
                  .formatted(order.sale().id(), sku, wanted, got, line.cancelled(), open));
        }
      }
      if (order.view().lines().size() != order.sale().units().size()) {
        differences.add(order.sale().id() + " has other lines than were ordered");
      }
    }
    return check("Units ordered = delivered + cancelled + open, for each line", differences);
  }

  private static int open(OrderView order, Sku sku) {
    return order.shipments().stream()
        .filter(s -> s.state() != FulfillmentState.DELIVERED)
        .flatMap(s -> s.lines().stream())
        .filter(line -> line.sku().equals(sku))
        .mapToInt(FulfillmentOrder.Line::quantity)
        .sum();
  }

  /** The library must know no order that the driver does not, and none twice. */
  Check once() {
    List<String> differences = new ArrayList<>(books.faults());
    Map<CustomerId, Integer> placed = new HashMap<>();
    orders.forEach(order -> placed.merge(order.view().customer(), 1, Integer::sum));
    placed.forEach(
        (customer, count) -> {
          int listed = shop.commerce().orders().of(Shop.AGENT, customer, LIST_MAX).orThrow().size();
          if (listed != Math.min(count, LIST_MAX)) {
            differences.add("%s placed %d orders, but has %d".formatted(customer, count, listed));
          }
        });
    return check("Every order is there once, also when it was sent twice", differences);
  }

  /** A change is applied whole or leaves nothing behind, and has an end. */
  Check changes() {
    List<String> differences = new ArrayList<>();
    long all = 0;
    for (Final order : orders) {
      OrderId id = order.sale().id();
      List<ChangeView> own = shop.commerce().orders().changes(Shop.AGENT, id).orThrow();
      all += own.size();
      for (ChangeView change : own) {
        boolean added =
            order.view().shipments().stream().anyMatch(s -> s.id().startsWith(change.id() + "-"));
        if (change.state().isOpen()) {
          differences.add(change.id() + " is still " + change.state());
        } else if (added && change.state() != ChangeView.State.APPLIED) {
          differences.add(change.id() + " is " + change.state() + ", and has shipments");
        }
      }
    }
    return new Check(
        "Every change is applied whole or not at all, and none stays open",
        Format.count(all) + " changes",
        differences);
  }

  Check messages() {
    Map<OrderId, Integer> left = new HashMap<>();
    books.departures().values().forEach(d -> left.merge(d.order(), 1, Integer::sum));
    List<String> differences = new ArrayList<>();
    if (shop.mailbox().repeated() > 0) {
      differences.add(shop.mailbox().repeated() + " messages came more than once");
    }
    for (Final order : orders) {
      OrderId id = order.sale().id();
      boolean mailed = order.sale().mailed();
      expect(id, "order-placed", mailed ? 1 : 0, differences);
      expect(id, "shipped", mailed ? left.getOrDefault(id, 0) : 0, differences);
    }
    return check("Every message came once", differences);
  }

  private void expect(OrderId order, String kind, int expected, List<String> differences) {
    int came = shop.mailbox().count(order, kind);
    if (came != expected) {
      differences.add("%s: %d messages %s, not %d".formatted(order, came, kind, expected));
    }
  }

  private Check check(String name, List<String> differences) {
    return new Check(name, Format.count(orders.size()) + " orders", differences);
  }
}
