package io.backroom.rocksdb;

import io.backroom.spi.inventory.ExpectedReceipt;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import io.backroom.stock.journal.StockJournal;
import io.backroom.stock.journal.StockSnapshots.Snapshot;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file with the counters and holds as they were after some record, with a checksum at its end.
 */
final class StateFile {
  private static final String PREFIX = "state-";
  private static final int BUFFER = 1 << 16;
  private static final long MAGIC = 0x4241434b53544154L;

  private final Path file;
  private final long position;
  private final long record;
  private final long movement;

  private StateFile(Path file, long position, long record, long movement) {
    this.file = file;
    this.position = position;
    this.record = record;
    this.movement = movement;
  }

  static boolean isState(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && !name.endsWith(DurableFiles.UNFINISHED);
  }

  /**
   * Writes a snapshot; it is on disk when it returns.
   *
   * @param position where the log goes on behind it
   */
  static StateFile write(Path directory, Snapshot snapshot, long position) throws IOException {
    Path file = directory.resolve(String.format(Locale.ROOT, PREFIX + "%016x", snapshot.record()));
    CRC32C checksum = new CRC32C();
    try (FileOutputStream raw = new FileOutputStream(DurableFiles.unfinished(file).toFile());
        DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(new CheckedOutputStream(raw, checksum), BUFFER))) {
      out.writeLong(MAGIC);
      out.writeLong(position);
      out.writeLong(snapshot.record());
      out.writeLong(snapshot.movement());
      List<StockLevel> levels = snapshot.levels();
      out.writeInt(levels.size());
      for (StockLevel level : levels) {
        write(out, level);
      }
      snapshot.holds((id, expiresAt) -> write(out, id, expiresAt));
      out.writeByte(0);
      out.flush();
      out.writeLong(checksum.getValue());
      out.flush();
      raw.getFD().sync();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    DurableFiles.finish(file);
    return new StateFile(file, position, snapshot.record(), snapshot.movement());
  }

  private static void write(DataOutputStream out, StockLevel level) throws IOException {
    out.writeUTF(level.sku().value());
    out.writeUTF(level.center().value());
    out.writeInt(level.onHand());
    out.writeInt(level.unavailable());
    out.writeInt(level.reserved());
    out.writeInt(level.allocated());
    out.writeInt(level.backordered());
    out.writeInt(level.expected().size());
    for (ExpectedReceipt receipt : level.expected()) {
      out.writeUTF(receipt.id().value());
      out.writeInt(receipt.line().quantity());
      write(out, receipt.expectedAt());
    }
  }

  private static void write(DataOutputStream out, ReservationId id, Instant expiresAt) {
    try {
      out.writeByte(1);
      out.writeUTF(id.value());
      write(out, expiresAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, Instant instant) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  /** Opens a file that is as it was written. */
  static StateFile open(Path file) throws IOException {
    requireWhole(file);
    try (DataInputStream in = read(file)) {
      return new StateFile(file, in.readLong(), in.readLong(), in.readLong());
    }
  }

  private static void requireWhole(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      long left = Files.size(file) - Long.BYTES;
      while (left > 0) {
        int length = (int) Math.min(buffer.length, left);
        in.readFully(buffer, 0, length);
        checksum.update(buffer, 0, length);
        left -= length;
      }
      if (left < 0 || in.readLong() != checksum.getValue()) {
        throw new RocksDbStoreException(file + " is damaged; deleted, it is built again");
      }
    }
  }

  /** Reads a file from behind its first number, which says what it is. */
  private static DataInputStream read(Path file) throws IOException {
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
    if (in.readLong() != MAGIC) {
      in.close();
      throw new RocksDbStoreException(file + " is something else");
    }
    return in;
  }

  Path file() {
    return file;
  }

  long length() throws IOException {
    return Files.size(file);
  }

  /** Returns where the log goes on behind it. */
  long position() {
    return position;
  }

  /** Returns the last record whose effects are in it. */
  long record() {
    return record;
  }

  void load(StockJournal.Loader to) throws IOException {
    to.begin(record, movement);
    try (DataInputStream in = read(file)) {
      in.skipNBytes(3L * Long.BYTES);
      for (int left = in.readInt(); left > 0; left--) {
        to.level(level(in));
      }
      while (in.readByte() != 0) {
        to.hold(ReservationId.of(in.readUTF()), instant(in));
      }
    }
  }

  private static StockLevel level(DataInputStream in) throws IOException {
    Sku sku = Sku.of(in.readUTF());
    CenterId center = CenterId.of(in.readUTF());
    int onHand = in.readInt();
    int unavailable = in.readInt();
    int reserved = in.readInt();
    int allocated = in.readInt();
    int backordered = in.readInt();
    List<ExpectedReceipt> expected = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      ReceiptId id = ReceiptId.of(in.readUTF());
      StockLine line = new StockLine(sku, center, in.readInt());
      expected.add(new ExpectedReceipt(id, line, instant(in)));
    }
    return new StockLevel(
        sku, center, onHand, unavailable, reserved, allocated, backordered, expected);
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }
}
