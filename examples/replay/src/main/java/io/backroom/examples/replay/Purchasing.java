package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Product;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Buys what the shop sells; <b>made up</b>. The buyers know what the data's customers are going to
 * want, but err by a seeded factor, so that there are shortages and leftovers.
 */
final class Purchasing {
  /** A product is looked at every two weeks. */
  private static final int REVIEW_DAYS = 14;

  private static final int OPENING_DAYS = 24;
  private static final int HORIZON_DAYS = 33;
  private static final double LEAST_FACTOR = 0.6;
  private static final double MOST_FACTOR = 1.65;
  private static final int SMALL = 48;
  private static final double SMALL_AT_HUB = 0.9;
  private static final int PACK = 6;
  private static final int LEAD_LEAST = 7;
  private static final int LEAD_MOST = 21;
  private static final int RUSH_DAYS = 7;
  private static final int LIST_MAX = 1000;

  /** Shares of the centers in percent, in the order of {@link ShopTerms#CENTERS}. */
  private static final int[] SHARES = {10, 72, 6, 12};

  private static final int HUB = 1;

  private final Shop shop;
  private final Books books;
  private final Demand demand;
  private final Chance chance;
  private final Deliveries deliveries;
  private final Map<String, Long> ordered = new HashMap<>();
  private long orders;

  Purchasing(Shop shop, Books books, Demand demand, Chance chance, Agenda agenda, Tally tally) {
    this.shop = shop;
    this.books = books;
    this.demand = demand;
    this.chance = chance;
    this.deliveries = new Deliveries(shop, books, chance, agenda, tally);
  }

  /** Fills the shelves before the first day. */
  void open(List<Product> products, LocalDate today) {
    for (Product product : products) {
      String sku = product.sku();
      double wanted = demand.units(sku, today, today.plusDays(OPENING_DAYS));
      double factor = chance.between(LEAST_FACTOR, MOST_FACTOR, "opening", sku);
      split(sku, packs(wanted * factor), "opening")
          .forEach((center, units) -> stock(sku, center, units));
    }
  }

  private void stock(String sku, CenterId center, int units) {
    StockLine line = new StockLine(Sku.of(sku), center, units);
    CommandId key = CommandId.of("opening-" + sku + "-" + center);
    shop.commerce().inventory().receive(Shop.BACK_OFFICE, key, line, Optional.empty()).orThrow();
    books.stock().received(line.sku(), center, units);
  }

  /** Notes units that a customer has ordered, or is not going to get: less than none. */
  void sold(Sku sku, int units) {
    ordered.merge(sku.value(), (long) units, Long::sum);
  }

  /** Looks at the products whose turn it is. */
  void review(List<Product> products, LocalDate today) {
    for (Product product : products) {
      String sku = product.sku();
      int turn = chance.between(0, REVIEW_DAYS - 1, "review", sku);
      if (Math.floorMod(today.toEpochDay(), REVIEW_DAYS) == turn) {
        String subject = sku + "|" + today;
        double factor = chance.between(LEAST_FACTOR, MOST_FACTOR, "forecast", subject);
        double target = demand.units(sku, today, today.plusDays(HORIZON_DAYS)) * factor;
        int missing = packs(target - position(sku));
        int lead = chance.between(LEAD_LEAST, LEAD_MOST, "lead", subject);
        split(sku, missing, subject)
            .forEach((center, units) -> buy(sku, center, units, today.plusDays(lead)));
      }
    }
  }

  /** What is there or on its way and nobody has ordered yet. */
  private long position(String sku) {
    long there =
        ShopTerms.CENTERS.stream()
            .map(center -> books.stock().at(Sku.of(sku), center.id()))
            .mapToLong(counts -> counts.received() + counts.restocked())
            .sum();
    return there + deliveries.underWay(sku) - ordered.getOrDefault(sku, 0L);
  }

  /** Buys quickly what customers wait for and no supplier is going to bring. */
  void rush(LocalDate today) {
    for (Center center : ShopTerms.CENTERS) {
      Map<Sku, Integer> waiting = new TreeMap<>();
      for (FulfillmentOrder shipment : backordered(center.id())) {
        shipment.lines().forEach(l -> waiting.merge(l.sku(), l.waiting(), Integer::sum));
      }
      waiting.forEach(
          (sku, units) -> {
            long lacking = units - deliveries.underWay(sku.value(), center.id());
            if (lacking > 0) {
              buy(sku.value(), center.id(), (int) lacking, today.plusDays(RUSH_DAYS));
            }
          });
    }
  }

  private List<FulfillmentOrder> backordered(CenterId center) {
    return shop.commerce()
        .fulfillment()
        .list(Shop.WAREHOUSE, center, FulfillmentState.BACKORDERED, LIST_MAX)
        .orThrow();
  }

  private void buy(String sku, CenterId center, int units, LocalDate day) {
    orders++;
    Instant expectedAt = day.atTime(9, 0).toInstant(ZoneOffset.UTC);
    deliveries.order("po-" + orders, new StockLine(Sku.of(sku), center, units), expectedAt);
  }

  /** How many lines of purchase orders there were. */
  long orders() {
    return orders;
  }

  Deliveries deliveries() {
    return deliveries;
  }

  private static int packs(double units) {
    return units <= 0 ? 0 : (int) Math.ceil(units / PACK) * PACK;
  }

  /** A small quantity goes to one center, a large one to all of them. */
  private Map<CenterId, Integer> split(String sku, int units, String subject) {
    Map<CenterId, Integer> parts = new TreeMap<>();
    if (units <= 0) {
      return parts;
    } else if (units <= SMALL) {
      parts.put(drawn(sku + subject), units);
      return parts;
    }
    List<Center> centers = new ArrayList<>(ShopTerms.CENTERS);
    int left = units;
    for (int i = 0; i < centers.size(); i++) {
      int part = units * SHARES[i] / 100;
      left -= part;
      parts.put(centers.get(i).id(), part);
    }
    parts.merge(centers.get(HUB).id(), left, Integer::sum);
    parts.values().removeIf(some -> some == 0);
    return parts;
  }

  private CenterId drawn(String subject) {
    if (chance.happens(SMALL_AT_HUB, "hub", subject)) {
      return ShopTerms.CENTERS.get(HUB).id();
    }
    double left = chance.unit("center", subject) * 100;
    int at = 0;
    while (left >= SHARES[at]) {
      left -= SHARES[at++];
    }
    return ShopTerms.CENTERS.get(at).id();
  }
}
