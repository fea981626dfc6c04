package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Records that are not folded, as bytes, with a table of what is where in them: 16 bytes for each
 * answer and each reservation, times two at most for the empty places. The last record may still be
 * written on. Not thread-safe.
 */
final class Unfolded {
  private static final int SLOTS_MIN = 1 << 10;

  private final List<StockRecord> records = new ArrayList<>();
  private final Output open = new Output(1 << 12);
  private long bytes;

  /** Keys of answers and reservations, by open addressing. */
  private long[] keys = new long[SLOTS_MIN];

  /** For each key the number of its record here and the offset of its entry, plus 1; 0 is empty. */
  private long[] places = new long[SLOTS_MIN];

  private int used;

  /** Returns the records; none is open. */
  List<StockRecord> records() {
    return Collections.unmodifiableList(records);
  }

  /** Returns how long the records are together. */
  long bytes() {
    return bytes + open.size();
  }

  /** Returns the record that is open, to write the next entry behind what is there. */
  Output open() {
    return open;
  }

  /** Ends the open record. */
  StockRecord seal(long number) {
    StockRecord record = StockRecord.of(number, open.toBytes());
    open.clear();
    add(record);
    return record;
  }

  /** Adds a record that was written before; its entries are put one by one. */
  void add(StockRecord record) {
    records.add(record);
    bytes += record.bytes().length;
  }

  /** Puts what an entry answers and changes; no entry before answers the same command. */
  void put(StockEntry entry, int offset) {
    entry.answer().ifPresent(answer -> putAnswer(answer.command(), offset));
    entry.reservations().forEach(r -> putReservation(r.id(), offset));
  }

  void putAnswer(CommandId id, int offset) {
    long key = StockKey.of(id);
    put(free(key), key, offset);
  }

  void putReservation(ReservationId id, int offset) {
    long key = StockKey.of(id);
    int slot = slot(key);
    while (places[slot] != 0 && !(keys[slot] == key && has(places[slot], id))) {
      slot = next(slot);
    }
    put(slot, key, offset);
  }

  private boolean has(long place, ReservationId id) {
    return EntryCodec.hasReservation(bytesAt(place), offset(place), id);
  }

  Optional<StockAnswer> answer(CommandId id) {
    long key = StockKey.of(id);
    for (int slot = slot(key); places[slot] != 0; slot = next(slot)) {
      if (keys[slot] == key) {
        Optional<StockAnswer> answer =
            entry(places[slot]).answer().filter(a -> a.command().equals(id));
        if (answer.isPresent()) {
          return answer;
        }
      }
    }
    return Optional.empty();
  }

  Optional<Reservation> reservation(ReservationId id) {
    long key = StockKey.of(id);
    for (int slot = slot(key); places[slot] != 0; slot = next(slot)) {
      if (keys[slot] == key) {
        for (Reservation reservation : entry(places[slot]).reservations()) {
          if (reservation.id().equals(id)) {
            return Optional.of(reservation);
          }
        }
      }
    }
    return Optional.empty();
  }

  private StockEntry entry(long place) {
    return EntryCodec.read(bytesAt(place), offset(place));
  }

  private byte[] bytesAt(long place) {
    int record = (int) ((place - 1) >>> 32);
    return record < records.size() ? records.get(record).bytes() : open.array();
  }

  private static int offset(long place) {
    return (int) (place - 1);
  }

  private int slot(long key) {
    return (int) key & (keys.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (keys.length - 1);
  }

  private int free(long key) {
    int slot = slot(key);
    while (places[slot] != 0) {
      slot = next(slot);
    }
    return slot;
  }

  private void put(int slot, long key, int offset) {
    used += places[slot] == 0 ? 1 : 0;
    keys[slot] = key;
    // The record that is open, or was added last, comes behind those before it.
    int record = open.size() > 0 ? records.size() : records.size() - 1;
    places[slot] = ((long) record << 32 | offset) + 1;
    if (used > keys.length / 4 * 3) {
      grow();
    }
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldPlaces = places;
    keys = new long[oldKeys.length * 2];
    places = new long[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldPlaces[i] != 0) {
        int slot = free(oldKeys[i]);
        keys[slot] = oldKeys[i];
        places[slot] = oldPlaces[i];
      }
    }
  }
}
