package io.backroom.stock;

import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.Reservation.Line;
import io.backroom.spi.inventory.Reservation.State;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.inventory.StockResult;
import io.backroom.spi.inventory.StockResult.Shortage;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Predicate;

/**
 * What a decision would change, gathered beside the stock. A draft that is thrown away, because
 * units lack or a counter would overflow, has changed nothing.
 *
 * <p>Counters follow from reservations in one place, {@link #count}, so that the two cannot
 * disagree. Its rows are one sorted array that is used again and again: a decision makes no garbage
 * but what it answers with.
 */
final class Draft {
  /** How many rows are kept for the next decision, for the sake of memory. */
  private static final int ROWS_KEPT = 64;

  private static final Comparator<Shortage> BY_PLACE =
      Comparator.comparing(Shortage::sku).thenComparing(Shortage::center);

  private final StockView stock;

  /** The rows of this draft in the order of (SKU, center), and behind them those to be used. */
  private final ArrayList<StockChange> rows = new ArrayList<>();

  private int size;
  private final ArrayList<Reservation> reservations = new ArrayList<>();
  private final List<Reservation> reservationsSeen = Collections.unmodifiableList(reservations);
  private final ArrayList<Shortage> shortages = new ArrayList<>();
  private final List<StockChange> changes = new Changes();

  private final class Changes extends AbstractList<StockChange> implements RandomAccess {
    @Override
    public StockChange get(int index) {
      return rows.get(index);
    }

    @Override
    public int size() {
      return size;
    }
  }

  Draft(StockView stock) {
    this.stock = stock;
  }

  void clear() {
    size = 0;
    if (rows.size() > ROWS_KEPT) {
      rows.subList(ROWS_KEPT, rows.size()).clear();
    }
    reservations.clear();
    shortages.clear();
  }

  int size() {
    return size;
  }

  StockChange row(int index) {
    return rows.get(index);
  }

  /** Returns the rows in the order of (SKU, center). */
  List<StockChange> changes() {
    return changes;
  }

  List<Reservation> reservations() {
    return reservationsSeen;
  }

  StockChange at(StockLine line) {
    return at(line.sku(), line.center());
  }

  /** Returns the row of a place; there is one from now on. */
  StockChange at(Sku sku, CenterId center) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = rows.get(middle).shelf().compareTo(sku, center);
      if (order == 0) {
        return rows.get(middle);
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return insert(low, stock.shelf(sku, center));
  }

  private StockChange insert(int index, Shelf shelf) {
    StockChange row;
    if (size == rows.size()) {
      row = new StockChange(shelf);
    } else {
      row = rows.remove(size);
      row.begin(shelf);
    }
    rows.add(index, row);
    size++;
    return row;
  }

  Optional<Reservation> find(ReservationId id) {
    Optional<Reservation> mine = changed(id);
    return mine.isPresent() ? mine : stock.reservation(id);
  }

  /** Returns what this draft has made of a reservation. */
  Optional<Reservation> changed(ReservationId id) {
    for (int i = 0; i < reservations.size(); i++) {
      if (reservations.get(i).id().equals(id)) {
        return Optional.of(reservations.get(i));
      }
    }
    return Optional.empty();
  }

  /** Adds a reservation that was not there before. */
  void add(Reservation after) {
    count(after, 1);
    reservations.add(after);
  }

  /** Puts a reservation in the place of the one before. */
  void replace(Reservation before, Reservation after) {
    count(before, -1);
    count(after, 1);
    reservations.removeIf(r -> r.id().equals(after.id()));
    reservations.add(after);
  }

  /** Ends those holds that have run out where units lack, but for some. */
  void endHolds(List<Shortage> lack, Instant now, Predicate<Reservation> spared) {
    lack.stream()
        .flatMap(
            place ->
                stock.runOut(place.sku(), place.center(), now).stream()
                    .filter(hold -> keepsUnits(hold, place)))
        .distinct()
        .filter(spared.negate())
        .forEach(
            hold -> {
              count(hold, -1);
              add(ReservationSteps.emptied(State.EXPIRED, hold));
            });
  }

  private static boolean keepsUnits(Reservation hold, Shortage place) {
    return hold.lines().stream()
        .anyMatch(
            line ->
                line.sku().equals(place.sku())
                    && line.center().equals(place.center())
                    && ReservationSteps.left(line) > 0);
  }

  /** Adds the part of a reservation in the counters, or takes it away. */
  private void count(Reservation r, int sign) {
    List<Line> lines = r.lines();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      StockChange row = at(line.sku(), line.center());
      row.add(-sign * line.shipped(), 0);
      row.keep(
          r.state() == State.HELD ? sign * line.kept() : 0,
          r.state() == State.COMMITTED ? sign * line.kept() : 0,
          sign * line.backordered());
    }
  }

  /** Notes a shortage if more is wanted than there is. */
  boolean lacks(StockChange row, long wanted, long available) {
    long some = Math.max(0, available);
    if (wanted <= some) {
      return false;
    }
    int most = Integer.MAX_VALUE;
    shortages.add(
        new Shortage(
            row.sku(), row.center(), (int) Math.min(wanted, most), (int) Math.min(some, most)));
    return true;
  }

  boolean isShort() {
    return !shortages.isEmpty();
  }

  StockResult.Short lack() {
    shortages.sort(BY_PLACE);
    return new StockResult.Short(shortages);
  }

  /** Refuses to take any counter out of its range. */
  void requireRanges() {
    for (int i = 0; i < size; i++) {
      rows.get(i).requireRange();
    }
  }

  void carryOut() {
    for (int i = 0; i < size; i++) {
      StockChange row = rows.get(i);
      row.shelf().add(row);
    }
  }
}
