package io.backroom.examples.replay;

import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the driver has seen with its own eyes: the orders it placed, the parcels that left, the
 * goods that moved. The verification compares it with what the library says.
 */
final class Books {
  private final StockBook stock = new StockBook();
  private final Map<OrderId, Sale> sales = new LinkedHashMap<>();
  private final Map<String, List<Sale>> byInvoice = new HashMap<>();
  private final Map<String, Departure> departures = new LinkedHashMap<>();
  private final Map<String, Instant> deliveries = new HashMap<>();
  private final Map<OrderId, Map<Sku, Integer>> delivered = new HashMap<>();
  private final Map<OrderId, Long> refunds = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** A parcel that left. */
  record Departure(String shipment, OrderId order, Instant at, long pence, int units) {}

  StockBook stock() {
    return stock;
  }

  void placed(Sale sale) {
    if (sales.put(sale.id(), sale) != null) {
      faults.add("order " + sale.id() + " was placed twice");
    }
    byInvoice.computeIfAbsent(sale.invoice().number(), number -> new ArrayList<>()).add(sale);
  }

  Sale sale(OrderId id) {
    return Objects.requireNonNull(sales.get(id));
  }

  /** An order was changed to have more units of a SKU. */
  void more(OrderId id, Sku sku, int units) {
    Sale before = sale(id);
    Sale after = before.with(sku, units);
    sales.put(id, after);
    byInvoice
        .getOrDefault(before.invoice().number(), new ArrayList<>())
        .replaceAll(sale -> sale.equals(before) ? after : sale);
  }

  void departed(Departure departure) {
    if (departures.put(departure.shipment(), departure) != null) {
      faults.add("shipment " + departure.shipment() + " left twice");
    }
  }

  void delivered(String shipment, OrderId order, Map<Sku, Integer> units, Instant at) {
    if (deliveries.put(shipment, at) != null) {
      faults.add("shipment " + shipment + " was delivered twice");
    }
    Map<Sku, Integer> own = delivered.computeIfAbsent(order, id -> new TreeMap<>());
    units.forEach((sku, some) -> own.merge(sku, some, Integer::sum));
  }

  void refunded(OrderId order, long pence) {
    refunds.merge(order, pence, Long::sum);
  }

  /** Notes an answer of the library that must not happen. */
  void fault(String what) {
    faults.add(what);
  }

  Map<OrderId, Sale> sales() {
    return sales;
  }

  List<Sale> salesOf(String invoice) {
    return byInvoice.getOrDefault(invoice, List.of());
  }

  Map<String, Departure> departures() {
    return departures;
  }

  Map<String, Instant> deliveries() {
    return deliveries;
  }

  int delivered(OrderId order, Sku sku) {
    return delivered.getOrDefault(order, Map.of()).getOrDefault(sku, 0);
  }

  long refunds(OrderId order) {
    return refunds.getOrDefault(order, 0L);
  }

  long refunds() {
    return refunds.values().stream().mapToLong(Long::longValue).sum();
  }

  List<String> faults() {
    return faults;
  }
}
