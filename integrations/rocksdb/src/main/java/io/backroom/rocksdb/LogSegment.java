package io.backroom.rocksdb;

import io.backroom.stock.journal.StockRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * One file of the log of stock: a header, then frames, then zeros. It has its whole length from the
 * beginning, all of it written, because a sync is twice as fast when the file does not grow with
 * it.
 *
 * <p>A frame has a header of {@value #FRAME_HEADER} bytes: its length with the rest of the header,
 * a checksum of what follows, the number of its record, and how many numbers before it the first
 * record stands that was written together with it. The record follows. An empty frame says that
 * everything before it was durable.
 */
final class LogSegment {
  static final int HEADER = 32;
  static final int FRAME_HEADER = 20;

  private static final long MAGIC = 0x4241434b524f4f4dL;
  private static final int ZEROS = 1 << 20;
  private static final String PREFIX = "log-";

  private final Path file;
  private final long begin;
  private final MappedByteBuffer bytes;

  private LogSegment(Path file, long begin, MappedByteBuffer bytes) {
    this.file = file;
    this.begin = begin;
    this.bytes = bytes;
  }

  static boolean isSegment(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && !name.endsWith(DurableFiles.UNFINISHED);
  }

  /** Creates a segment whose file is at some position of the log. */
  static LogSegment create(Path directory, long begin, int length) throws IOException {
    Path file = directory.resolve(String.format(Locale.ROOT, PREFIX + "%016x", begin));
    try (FileChannel channel =
        FileChannel.open(
            DurableFiles.unfinished(file),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(channel, header(begin, length), 0);
      ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
      for (long at = HEADER; at < length; at += zeros.position()) {
        zeros.clear().limit((int) Math.min(ZEROS, length - at));
        write(channel, zeros, at);
      }
      channel.force(true);
    }
    DurableFiles.finish(file);
    return open(file);
  }

  private static void write(FileChannel channel, ByteBuffer from, long at) throws IOException {
    for (long end = at; from.hasRemaining(); ) {
      end += channel.write(from, end);
    }
  }

  private static ByteBuffer header(long begin, int length) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).putLong(MAGIC).putLong(begin).putInt(length);
    return header.putInt(checksum(header.duplicate().flip())).rewind();
  }

  static LogSegment open(Path file) throws IOException {
    long size = Files.size(file);
    if (size < HEADER || size > Integer.MAX_VALUE) {
      throw damaged(file, "its length is " + size);
    }
    MappedByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    }
    long begin = bytes.getLong(Long.BYTES);
    if (!bytes.slice(0, HEADER).equals(header(begin, (int) size))) {
      throw damaged(file, "its header does not fit");
    }
    return new LogSegment(file, begin, bytes);
  }

  static RocksDbStoreException damaged(Path file, String what) {
    return new RocksDbStoreException(
        file + " is damaged: " + what + "; none of its data was changed");
  }

  private static int checksum(ByteBuffer of) {
    CRC32C checksum = new CRC32C();
    checksum.update(of);
    return (int) checksum.getValue();
  }

  Path file() {
    return file;
  }

  /** Returns the position of the first byte of the file in the log. */
  long begin() {
    return begin;
  }

  /** Returns the position behind the last byte of the file in the log. */
  long end() {
    return begin + length();
  }

  int length() {
    return bytes.capacity();
  }

  /** Returns a copy of some bytes. */
  byte[] copy(int offset, int length) {
    if (offset < HEADER || length < 0 || length > length() - offset) {
      throw damaged(file, length + " bytes are wanted at " + offset);
    }
    byte[] copy = new byte[length];
    bytes.get(offset, copy);
    return copy;
  }

  int intAt(int offset) {
    return bytes.getInt(offset);
  }

  /** Returns whether a frame is there that is as it was written. */
  boolean isFrame(int offset) {
    int room = length() - offset;
    if (room < FRAME_HEADER) {
      return false;
    }
    int length = bytes.getInt(offset);
    return length >= FRAME_HEADER
        && length <= room
        && bytes.getInt(offset + 4) == checksum(bytes.slice(offset + 8, length - 8));
  }

  /** Returns the length of a frame, with its header. */
  int frameLength(int offset) {
    return bytes.getInt(offset);
  }

  /** Returns whether a frame has a record. */
  boolean isRecord(int offset) {
    return frameLength(offset) > FRAME_HEADER;
  }

  /** Returns the record in a frame. */
  StockRecord record(int offset) {
    return StockRecord.of(
        frameNumber(offset), copy(offset + FRAME_HEADER, frameLength(offset) - FRAME_HEADER));
  }

  /** Returns whether no frame begins at an offset: the next one is in the next file. */
  boolean isEmpty(int offset) {
    return length() - offset < FRAME_HEADER || frameLength(offset) == 0;
  }

  /** Returns the number of the record in a frame. */
  long frameNumber(int offset) {
    return bytes.getLong(offset + 8);
  }

  /** Returns whether there is a frame that was written when a record was durable. */
  boolean isFrameAfter(int offset, long number) {
    if (length() - offset < FRAME_HEADER) {
      return false;
    }
    long group = frameNumber(offset) - bytes.getInt(offset + 16);
    // Most of what is no frame is told by this, without a look at all of it.
    return group > number && group - number < length() && isFrame(offset);
  }

  /** Writes a frame. */
  static void putFrame(ByteBuffer out, long number, long group, byte[] record) {
    int begin = out.position();
    out.putInt(FRAME_HEADER + record.length).putInt(0);
    out.putLong(number).putInt((int) (number - group)).put(record);
    out.putInt(begin + 4, checksum(out.slice(begin + 8, out.position() - begin - 8)));
  }

  /** Returns the first offset from which on there are only zeros. */
  int endOfBytes() {
    int end = length();
    while (end >= HEADER + Long.BYTES && bytes.getLong(end - Long.BYTES) == 0) {
      end -= Long.BYTES;
    }
    return end;
  }
}
