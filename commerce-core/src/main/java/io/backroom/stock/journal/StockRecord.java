package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What some commands did, one entry after the other, as bytes that a journal keeps. Each entry has
 * its length and a checksum and can be read without the others. What {@link #bytes} returns today,
 * every later release reads.
 */
public final class StockRecord {
  /** The length and the checksum of an entry, 4 bytes each, come before it. */
  private static final int HEADER_BYTES = 8;

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
    for (int offset = 0; offset < bytes.length; offset = end(bytes, offset)) {
      entries.add(entry(bytes, offset));
    }
    return entries;
  }

  private static int end(byte[] bytes, int offset) {
    int length = bytes.length - offset < HEADER_BYTES ? -1 : new Input(bytes, offset).fixedInt();
    if (length < 0 || length > bytes.length - offset - HEADER_BYTES) {
      throw new IllegalStateException("An entry of the journal of stock is damaged: its length");
    }
    return offset + HEADER_BYTES + length;
  }

  private static int checksum(byte[] bytes, int offset, int end) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset + HEADER_BYTES, end - offset - HEADER_BYTES);
    return (int) checksum.getValue();
  }

  private static StockEntry entry(byte[] bytes, int offset) {
    int end = end(bytes, offset);
    Input in = new Input(bytes, offset + HEADER_BYTES / 2);
    if (in.fixedInt() != checksum(bytes, offset, end)) {
      throw new IllegalStateException("An entry of the journal of stock is damaged: its checksum");
    }
    int kind = in.get();
    Instant at = in.instant(Instant.EPOCH);
    long sequence = in.size();
    if (kind == StockCodec.RECOMPUTE) {
      List<LevelChange> changes = in.list(StockCodec::change);
      return new StockEntry(Optional.empty(), List.of(), changes, Optional.empty(), List.of());
    }
    CommandId command = CommandId.of(in.id());
    Fingerprint fingerprint = new Fingerprint(in.fixed(), in.fixed());
    List<Reservation> reservations = in.list(i -> StockCodec.reservation(i, at));
    StockResult result = StockCodec.result(in, reservations);
    List<LevelChange> changes = in.list(StockCodec::change);
    List<ReceiptChange> receipt = in.list(i -> StockCodec.receipt(i, at));
    List<StockMovement> movements = new ArrayList<>(changes.size());
    for (LevelChange c : changes) {
      if (c.isMovement()) {
        movements.add(c.movement(sequence + movements.size(), at, command, StockCodec.name(kind)));
      }
    }
    return new StockEntry(
        Optional.of(new StockAnswer(command, at, fingerprint, result)),
        reservations,
        changes,
        receipt.stream().findFirst(),
        movements);
  }

  /**
   * Writes an entry behind those before it.
   *
   * @param out the record so far
   * @param kind the kind of the command
   * @param sequence the sequence of its first movement
   * @param answer its answer
   * @param reservations the reservations afterwards
   * @param changes the levels it touched
   * @param receipt what became of a receipt
   */
  static void write(
      Output out,
      int kind,
      long sequence,
      StockAnswer answer,
      List<Reservation> reservations,
      List<LevelChange> changes,
      Optional<ReceiptChange> receipt) {
    int offset = begin(out, kind, answer.at(), sequence);
    out.id(answer.command().value());
    out.fixed(answer.fingerprint().high()).fixed(answer.fingerprint().low());
    out.list(reservations, (o, r) -> StockCodec.reservation(o, r, answer.at()));
    StockCodec.result(out, answer.result(), reservations);
    out.list(changes, StockCodec::change);
    out.list(receipt.stream().toList(), (o, c) -> StockCodec.receipt(o, c, answer.at()));
    end(out, offset);
  }

  /** Writes the repair of a level as an entry. */
  static void write(Output out, LevelChange repair) {
    int offset = begin(out, StockCodec.RECOMPUTE, Instant.EPOCH, 0);
    out.list(List.of(repair), StockCodec::change);
    end(out, offset);
  }

  private static int begin(Output out, int kind, Instant at, long sequence) {
    int offset = out.size();
    out.fixed(0L).put(kind).instant(at, Instant.EPOCH).size(sequence);
    return offset;
  }

  private static void end(Output out, int offset) {
    out.fixedAt(offset, out.size() - offset - HEADER_BYTES);
    out.fixedAt(offset + HEADER_BYTES / 2, checksum(out.array(), offset, out.size()));
  }
}
