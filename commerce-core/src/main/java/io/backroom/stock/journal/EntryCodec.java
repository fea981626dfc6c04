package io.backroom.stock.journal;

import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.Reservation;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockMovement;
import io.backroom.spi.inventory.StockResult;
import io.backroom.stock.StockChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * How an entry looks in a record: its length and its checksum, 4 bytes each; the kind of the
 * command, its time, the sequence of its first movement; the command's id and fingerprint, the
 * reservations afterwards, the changes of levels, and the answer. The repair of a level is a kind
 * of its own and has changes only.
 */
final class EntryCodec {
  private static final int CHECKSUM_OFFSET = 4;
  private static final int HEADER_BYTES = 8;
  private static final int FINGERPRINT_BYTES = 16;

  private EntryCodec() {}

  /** Writes an entry behind those before it. */
  static void write(
      Output out,
      int kind,
      long sequence,
      StockAnswer answer,
      List<Reservation> reservations,
      List<StockChange> changes) {
    Instant at = answer.at();
    int offset = begin(out, kind, at, sequence);
    out.id(answer.command().value());
    out.fixed(answer.fingerprint().high()).fixed(answer.fingerprint().low());
    out.size(reservations.size());
    for (int i = 0; i < reservations.size(); i++) {
      StockCodec.reservation(out, reservations.get(i), at);
    }
    out.size(changes.size());
    for (int i = 0; i < changes.size(); i++) {
      StockCodec.change(out, changes.get(i), at);
    }
    StockCodec.result(out, answer.result(), reservations);
    end(out, offset);
  }

  /** Writes the repair of a level. */
  static void write(Output out, LevelChange repair) {
    int offset = begin(out, StockCodec.RECOMPUTE, Instant.EPOCH, 0);
    StockCodec.change(out.size(1), repair, Instant.EPOCH);
    end(out, offset);
  }

  private static int begin(Output out, int kind, Instant at, long sequence) {
    int offset = out.size();
    out.fixed(0L).put(kind).instant(at, Instant.EPOCH).size(sequence);
    return offset;
  }

  private static void end(Output out, int offset) {
    out.fixedAt(offset, out.size() - offset - HEADER_BYTES);
    out.fixedAt(offset + CHECKSUM_OFFSET, checksum(out.array(), offset, out.size()));
  }

  private static int checksum(byte[] bytes, int offset, int end) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset + HEADER_BYTES, end - offset - HEADER_BYTES);
    return (int) checksum.getValue();
  }

  /** Returns where the next entry begins. */
  static int end(byte[] bytes, int offset) {
    int length = bytes.length - offset < HEADER_BYTES ? -1 : new Input(bytes, offset).fixedInt();
    if (length < 0 || length > bytes.length - offset - HEADER_BYTES) {
      throw damaged("its length");
    }
    return offset + HEADER_BYTES + length;
  }

  private static IllegalStateException damaged(String what) {
    return new IllegalStateException("An entry of the journal of stock is damaged: " + what);
  }

  /** Returns what is behind the header of an entry that is whole. */
  private static Input whole(byte[] bytes, int offset) {
    Input in = new Input(bytes, offset + CHECKSUM_OFFSET);
    if (in.fixedInt() != checksum(bytes, offset, end(bytes, offset))) {
      throw damaged("its checksum");
    }
    return in;
  }

  static StockEntry read(byte[] bytes, int offset) {
    Input in = whole(bytes, offset);
    int kind = in.get();
    Instant at = in.instant(Instant.EPOCH);
    long sequence = in.size();
    if (kind == StockCodec.RECOMPUTE) {
      List<LevelChange> changes = in.list(i -> StockCodec.change(i, at));
      return new StockEntry(Optional.empty(), List.of(), changes, List.of());
    }
    CommandId command = CommandId.of(in.id());
    Fingerprint fingerprint = new Fingerprint(in.fixed(), in.fixed());
    List<Reservation> reservations = in.list(i -> StockCodec.reservation(i, at));
    List<LevelChange> changes = in.list(i -> StockCodec.change(i, at));
    StockResult result = StockCodec.result(in, reservations);
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
        movements);
  }

  static void tellKeys(byte[] bytes, int offset, StockRecord.Keys keys) {
    Input in = whole(bytes, offset);
    if (in.get() == StockCodec.RECOMPUTE) {
      return;
    }
    in.skipInstant();
    long sequence = in.size();
    keys.answer(offset, in.key('c'));
    in.skip(FINGERPRINT_BYTES);
    for (int left = in.smallSize(); left > 0; left--) {
      keys.reservation(offset, in.key('r'));
      StockCodec.skipReservation(in);
    }
    for (int left = in.smallSize(); left > 0; left--) {
      int has = in.get();
      long key = in.key('s');
      StockCodec.skipChange(in, has);
      if (StockCodec.isMovement(has)) {
        keys.movement(offset, key, sequence++);
      }
    }
  }

  /** Returns whether an entry changes a reservation. */
  static boolean hasReservation(byte[] bytes, int offset, ReservationId id) {
    return read(bytes, offset).reservations().stream().anyMatch(r -> r.id().equals(id));
  }
}
