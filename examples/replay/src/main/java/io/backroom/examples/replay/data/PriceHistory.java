package io.backroom.examples.replay.data;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a unit of each SKU cost on each day: the price that most of the day's sale lines show, the
 * lowest of equally frequent ones. A day without a sale keeps the price of the day before; the days
 * before the first sale have the first price.
 */
public final class PriceHistory {
  /** Per SKU the days on which the price moved; the first is the opening price. */
  private final NavigableMap<String, NavigableMap<LocalDate, Long>> moves;

  private final SortedMap<LocalDate, List<PriceChange>> changes;

  private PriceHistory(NavigableMap<String, NavigableMap<LocalDate, Long>> moves) {
    this.moves = moves;
    this.changes = changes(moves);
  }

  static PriceHistory of(List<Invoice> invoices) {
    NavigableMap<String, NavigableMap<LocalDate, Long>> moves = new TreeMap<>();
    counts(invoices).forEach((sku, days) -> moves.put(sku, moves(days)));
    return new PriceHistory(moves);
  }

  /** The SKUs with at least one sale, sorted. */
  public Set<String> skus() {
    return Collections.unmodifiableSet(moves.keySet());
  }

  /** The price on a day; empty for a SKU that was never sold. */
  public OptionalLong on(String sku, LocalDate day) {
    NavigableMap<LocalDate, Long> days = moves.getOrDefault(sku, Collections.emptyNavigableMap());
    if (days.isEmpty()) {
      return OptionalLong.empty();
    }
    Map.Entry<LocalDate, Long> move = days.floorEntry(day);
    return OptionalLong.of(move == null ? days.firstEntry().getValue() : move.getValue());
  }

  /** The prices that differ from the day before, by SKU; opening prices are not changes. */
  public List<PriceChange> changesOn(LocalDate day) {
    return changes.getOrDefault(day, List.of());
  }

  /** All changes by day; days without a change are absent. */
  public SortedMap<LocalDate, List<PriceChange>> changes() {
    return Collections.unmodifiableSortedMap(changes);
  }

  long opening(String sku) {
    return on(sku, LocalDate.MIN).orElseThrow();
  }

  private static Map<String, NavigableMap<LocalDate, Map<Long, Integer>>> counts(
      List<Invoice> invoices) {
    Map<String, NavigableMap<LocalDate, Map<Long, Integer>>> counts = new HashMap<>();
    for (Invoice invoice : invoices) {
      if (!invoice.cancellation()) {
        LocalDate day = invoice.day();
        for (Line line : invoice.lines()) {
          counts
              .computeIfAbsent(line.sku(), sku -> new TreeMap<>())
              .computeIfAbsent(day, first -> new HashMap<>())
              .merge(line.unitPricePence(), 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static NavigableMap<LocalDate, Long> moves(
      NavigableMap<LocalDate, Map<Long, Integer>> days) {
    NavigableMap<LocalDate, Long> moves = new TreeMap<>();
    long last = -1;
    for (Map.Entry<LocalDate, Map<Long, Integer>> day : days.entrySet()) {
      long price = Modes.of(day.getValue());
      if (price != last) {
        moves.put(day.getKey(), price);
        last = price;
      }
    }
    return moves;
  }

  private static SortedMap<LocalDate, List<PriceChange>> changes(
      NavigableMap<String, NavigableMap<LocalDate, Long>> moves) {
    record Dated(LocalDate day, PriceChange change) {}
    return moves.entrySet().stream()
        .flatMap(
            sku ->
                sku.getValue().entrySet().stream()
                    .skip(1)
                    .map(
                        day ->
                            new Dated(day.getKey(), new PriceChange(sku.getKey(), day.getValue()))))
        .collect(
            Collectors.groupingBy(
                Dated::day,
                TreeMap::new,
                Collectors.mapping(Dated::change, Collectors.toUnmodifiableList())));
  }
}
