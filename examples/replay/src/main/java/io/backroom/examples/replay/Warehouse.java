package io.backroom.examples.replay;

import io.backroom.fulfillment.Fulfillment;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Picks and packs in waves, and loads the truck in the evening. */
final class Warehouse {
  private static final int WAVE_MAX = 500;
  private static final int TRUCK_MAX = 1000;
  private static final int CARTON_GRAMS = 150;
  private static final long HEAVIEST_GRAMS = 10_000_000;

  private final Shop shop;
  private final Books books;
  private final Carrier carrier;
  private final Map<Sku, Integer> grams;
  private final Map<String, OrderId> waiting = new LinkedHashMap<>();
  private long parcels;

  Warehouse(Shop shop, Books books, Carrier carrier, Map<Sku, Integer> grams) {
    this.shop = shop;
    this.books = books;
    this.carrier = carrier;
    this.grams = grams;
  }

  void wave() {
    Fulfillment fulfillment = shop.commerce().fulfillment();
    for (Center center : ShopTerms.CENTERS) {
      for (FulfillmentOrder shipment : list(center, FulfillmentState.RELEASED, WAVE_MAX)) {
        fulfillment.pick(Shop.WAREHOUSE, shipment.id()).orThrow();
        fulfillment.pack(Shop.WAREHOUSE, shipment.id(), weight(shipment)).orThrow();
      }
    }
  }

  private long weight(FulfillmentOrder shipment) {
    long goods =
        shipment.lines().stream()
            .mapToLong(line -> (long) line.quantity() * grams.getOrDefault(line.sku(), 0))
            .sum();
    return Math.min(HEAVIEST_GRAMS, CARTON_GRAMS + goods);
  }

  void truck() {
    Fulfillment fulfillment = shop.commerce().fulfillment();
    for (Center center : ShopTerms.CENTERS) {
      for (FulfillmentOrder packed : list(center, FulfillmentState.PACKED, TRUCK_MAX)) {
        if (packed.recall() == FulfillmentOrder.Recall.ACCEPTED) {
          // It has stopped for a change, and goes with a later truck once that is made or over.
          continue;
        }
        String tracking = "BR%08d".formatted(++parcels);
        fulfillment.manifest(Shop.WAREHOUSE, packed.id(), tracking).orThrow();
        FulfillmentOrder loaded = fulfillment.load(Shop.WAREHOUSE, packed.id()).orThrow();
        if (loaded.state() == FulfillmentState.LOADED) {
          waiting.put(loaded.id(), loaded.order());
        } else {
          departed(loaded);
        }
      }
    }
  }

  private List<FulfillmentOrder> list(Center center, FulfillmentState state, int limit) {
    return shop.commerce().fulfillment().list(Shop.WAREHOUSE, center.id(), state, limit).orThrow();
  }

  /** A loaded parcel leaves when its amount is captured, which may take a while. */
  void look() {
    for (Map.Entry<String, OrderId> parcel : List.copyOf(waiting.entrySet())) {
      shop
          .commerce()
          .orders()
          .find(Shop.WAREHOUSE, parcel.getValue())
          .orThrow()
          .shipments()
          .stream()
          .filter(shipment -> shipment.id().equals(parcel.getKey()))
          .filter(shipment -> shipment.state() != FulfillmentState.LOADED)
          .forEach(
              shipment -> {
                waiting.remove(shipment.id());
                departed(shipment);
              });
    }
  }

  /** Tells whether a parcel of an order stands on the truck and waits for its money. */
  boolean waitsForMoney(OrderId order) {
    return waiting.containsValue(order);
  }

  private void departed(FulfillmentOrder shipment) {
    int units = 0;
    for (FulfillmentOrder.Line line : shipment.lines()) {
      units += line.quantity();
      books.stock().shipped(line.sku(), shipment.center(), line.quantity());
    }
    books.departed(
        new Books.Departure(
            shipment.id(), shipment.order(), shipment.since(), Pence.of(shipment), units));
    carrier.take(shipment);
  }
}
