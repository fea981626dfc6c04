package io.backroom.memory;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.value.Sku;
import io.backroom.stock.Shelf;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the in-memory store keeps, and who may change it:
 *
 * <ul>
 *   <li>shelves, articles and holds: who has locked their aisle;
 *   <li>a reservation: who has locked the aisles of all its lines; a new one is put there only if
 *       there is none of its id;
 *   <li>receipts: who has locked them all, for they are few.
 * </ul>
 *
 * <p>Everybody takes locks in the same order: an answer, the receipts, aisles by their numbers.
 */
final class Warehouse {
  private final Register<ReservationId, Reservation> reservations = new Register<>(Reservation::id);
  private final Map<ReceiptId, ExpectedReceipt> receipts = new HashMap<>();
  private final Lock receiptsLock = new ReentrantLock();
  private final Aisle[] aisles;
  private final NavigableSet<Sku> skus = new ConcurrentSkipListSet<>();
  private final Ledger ledger = new Ledger();

  Warehouse(int size) {
    aisles = IntStream.range(0, size).mapToObj(i -> new Aisle(reservations)).toArray(Aisle[]::new);
  }

  Register<ReservationId, Reservation> reservations() {
    return reservations;
  }

  Map<ReceiptId, ExpectedReceipt> receipts() {
    return receipts;
  }

  Lock receiptsLock() {
    return receiptsLock;
  }

  /** Returns the SKUs that have a level. */
  NavigableSet<Sku> skus() {
    return skus;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Returns the number of the aisle of a SKU. */
  int aisleOf(Sku sku) {
    return Spread.index(sku, aisles.length);
  }

  Aisle aisle(Sku sku) {
    return aisles[aisleOf(sku)];
  }

  void lock(BitSet numbers) {
    for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
      aisles[i].enter();
    }
  }

  void unlock(BitSet numbers) {
    for (int i = numbers.nextSetBit(0); i >= 0; i = numbers.nextSetBit(i + 1)) {
      aisles[i].lock().unlock();
    }
  }

  /** Keeps a new shelf in its aisle. */
  void keep(Shelf shelf) {
    aisle(shelf.sku()).articleOf(shelf.sku()).put(shelf);
    skus.add(shelf.sku());
  }

  /**
   * Returns holds that have run out, earliest end first, then by id.
   *
   * @param now the time of the question
   * @param limit the most holds wanted
   */
  List<Reservation> runOut(Instant now, int limit) {
    return readAll(
        () ->
            // A hold on SKUs of several aisles is in each of them.
            Arrays.stream(aisles)
                .flatMap(aisle -> aisle.holds().runOut(now, limit).stream())
                .sorted(HoldCalendar.EARLIEST_FIRST)
                .distinct()
                .limit(limit)
                .toList());
  }

  /** Returns movements from a row of the ledger on. */
  List<StockMovement> movements(long from, int limit) {
    // While nobody writes no row is missing, and none that is there changes.
    int size = readAll(ledger::size);
    return ledger.movements(LongStream.range(Math.min(from, size), size).limit(limit));
  }

  private <T> T readAll(Supplier<T> reading) {
    BitSet all = new BitSet();
    all.set(0, aisles.length);
    lock(all);
    try {
      return reading.get();
    } finally {
      unlock(all);
    }
  }

  /** Reads something in the aisle of a SKU. */
  <T> T read(Sku sku, Function<Aisle, T> reading) {
    Aisle aisle = aisle(sku);
    aisle.enter();
    try {
      return reading.apply(aisle);
    } finally {
      aisle.lock().unlock();
    }
  }
}
