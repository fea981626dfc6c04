package io.backroom.stock.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * What some commands did, one entry after the other, as bytes that a journal keeps. Each entry has
 * its length and a checksum, and is a record of its own if it is cut out. What {@link #bytes}
 * returns today, every later release reads.
 */
public final class StockRecord {
  private final long number;
  private final byte[] bytes;

  private StockRecord(long number, byte[] bytes) {
    this.number = number;
    this.bytes = bytes;
  }

  /**
   * Returns a record as it was kept.
   *
   * @param number its place in the journal, from 1
   * @param bytes what {@link #bytes} returned; not copied, do not change them
   * @return the record
   */
  public static StockRecord of(long number, byte[] bytes) {
    return new StockRecord(number, bytes);
  }

  /**
   * Returns the record's place in the journal.
   *
   * @return the number, from 1
   */
  public long number() {
    return number;
  }

  /**
   * Returns what a journal has to keep.
   *
   * @return the bytes; not copied, do not change them
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Reads the entries.
   *
   * @return what each command did, in their order
   * @throws IllegalStateException if the bytes are not those that were written
   */
  public List<StockEntry> entries() {
    List<StockEntry> entries = new ArrayList<>();
    for (int offset = 0; offset < bytes.length; offset = EntryCodec.end(bytes, offset)) {
      entries.add(EntryCodec.read(bytes, offset));
    }
    return entries;
  }

  /**
   * Tells what the entries can be found by, without reading the rest of them.
   *
   * @param keys who is told, in the order of the entries
   * @throws IllegalStateException if the bytes are not those that were written
   */
  public void tellKeys(Keys keys) {
    for (int offset = 0; offset < bytes.length; offset = EntryCodec.end(bytes, offset)) {
      EntryCodec.tellKeys(bytes, offset, keys);
    }
  }

  /** Is told what entries can be found by. Offsets are those of the entry in the record. */
  public interface Keys {
    /**
     * Takes the answer to a command.
     *
     * @param offset where the entry is
     * @param key by {@link StockKey}
     */
    void answer(int offset, long key);

    /**
     * Takes a reservation as it is afterwards.
     *
     * @param offset where the entry is
     * @param key by {@link StockKey}
     */
    void reservation(int offset, long key);

    /**
     * Takes a movement.
     *
     * @param offset where the entry is
     * @param key that of the SKU, by {@link StockKey}
     * @param sequence the movement's place in the ledger
     */
    void movement(int offset, long key, long sequence);
  }
}
