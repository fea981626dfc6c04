package io.backroom.examples.replay.data;

import io.backroom.examples.replay.data.Parsed.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects rows into invoices and remembers how each product is described. */
final class InvoiceAssembler {
  private static final Comparator<Invoice> BY_TIME =
      Comparator.comparing(Invoice::time).thenComparing(Invoice::number);

  private final Map<String, Draft> drafts = new HashMap<>();
  private final Map<String, Map<String, Integer>> descriptions = new HashMap<>();

  /** Returns whether the row was taken; it is not when its units would exceed the limit. */
  boolean add(Row row) {
    Draft draft = drafts.computeIfAbsent(row.invoice(), number -> new Draft(row));
    if (!draft.add(row)) {
      return false;
    }
    if (!row.cancellation() && !row.description().isEmpty()) {
      descriptions
          .computeIfAbsent(row.sku(), sku -> new HashMap<>())
          .merge(row.description(), 1, Integer::sum);
    }
    return true;
  }

  List<Invoice> invoices() {
    return drafts.values().stream().map(Draft::invoice).sorted(BY_TIME).toList();
  }

  /** Of equally frequent descriptions the first in the alphabet. */
  Map<String, String> names() {
    Map<String, String> names = new TreeMap<>();
    descriptions.forEach((sku, counts) -> names.put(sku, Modes.of(counts)));
    return names;
  }

  private static final class Draft {
    private final String number;
    private final String country;
    private final boolean cancellation;
    private final Map<String, DraftLine> lines = new LinkedHashMap<>();
    private Optional<String> customer;
    private Instant time;

    Draft(Row first) {
      number = first.invoice();
      country = first.country();
      cancellation = first.cancellation();
      customer = first.customer();
      time = first.time();
    }

    boolean add(Row row) {
      DraftLine line = lines.getOrDefault(row.sku(), DraftLine.EMPTY).plus(row);
      if (line.quantity > RowParser.MOST_UNITS) {
        return false;
      }
      lines.put(row.sku(), line);
      customer = customer.or(row::customer);
      time = row.time().isBefore(time) ? row.time() : time;
      return true;
    }

    Invoice invoice() {
      List<Line> all =
          lines.entrySet().stream().map(line -> line.getValue().named(line.getKey())).toList();
      return new Invoice(number, time, customer, country, all, cancellation);
    }
  }

  /**
   * Summed rows of one SKU; the price is that of the row with the most units, the first of them.
   */
  private record DraftLine(int quantity, int most, long pricePence) {
    static final DraftLine EMPTY = new DraftLine(0, 0, 0);

    DraftLine plus(Row row) {
      boolean larger = row.quantity() > most;
      return new DraftLine(
          quantity + row.quantity(),
          larger ? row.quantity() : most,
          larger ? row.pricePence() : pricePence);
    }

    Line named(String sku) {
      return new Line(sku, quantity, pricePence);
    }
  }
}
