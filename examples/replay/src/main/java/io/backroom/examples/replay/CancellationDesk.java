package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Cancellation.Matched;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderView;
import io.backroom.returns.ReturnRequest;
import io.backroom.returns.ReturnRequest.Disposition;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Result;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Carries the data's cancellations out: what has not left is cancelled, what was delivered comes
 * back, what is on its way comes back once it is delivered.
 */
final class CancellationDesk {
  private static final double RESTOCKED = 0.8;

  private final Shop shop;
  private final Books books;
  private final Chance chance;
  private final Purchasing purchasing;
  private final Map<OrderId, Map<Sku, Integer>> onTheWay = new HashMap<>();
  private final Tally tally = new Tally();
  private long returns;

  CancellationDesk(Shop shop, Books books, Chance chance, Purchasing purchasing) {
    this.shop = shop;
    this.books = books;
    this.chance = chance;
    this.purchasing = purchasing;
  }

  Tally tally() {
    return tally;
  }

  /** Takes back the lines of one invoice of the data. */
  void takeBack(List<Matched> lines) {
    Map<OrderId, Map<Sku, Integer>> byOrder = new LinkedHashMap<>();
    for (Matched line : lines) {
      Sku sku = Sku.of(line.line().sku());
      Optional<Sale> sale =
          books.salesOf(line.sale().number()).stream()
              .filter(own -> own.units().containsKey(sku))
              .findFirst();
      if (sale.isEmpty()) {
        tally.add("units: never ordered here (out of stock)", line.line().quantity());
      } else {
        byOrder
            .computeIfAbsent(sale.get().id(), id -> new TreeMap<>())
            .merge(sku, line.line().quantity(), Integer::sum);
      }
    }
    byOrder.forEach(this::takeBack);
  }

  private void takeBack(OrderId id, Map<Sku, Integer> units) {
    OrderView order = shop.commerce().orders().find(Shop.AGENT, id).orThrow();
    Map<Sku, Integer> cancel = new TreeMap<>();
    Map<Sku, Integer> back = new TreeMap<>();
    for (OrderView.Line line : order.lines()) {
      Sku sku = line.sku();
      int wanted = units.getOrDefault(sku, 0);
      int coming = onTheWay.getOrDefault(id, Map.of()).getOrDefault(sku, 0);
      int left = line.quantity() - line.cancelled() - line.returned() - coming;
      int taken = Math.min(wanted, left);
      tally.add("units: gone before (unpaid, or less was to be had)", wanted - taken);
      int cancelled = Math.min(taken, unitsToCancel(order, sku));
      int returned =
          Math.min(taken - cancelled, Delivered.units(order, sku) - coming(order, coming, sku));
      put(cancel, sku, cancelled);
      put(back, sku, returned);
      later(id, sku, taken - cancelled - Math.max(0, returned));
    }
    cancel(order, cancel);
    giveBack(order, back);
  }

  /** Units that are on their way and will come back do not count against delivered ones. */
  private static int coming(OrderView order, int coming, Sku sku) {
    int onTheRoad =
        order.shipments().stream()
            .filter(s -> s.state().hasLeft() && s.state() != FulfillmentState.DELIVERED)
            .mapToInt(s -> Delivered.inShipment(s, sku))
            .sum();
    return Math.max(0, coming - onTheRoad);
  }

  private static int unitsToCancel(OrderView order, Sku sku) {
    return order.shipments().stream()
        .filter(shipment -> shipment.state().isChangeable())
        .mapToInt(shipment -> Delivered.inShipment(shipment, sku))
        .sum();
  }

  private static void put(Map<Sku, Integer> units, Sku sku, int some) {
    if (some > 0) {
      units.put(sku, some);
    }
  }

  private void later(OrderId order, Sku sku, int units) {
    if (units > 0) {
      onTheWay.computeIfAbsent(order, id -> new TreeMap<>()).merge(sku, units, Integer::sum);
    }
  }

