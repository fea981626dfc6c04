package io.backroom.inventory;

import io.backroom.inventory.Availability.Later;
import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongBinaryOperator;

/** Units that can be promised, over time: steps that only climb. */
final class Supply {
  private static final Instant NOW = Instant.MIN;

  private final NavigableMap<Instant, Long> steps;

  private Supply(NavigableMap<Instant, Long> steps) {
    this.steps = steps;
  }

  /** Nothing, ever. */
  static Supply none() {
    return new Supply(new TreeMap<>(Map.of(NOW, 0L)));
  }

  /**
   * Returns what one center can promise. Receipts serve in the order of their dates what is
   * backordered beyond the stock first.
   */
  static Supply of(StockLevel level, Instant now) {
    NavigableMap<Instant, Long> steps = new TreeMap<>();
    long units = level.availableToPromise();
    steps.put(NOW, Math.max(0, units));
    for (ExpectedReceipt receipt : Incoming.receipts(level, now)) {
      units += receipt.line().quantity();
      Instant from = receipt.expectedAt().isAfter(now) ? receipt.expectedAt() : now;
      steps.put(from, Math.max(0, units));
    }
    return new Supply(steps);
  }

  /** Returns at every time what an operator makes of some supplies, at least one. */
  static Supply combined(Collection<Supply> some, LongBinaryOperator how) {
    TreeSet<Instant> times = new TreeSet<>();
    some.forEach(supply -> times.addAll(supply.steps.keySet()));
    NavigableMap<Instant, Long> steps = new TreeMap<>();
    for (Instant time : times) {
      steps.put(time, some.stream().mapToLong(supply -> supply.at(time)).reduce(how).orElse(0));
    }
    return new Supply(steps);
  }

  private long at(Instant time) {
    return steps.floorEntry(time).getValue();
  }

  /** Returns how many groups of so many units there are. */
  Supply groupsOf(int quantity) {
    NavigableMap<Instant, Long> groups = new TreeMap<>();
    steps.forEach((time, units) -> groups.put(time, units / quantity));
    return new Supply(groups);
  }

  int now() {
    return units(at(NOW));
  }

  /** Returns each time at which there is more than before. */
  List<Later> later() {
    List<Later> later = new ArrayList<>();
    long before = at(NOW);
    for (Map.Entry<Instant, Long> step : steps.tailMap(NOW, false).entrySet()) {
      if (step.getValue() > before) {
        before = step.getValue();
        later.add(new Later(step.getKey(), units(before)));
      }
    }
    return later;
  }

  private static int units(long units) {
    return (int) Math.min(Integer.MAX_VALUE, units);
  }
}
