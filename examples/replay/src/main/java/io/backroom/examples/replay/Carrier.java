package io.backroom.examples.replay;

import io.backroom.fulfillment.Fulfillment.Scan;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Brings parcels: mostly as expected, some a day late, few with a mishap first; made up. */
final class Carrier {
  private static final double LATE = 0.05;
  private static final double MISHAP = 0.015;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LAST_MILE = Duration.ofHours(3);

  private final Shop shop;
  private final Books books;
  private final Chance chance;
  private final Agenda agenda;
  private final Consumer<OrderId> delivered;
  private long mishaps;

  /** The consumer hears of each order that got a parcel. */
  Carrier(Shop shop, Books books, Chance chance, Agenda agenda, Consumer<OrderId> delivered) {
    this.shop = shop;
    this.books = books;
    this.chance = chance;
    this.agenda = agenda;
    this.delivered = delivered;
  }

  void take(FulfillmentOrder shipment) {
    String id = shipment.id();
    int early = chance.between(60, 540, "early", id);
    Instant now = shop.clock().instant();
    Instant planned = shipment.promise().current().orElseThrow().minus(Duration.ofMinutes(early));
    Instant arrival = planned.isBefore(now.plus(LAST_MILE)) ? now.plus(LAST_MILE) : planned;
    if (chance.happens(MISHAP, "mishap", id)) {
      mishaps++;
      agenda.at(arrival, () -> track(id, Scan.EXCEPTION));
      agenda.at(arrival.plus(DAY), () -> track(id, Scan.IN_TRANSIT));
      arrival = arrival.plus(DAY).plus(DAY);
    } else if (chance.happens(LATE, "late parcel", id)) {
      arrival = arrival.plus(DAY);
    }
    agenda.at(arrival.minus(LAST_MILE), () -> track(id, Scan.OUT_FOR_DELIVERY));
    agenda.at(arrival, () -> deliver(shipment));
  }

  private void track(String shipment, Scan scan) {
    shop.commerce().fulfillment().track(Shop.WAREHOUSE, shipment, scan).orThrow();
  }

  private void deliver(FulfillmentOrder shipment) {
    track(shipment.id(), Scan.DELIVERED);
    Map<Sku, Integer> units = new TreeMap<>();
    shipment.lines().forEach(line -> units.merge(line.sku(), line.quantity(), Integer::sum));
    books.delivered(shipment.id(), shipment.order(), units, shop.clock().instant());
    delivered.accept(shipment.order());
  }

  long mishaps() {
    return mishaps;
  }
}