  private void cancel(OrderView order, Map<Sku, Integer> units) {
    if (units.isEmpty()) {
      return;
    }
    Caller caller = Caller.customer(order.customer(), Channel.WEB);
    boolean whole =
        order.shipments().stream().noneMatch(shipment -> shipment.state().hasLeft())
            && order.lines().stream()
                .allMatch(
                    line -> unitsToCancel(order, line.sku()) == units.getOrDefault(line.sku(), 0));
    String reason = "the data's customer did";
    Result<OrderView> result =
        whole
            ? shop.commerce().orders().cancel(caller, order.id(), reason)
            : shop.commerce().orders().cancelItems(caller, order.id(), items(units), reason);
    result.orThrow();
    tally.add(whole ? "orders cancelled" : "orders cancelled in part");
    OrderView now = shop.commerce().orders().find(Shop.AGENT, order.id()).orThrow();
    for (OrderView.Line line : order.lines()) {
      int done = cancelled(now, line.sku()) - line.cancelled();
      purchasing.sold(line.sku(), -done);
      tally.add("units: cancelled before they left", done);
      // What could not be stopped comes back when it has come.
      int notStopped = units.getOrDefault(line.sku(), 0) - done;
      tally.add("units: not stopped any more, or not yet", Math.max(0, notStopped));
      later(order.id(), line.sku(), notStopped);
    }
  }

  private static int cancelled(OrderView order, Sku sku) {
    return order.lines().stream()
        .filter(line -> line.sku().equals(sku))
        .mapToInt(OrderView.Line::cancelled)
        .sum();
  }

  /** Sends back what should not have come any more. */
  void delivered(OrderId id) {
    Map<Sku, Integer> coming = onTheWay.remove(id);
    if (coming == null) {
      return;
    }
    OrderView order = shop.commerce().orders().find(Shop.AGENT, id).orThrow();
    Map<Sku, Integer> back = new TreeMap<>();
    coming.forEach(
        (sku, units) -> {
          int here = Math.min(units, Delivered.units(order, sku));
          put(back, sku, here);
          later(id, sku, units - here);
        });
    giveBack(order, back);
  }

  private void giveBack(OrderView order, Map<Sku, Integer> units) {
    if (units.isEmpty()) {
      return;
    }
    String key = "return-" + ++returns;
    boolean restocked = chance.happens(RESTOCKED, "restocked", order.id() + key);
    ReturnRequest request =
        new ReturnRequest(
            order.id(),
            items(units),
            restocked ? Disposition.RESTOCK : Disposition.SCRAP,
            key,
            "the data's customer did");
    shop.commerce().returns().accept(Shop.WAREHOUSE, request).orThrow();
    tally.add("returns");
    tally.add("units: returned after delivery", sum(units));
    tally.add(restocked ? "units restocked" : "units scrapped", sum(units));
    units.forEach((sku, some) -> book(order, sku, some, restocked));
  }

  /** Counts the refund and the goods as the one who opens the parcel would. */
  private void book(OrderView order, Sku sku, int units, boolean restocked) {
    int left = units;
    for (FulfillmentOrder shipment : order.shipments()) {
      if (shipment.state() == FulfillmentState.DELIVERED) {
        for (FulfillmentOrder.Line line : shipment.lines()) {
          int taken =
              line.sku().equals(sku) ? Math.min(left, line.quantity() - line.returned()) : 0;
          if (taken > 0) {
            left -= taken;
            books.refunded(
                order.id(),
                Pence.ofUnits(Pence.of(line.amount()), line.quantity(), line.returned(), taken));
            if (restocked) {
              books.stock().restocked(sku, shipment.center(), taken);
            }
          }
        }
      }
    }
  }

  /** Units that should come back but never arrived. */
  long neverArrived() {
    return onTheWay.values().stream().mapToLong(CancellationDesk::sum).sum();
  }

  private static List<OrderRequest.Item> items(Map<Sku, Integer> units) {
    List<OrderRequest.Item> items = new ArrayList<>();
    units.forEach((sku, some) -> items.add(new OrderRequest.Item(sku, some)));
    return items;
  }

  private static long sum(Map<Sku, Integer> units) {
    return units.values().stream().mapToLong(Integer::longValue).sum();
  }
}
