package io.backroom.benchmarks.recommendation;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.InvoiceFile;
import io.backroom.examples.replay.data.Line;
import io.backroom.recommendation.model.PurchaseLog;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The orders of known customers in the Online Retail that comes with the replay, oldest first, as
 * far as products and customers are dense enough.
 *
 * @param orders the orders
 * @param titles the products' names by SKU
 */
record RetailYear(List<Order> orders, Map<String, String> titles) {
  /** Who bought what together, and when. */
  record Order(String number, String customer, Instant at, Set<String> skus) {}

  static RetailYear read(Path file) {
    Dataset data = InvoiceFile.read(file);
    List<Invoice> sales =
        data.invoices().stream()
            .filter(invoice -> invoice.customer().isPresent() && !invoice.cancellation())
            .toList();
    Map<String, Integer> customers = new HashMap<>();
    Map<String, Integer> items = new HashMap<>();
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (Invoice sale : sales) {
      int customer = customers.computeIfAbsent(sale.buyer(), name -> customers.size());
      for (Line line : sale.lines()) {
        log.add(customer, items.computeIfAbsent(line.sku(), name -> items.size()), 0);
      }
    }
    Set<Long> core = Data.corePairs(log.build());
    List<Order> orders = new ArrayList<>();
    Map<String, String> titles = new TreeMap<>();
    for (Invoice sale : sales) {
      Set<String> skus = new TreeSet<>();
      for (Line line : sale.lines()) {
        long pair =
            Data.pair(customers.getOrDefault(sale.buyer(), -1), items.getOrDefault(line.sku(), -1));
        if (core.contains(pair)) {
          skus.add(line.sku());
          titles.put(line.sku(), data.names().getOrDefault(line.sku(), line.sku()));
        }
      }
      if (!skus.isEmpty()) {
        orders.add(new Order(sale.number(), sale.buyer(), sale.time(), skus));
      }
    }
    return new RetailYear(orders, titles);
  }
}
