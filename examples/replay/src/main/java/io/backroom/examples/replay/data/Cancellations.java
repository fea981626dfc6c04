package io.backroom.examples.replay.data;

import io.backroom.examples.replay.data.Cancellation.Matched;
import io.backroom.examples.replay.data.Cancellation.Unmatched;
import io.backroom.examples.replay.data.Cancellation.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the sale that each cancellation takes back.
 *
 * <p>The data does not link them. A cancellation line belongs to the same customer's most recent
 * earlier sale of that SKU that has enough units left. Sales before the data's first day are
 * missing, and so are those outside a slice: their cancellations stay unmatched.
 */
public final class Cancellations {
  private final Map<Buyer, Deque<Remaining>> sales = new HashMap<>();
  private final List<Cancellation> found = new ArrayList<>();

  private Cancellations() {}

  /** Matches the cancellation lines of invoices that are sorted by time, in that order. */
  public static List<Cancellation> match(List<Invoice> sorted) {
    Cancellations matcher = new Cancellations();
    sorted.forEach(matcher::add);
    return List.copyOf(matcher.found);
  }

  /** How many lines stayed unmatched per reason, in the order of the reasons. */
  public static Map<Why, Long> unmatched(List<Cancellation> cancellations) {
    Map<Why, Long> counts = new EnumMap<>(Why.class);
    for (Cancellation cancellation : cancellations) {
      if (cancellation instanceof Unmatched unmatched) {
        counts.merge(unmatched.why(), 1L, Long::sum);
      }
    }
    return counts;
  }

  private void add(Invoice invoice) {
    for (Line line : invoice.lines()) {
      if (invoice.cancellation()) {
        found.add(match(invoice, line));
      } else {
        Buyer buyer = new Buyer(invoice.buyer(), line.sku());
        sales
            .computeIfAbsent(buyer, first -> new ArrayDeque<>())
            .push(new Remaining(invoice, line.quantity()));
      }
    }
  }

  private Cancellation match(Invoice invoice, Line line) {
    if (invoice.customer().isEmpty()) {
      return new Unmatched(invoice, line, Why.NO_CUSTOMER);
    }
    Deque<Remaining> latestFirst = sales.get(new Buyer(invoice.buyer(), line.sku()));
    if (latestFirst == null) {
      return new Unmatched(invoice, line, Why.NO_EARLIER_SALE);
    }
    for (Remaining sale : latestFirst) {
      if (sale.take(line.quantity())) {
        return new Matched(invoice, line, sale.invoice);
      }
    }
    return new Unmatched(invoice, line, Why.LARGER_THAN_SALE);
  }

  private record Buyer(String name, String sku) {}

  private static final class Remaining {
    private final Invoice invoice;
    private int units;

    Remaining(Invoice invoice, int units) {
      this.invoice = invoice;
      this.units = units;
    }

    boolean take(int wanted) {
      if (wanted > units) {
        return false;
      }
      units -= wanted;
      return true;
    }
  }
}
