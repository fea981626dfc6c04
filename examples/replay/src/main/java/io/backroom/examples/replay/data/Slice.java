package io.backroom.examples.replay.data;

import java.time.LocalDate;
import java.util.List;

/**
 * A smaller part of the data: some days, and of those days the first invoices.
 *
 * @param from the first day
 * @param to the last day, included
 * @param invoices at most this many invoices, cancellations included
 */
public record Slice(LocalDate from, LocalDate to, int invoices) {
  /** Refuses a slice that could hold nothing. */
  public Slice {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to " + to + " is before from " + from);
    }
    if (invoices < 1) {
      throw new IllegalArgumentException("invoices is " + invoices + "; expected at least 1");
    }
  }

  /** Everything. */
  public static Slice all() {
    return days(LocalDate.MIN, LocalDate.MAX);
  }

  /** All invoices of the days from the first to the last, both included. */
  public static Slice days(LocalDate from, LocalDate to) {
    return new Slice(from, to, Integer.MAX_VALUE);
  }

  /** The earliest invoices. */
  public static Slice first(int invoices) {
    return new Slice(LocalDate.MIN, LocalDate.MAX, invoices);
  }

  /** The invoices that belong to this slice, in their order. */
  public List<Invoice> of(List<Invoice> sorted) {
    return sorted.stream().filter(this::covers).limit(invoices).toList();
  }

  private boolean covers(Invoice invoice) {
    LocalDate day = invoice.day();
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
