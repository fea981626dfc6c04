package io.backroom.examples.replay;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

/** Series of days. */
final class Days {
  private Days() {}

  /** Adds changes up: what there is at the end of each day, without a gap. */
  static SortedMap<LocalDate, Double> running(SortedMap<LocalDate, Long> changes) {
    SortedMap<LocalDate, Double> days = new TreeMap<>();
    if (changes.isEmpty()) {
      return days;
    }
    long open = 0;
    LocalDate end = changes.lastKey();
    for (LocalDate day = changes.firstKey(); !day.isAfter(end); day = day.plusDays(1)) {
      open += changes.getOrDefault(day, 0L);
      days.put(day, (double) open);
    }
    return days;
  }
}
