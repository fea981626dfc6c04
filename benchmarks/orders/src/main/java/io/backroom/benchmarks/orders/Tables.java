package io.backroom.benchmarks.orders;

import io.backroom.spi.value.Product;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The peer's database: tables in memory with the conditional updates that a shop writes by hand.
 *
 * @param <R> how a row of an order is kept
 */
final class Tables<R> {
  private final Format<R> format;
  private final Map<String, Product> products = new ConcurrentHashMap<>();
  private final Map<String, Stock> stock = new ConcurrentHashMap<>();
  private final Map<String, R> orders = new ConcurrentHashMap<>();
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();

  /** How a row of an order is kept: as it is, or as text. */
  interface Format<R> {
    R write(OrderRow row);

    OrderRow read(R stored);
  }

  private record Stock(int onHand, int reserved) {}

  private record Event(String order, Instant at, Step step) {}

  Tables(Format<R> format) {
    this.format = format;
    for (Product product : Workload.products()) {
      products.put(product.sku().value(), product);
      stock.put(product.sku().value(), new Stock(Workload.UNITS, 0));
    }
  }

  Product product(String sku) {
    Product product = products.get(sku);
    if (product == null) {
      throw new IllegalStateException("No product " + sku);
    }
    return product;
  }

  /**
   * {@code UPDATE stock SET reserved = reserved + q WHERE on_hand - reserved >= q} for each line;
   * those done are taken back when one lacks units.
   */
  boolean reserve(List<OrderRow.Line> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (!reserve(lines.get(i))) {
        lines.subList(0, i).forEach(line -> change(line, 0, -line.quantity()));
        return false;
      }
    }
    return true;
  }

  private boolean reserve(OrderRow.Line line) {
    while (true) {
      Stock before = stock.get(line.sku());
      if (before == null || before.onHand() - before.reserved() < line.quantity()) {
        return false;
      }
      Stock after = new Stock(before.onHand(), before.reserved() + line.quantity());
      if (stock.replace(line.sku(), before, after)) {
        return true;
      }
    }
  }

  /** {@code UPDATE stock SET on_hand = on_hand - q, reserved = reserved - q} for each line. */
  void ship(List<OrderRow.Line> lines) {
    lines.forEach(line -> change(line, -line.quantity(), -line.quantity()));
  }

  private void change(OrderRow.Line line, int onHand, int reserved) {
    stock.computeIfPresent(
        line.sku(), (sku, s) -> new Stock(s.onHand() + onHand, s.reserved() + reserved));
  }

  void insert(OrderRow row) {
    orders.put(row.id(), format.write(row));
    log(row);
  }

  OrderRow find(String id) {
    return format.read(stored(id));
  }

  private R stored(String id) {
    R stored = orders.get(id);
    if (stored == null) {
      throw new IllegalStateException("No order " + id);
    }
    return stored;
  }

  /** {@code UPDATE orders SET … WHERE id = ? AND step = ?}, and an entry in the log. */
  void update(String id, Step expected, UnaryOperator<OrderRow> change) {
    R stored = stored(id);
    OrderRow row = format.read(stored);
    OrderRow changed = change.apply(row);
    if (row.step() != expected || !orders.replace(id, stored, format.write(changed))) {
      throw new IllegalStateException(id + " is not " + expected);
    }
    log(changed);
  }

  private void log(OrderRow row) {
    events.add(new Event(row.id(), Instant.now(), row.step()));
  }

  /** Returns every order. */
  Stream<OrderRow> orders() {
    return orders.values().stream().map(format::read);
  }

  /** Returns how many units are neither shipped nor reserved. */
  long left() {
    return stock.values().stream().mapToLong(s -> s.onHand() - s.reserved()).sum();
  }

  int events() {
    return events.size();
  }
}
