package io.backroom.inventory;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Sortable;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one owner holds: the one document that every hold of this owner changes, so that the caps
 * are kept however many ask at once. A hold stands here before its units are reserved and until
 * they are free again, or its time is over.
 */
record HoldBook(CustomerId owner, List<Entry> entries) {
  static final String UNTIL = "until";

  static final DocumentType<HoldBook> TYPE =
      new DocumentType<>(
          "hold-book", HoldBook.class, book -> book.owner().value(), HoldBook::indexes);

  /**
   * One hold.
   *
   * @param units units of all stocked SKUs together
   */
  record Entry(ReservationId hold, int units, Instant until) {}

  HoldBook {
    entries = List.copyOf(entries);
  }

  private List<IndexEntry> indexes() {
    return entries.stream()
        .map(Entry::until)
        .max(Comparator.naturalOrder())
        .map(last -> new IndexEntry(UNTIL, Sortable.time(last)))
        .stream()
        .toList();
  }

  /** Returns the book without what time has ended. */
  HoldBook at(Instant now) {
    return new HoldBook(owner, entries.stream().filter(e -> e.until().isAfter(now)).toList());
  }

  HoldBook with(Entry entry) {
    List<Entry> more = new ArrayList<>(without(entry.hold()).entries);
    more.add(entry);
    return new HoldBook(owner, more);
  }

  HoldBook without(ReservationId hold) {
    return new HoldBook(owner, entries.stream().filter(e -> !e.hold().equals(hold)).toList());
  }

  HoldBook without(List<ReservationId> holds) {
    return new HoldBook(owner, entries.stream().filter(e -> !holds.contains(e.hold())).toList());
  }

  HoldBook lasting(ReservationId hold, Instant end) {
    return new HoldBook(
        owner,
        entries.stream()
            .map(e -> e.hold().equals(hold) ? new Entry(hold, e.units(), end) : e)
            .toList());
  }

  long units() {
    return entries.stream().mapToLong(Entry::units).sum();
  }
}
