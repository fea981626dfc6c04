package io.backroom.examples.replay;

import io.backroom.memory.SimulatedPaymentProvider.Entry;
import io.backroom.spi.payment.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much of the customers' credit was set aside, and for how long. */
final class HeldCredit {
  private static final double HOURS_PER_DAY = 24;
  private static final double MINUTES_PER_HOUR = 60;
  private static final double PENCE_PER_POUND = 100;

  private final SortedMap<LocalDate, Long> changes = new TreeMap<>();
  private double poundDays;

  /** Adds an amount that was set aside for a while. */
  void add(long pence, Instant from, Instant to) {
    if (to.isAfter(from)) {
      double days = Duration.between(from, to).toMinutes() / MINUTES_PER_HOUR / HOURS_PER_DAY;
      poundDays += pence / PENCE_PER_POUND * days;
      changes.merge(day(from), pence, Long::sum);
      changes.merge(day(to), -pence, Long::sum);
    }
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /** Pounds times days. */
  double poundDays() {
    return poundDays;
  }

  /** Pounds that are set aside at the end of each day. */
  SortedMap<LocalDate, Double> byDay() {
    SortedMap<LocalDate, Double> days = Days.running(changes);
    days.replaceAll((day, pence) -> pence / PENCE_PER_POUND);
    return days;
  }

  /** As the provider's books have it: from each authorization to its end. */
  static HeldCredit of(List<Entry> ledger, Instant now) {
    HeldCredit held = new HeldCredit();
    Map<String, Map<OperationId, Entry>> open = new HashMap<>();
    for (Entry entry : ledger) {
      Map<OperationId, Entry> own =
          open.computeIfAbsent(entry.tranche(), tranche -> new LinkedHashMap<>());
      switch (entry.kind()) {
        case AUTHORIZED -> own.put(entry.operation(), entry);
        case EXPIRED -> close(Optional.ofNullable(own.remove(entry.operation())), entry, held);
        case ADJUSTED ->
            first(own)
                .ifPresent(
                    begin -> {
                      close(Optional.of(begin), entry, held);
                      own.put(begin.operation(), entry);
                    });
        case CAPTURED, VOIDED -> close(first(own), entry, held);
        case REFUNDED -> {}
      }
    }
    open.values()
        .forEach(own -> own.values().forEach(e -> held.add(Pence.of(e.amount()), e.at(), now)));
    return held;
  }

  private static Optional<Entry> first(Map<OperationId, Entry> open) {
    Iterator<Entry> entries = open.values().iterator();
    if (!entries.hasNext()) {
      return Optional.empty();
    }
    Entry first = entries.next();
    entries.remove();
    return Optional.of(first);
  }

  private static void close(Optional<Entry> begin, Entry end, HeldCredit held) {
    begin.ifPresent(entry -> held.add(Pence.of(entry.amount()), entry.at(), end.at()));
  }
}
