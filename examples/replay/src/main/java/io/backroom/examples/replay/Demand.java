package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.Line;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Units sold of each SKU by day, as the data has them. */
final class Demand {
  private final Map<String, NavigableMap<LocalDate, Integer>> units = new HashMap<>();

  Demand(List<Invoice> invoices) {
    for (Invoice invoice : invoices) {
      if (!invoice.cancellation()) {
        for (Line line : invoice.lines()) {
          units
              .computeIfAbsent(line.sku(), sku -> new TreeMap<>())
              .merge(invoice.day(), line.quantity(), Integer::sum);
        }
      }
    }
  }

  /** Returns the units of some days, the last one excluded. */
  long units(String sku, LocalDate from, LocalDate to) {
    return units
        .getOrDefault(sku, Collections.emptyNavigableMap())
        .subMap(from, true, to, false)
        .values()
        .stream()
        .mapToLong(Integer::longValue)
        .sum();
  }
}
