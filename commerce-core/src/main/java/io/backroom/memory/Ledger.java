package io.backroom.memory;

import io.backroom.spi.inventory.StockMovement;
import io.backroom.stock.Shelf;
import io.backroom.stock.StockChange;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * All movements in columns, some thousand rows a page: 28 bytes a movement. Who writes a row has
 * locked the aisle of its SKU, and who reads it has locked that aisle since. Rows never change.
 */
final class Ledger {
  private static final int PAGE = 1 << 12;
  private static final int COUNTERS = 5;

  private final AtomicInteger size = new AtomicInteger();
  private volatile Page[] pages = {};

  private static final class Page {
    private final Answer[] causes = new Answer[PAGE];
    private final Shelf[] shelves = new Shelf[PAGE];
    private final int[] changes = new int[PAGE * COUNTERS];
  }

  /** Returns how many rows there are; some are still being written unless all aisles are locked. */
  int size() {
    return size.get();
  }

  /**
   * Adds the movements of a command, next to each other.
   *
   * @return the row of the first
   */
  int add(Answer cause, List<StockChange> changes) {
    int count = 0;
    for (int i = 0; i < changes.size(); i++) {
      count += changes.get(i).isMovement() ? 1 : 0;
    }
    int first = size.getAndAdd(count);
    int row = first;
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).isMovement()) {
        write(row++, cause, changes.get(i));
      }
    }
    return first;
  }

  private void write(int row, Answer cause, StockChange change) {
    Page page = page(row / PAGE);
    int in = row % PAGE;
    page.causes[in] = cause;
    page.shelves[in] = change.shelf();
    int at = in * COUNTERS;
    page.changes[at] = change.onHand();
    page.changes[at + 1] = change.unavailable();
    page.changes[at + 2] = change.reserved();
    page.changes[at + 3] = change.allocated();
    page.changes[at + 4] = change.backordered();
  }

  private Page page(int number) {
    Page[] seen = pages;
    return number < seen.length ? seen[number] : open(number);
  }

  private synchronized Page open(int number) {
    int before = pages.length;
    if (number >= before) {
      Page[] more = Arrays.copyOf(pages, number + 1);
      Arrays.setAll(more, i -> i < before ? more[i] : new Page());
      pages = more;
    }
    return pages[number];
  }

  /** Returns the movements of some rows. */
  List<StockMovement> movements(LongStream rows) {
    return rows.mapToObj(row -> movement((int) row)).toList();
  }

  private StockMovement movement(int row) {
    Page page = pages[row / PAGE];
    int in = row % PAGE;
    Answer cause = page.causes[in];
    Shelf shelf = page.shelves[in];
    int[] changes = page.changes;
    int at = in * COUNTERS;
    return new StockMovement(
        row + 1L,
        cause.at(),
        cause.command().id(),
        cause.command().getClass().getSimpleName(),
        shelf.sku(),
        shelf.center(),
        changes[at],
        changes[at + 1],
        changes[at + 2],
        changes[at + 3],
        changes[at + 4]);
  }
}
