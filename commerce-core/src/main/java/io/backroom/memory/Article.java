package io.backroom.memory;

import io.backroom.spi.value.CenterId;
import io.backroom.stock.Shelf;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** All of one SKU: its shelves, and which rows of the ledger are its own. Not thread-safe. */
final class Article {
  /** In the order of their centers. */
  private Shelf[] shelves = {};

  private int[] rows = new int[2];
  private int count;

  List<Shelf> shelves() {
    return List.of(shelves);
  }

  Optional<Shelf> shelf(CenterId center) {
    for (Shelf shelf : shelves) {
      if (shelf.center().equals(center)) {
        return Optional.of(shelf);
      }
    }
    return Optional.empty();
  }

  /** Puts a shelf where it belongs, instead of one that may be there. */
  void put(Shelf shelf) {
    int index = 0;
    while (index < shelves.length && shelves[index].center().compareTo(shelf.center()) < 0) {
      index++;
    }
    int behind = index;
    if (behind < shelves.length && shelves[behind].center().equals(shelf.center())) {
      behind++;
    }
    Shelf[] after = new Shelf[shelves.length + 1 - (behind - index)];
    System.arraycopy(shelves, 0, after, 0, index);
    after[index] = shelf;
    System.arraycopy(shelves, behind, after, index + 1, shelves.length - behind);
    shelves = after;
  }

  /** Takes note of a row, behind those before it. */
  void moved(int row) {
    if (count == rows.length) {
      rows = Arrays.copyOf(rows, count + (count >> 1) + 1);
    }
    rows[count++] = row;
  }

  /** Returns its rows from one on, at most so many. */
  LongStream rows(long from, int limit) {
    int at = Arrays.binarySearch(rows, 0, count, (int) Math.min(from, Integer.MAX_VALUE));
    int begin = at < 0 ? -at - 1 : at;
    int end = begin + Math.min(limit, count - begin);
    return Arrays.stream(Arrays.copyOfRange(rows, begin, end)).asLongStream();
  }
}
