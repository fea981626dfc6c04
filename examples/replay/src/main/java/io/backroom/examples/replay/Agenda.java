package io.backroom.examples.replay;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is going to happen, by time; what was noted first goes first at the same time. */
final class Agenda {
  private final PriorityQueue<Item> items =
      new PriorityQueue<>(Comparator.comparing(Item::at).thenComparing(Item::number));
  private long noted;

  /** Something that happens at a time. */
  record Item(Instant at, long number, Runnable action) {}

  void at(Instant time, Runnable action) {
    items.add(new Item(time, noted++, action));
  }

  /** Removes and returns what comes next. */
  Optional<Item> next() {
    return Optional.ofNullable(items.poll());
  }
}
